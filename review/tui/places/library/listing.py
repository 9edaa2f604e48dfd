"""The Library's list without a screen: search, filters, order, and files that went or changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from review.domain.act import NOT_SET, DecisionKind
from review.domain.listing import (
    CONFIRMATIONS,
    LABEL,
    NO_SEARCH,
    REFERENCE,
    SEARCH,
    SOURCE,
    Listed,
    Selection,
)
from review.domain.record import Role
from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.errors import ReviewError
from review.theory_map import TheoryMap

if TYPE_CHECKING:
    from review.project import Project

Condition = tuple[str, str]
"""A field and its required value."""

_SORTS = ("added", "author_year", "title", "year", "source_type", "codings")
_READING_STATUSES = {
    "added": "added (has a file with text: PDF, Word, text)",
    "partial": "partial (a file with text on some pages)",
    "no-text": "no text (a file that is a scan)",
    "encrypted": "encrypted (a file with a password)",
    "not-retrieved": "not retrieved (no file)",
}
"""The statuses of reading to choose from, in the words by which people look for them."""


class RecordListing:
    """The search, filters and order of the list (`selection`). Each method returns whether it changed them."""

    def __init__(self) -> None:
        self.selection = Selection(names_first=True)

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or a filter is active."""
        return bool(self.selection.where or self.selection.search)

    def search(self, text: str) -> bool:
        """Search for these words."""
        return self._select(replace(self.selection, search=text))

    def toggle(self, condition: Condition) -> bool:
        """Add a filter, or remove it if it is active."""
        where = self.selection.where
        kept = tuple(other for other in where if other != condition)
        return self._select(replace(self.selection, where=kept if condition in where else (*kept, condition)))

    def clear(self) -> bool:
        """Clear search and filters."""
        return self._select(replace(self.selection, where=(), search=""))

    def sort(self, sort: str) -> bool:
        """Set the order; setting the current one reverses it."""
        turned = sort == self.selection.sort and not self.selection.descending
        return self._select(replace(self.selection, sort=sort, descending=turned))

    def _select(self, selection: Selection) -> bool:
        changed, self.selection = selection != self.selection, selection
        return changed


class ListAsked(NamedTuple):
    """A selection to list; whether the cursor then stays where it is, else whether it goes to the best match."""

    selection: Selection
    stays: bool
    to_best: bool


class ListRead(NamedTuple):
    """The records of a selection, how many the review has, and the columns that are empty in all of them."""

    listed: Listed
    total: int
    without: Collection[str]


def read(project: Project, asked: ListAsked) -> ListRead | str:
    """Read what is asked for, or why that cannot be read; may be called from any thread."""
    records = project.records
    try:
        return ListRead(records.listed(asked.selection), records.count(), records.empty_columns())
    except ReviewError as error:
        return str(error)


def counts_in_words(shown: int, total: int, marked: int, *, searched: bool) -> tuple[str, ...]:
    """How many records are listed and marked, in a long wording and a short one: ``3 of 62 · title and authors first``."""
    count = counted(total, "record") if shown == total and not searched else f"{shown:,} of {total:,}"
    short = f"{count} · {marked:,} marked" if marked else count
    return (f"{short} · title and authors first", short) if searched else (short,)


def labelled(wanted: Sequence[Condition], theory_map: TheoryMap) -> list[tuple[Condition, str]]:
    """Filters with their labels: ``title abstract: include``."""
    labels = dict(conditions(theory_map))
    return [(condition, labels.get(condition, ": ".join(condition))) for condition in wanted]


def conditions(
    theory_map: TheoryMap,
    searches: Sequence[str] = (),
    labels: Sequence[str] = (),
    sources: Sequence[str] = (),
) -> list[tuple[Condition, str]]:
    """The filters to choose from, with their names.

    `searches` are the ids of those that are logged, `labels` and `sources` what reference files gave to records.
    """
    outcomes = (*DecisionKind, "conflict", "none")
    found = [
        *((stage.id, outcome, str(outcome)) for stage in theory_map.stages for outcome in outcomes),
        *(("source_type", kind.id, kind.name) for kind in theory_map.source_types),
        ("source_type", "unclassified", "unclassified"),
        *(("code", code, f"{code} {name}") for code, name in theory_map.code_names.items()),
        *(("role", role, named(role)) for role in Role),
        *(("reading_status", status, words) for status, words in _READING_STATUSES.items()),
        *((REFERENCE, one, one) for one in CONFIRMATIONS),
        *((SEARCH, search, search) for search in searches),
        *([(SEARCH, NO_SEARCH, "none")] if searches else []),
        *((LABEL, label, label) for label in labels),
        *((SOURCE, source, source) for source in sources),
    ]
    facets = [
        ((f"facet.{facet.id}", value), f"{facet.name}: {value}")
        for facet in theory_map.facets
        for value in (*facet.values, NOT_SET)
    ]
    return [*(((field, value), f"{named(field)}: {label}") for field, value, label in found), *facets]


def sorts(theory_map: TheoryMap) -> list[str]:
    """The orders to choose from."""
    return [*_SORTS, *(stage.id for stage in theory_map.stages)]


class LostFiles:
    """Tracks files that are missing or have changed since they were read; each is reported once."""

    def __init__(self) -> None:
        self._reported: frozenset[str] = frozenset()

    def news(self, gone: Sequence[str], changed: Sequence[str]) -> str:
        """A line about files missing or changed since the last call; empty if there are none."""
        before, self._reported = self._reported, frozenset((*gone, *changed))
        news = [
            f"{what}: {names[0]}" if len(names) == 1 else f"{what}: {counted(len(names), 'file')}"
            for what, paths in (("Gone", gone), ("Changed", changed))
            if (names := [path for path in paths if path not in before])
        ]
        return f"{'. '.join(news)}. Texts and codings are kept." if news else ""
