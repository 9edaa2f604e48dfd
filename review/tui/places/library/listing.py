"""Which records the Library lists, and what became of their files: decided without a screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from review.domain import DecisionKind, Role, Selection
from review.domain.wording.counted import counted
from review.theory_map import TheoryMap

Condition = tuple[str, str]
"""A field and the value that it must have."""

_SORTS = ("added", "author_year", "title", "year", "source_type", "codings")
_READING_STATUSES = ("added", "partial", "no-text", "encrypted", "not-retrieved")


class RecordListing:
    """Search, conditions and order of the list: `selection`. Each verb says whether it changed that."""

    def __init__(self) -> None:
        self.selection = Selection()

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or a condition keeps records from the list."""
        return bool(self.selection.where or self.selection.search)

    def search(self, text: str) -> bool:
        """List only what matches these words."""
        return self._select(replace(self.selection, search=text))

    def toggle(self, condition: Condition) -> bool:
        """List only what meets a condition, too; one that holds already is taken away."""
        where = self.selection.where
        kept = tuple(other for other in where if other != condition)
        return self._select(replace(self.selection, where=kept if condition in where else (*kept, condition)))

    def clear(self) -> bool:
        """Take search and conditions away."""
        return self._select(replace(self.selection, where=(), search=""))

    def sort(self, sort: str) -> bool:
        """List in this order; the same again turns it round."""
        turned = sort == self.selection.sort and not self.selection.descending
        return self._select(replace(self.selection, sort=sort, descending=turned))

    def _select(self, selection: Selection) -> bool:
        changed, self.selection = selection != self.selection, selection
        return changed


def conditions(theory_map: TheoryMap) -> list[tuple[Condition, str]]:
    """What records can be listed by, with the words for it."""
    outcomes = (*DecisionKind, "conflict", "none")
    found = [
        *((stage.id, outcome, str(outcome)) for stage in theory_map.stages for outcome in outcomes),
        *(("source_type", kind.id, kind.name) for kind in theory_map.source_types),
        ("source_type", "unclassified", "unclassified"),
        *(("code", code, f"{code} {name}") for code, name in theory_map.code_names.items()),
        *(("role", role, role.replace("-", " ")) for role in Role),
        *(("reading_status", status, status.replace("-", " ")) for status in _READING_STATUSES),
    ]
    return [((field, value), f"{field.replace('_', ' ')}: {label}") for field, value, label in found]


def sorts(theory_map: TheoryMap) -> list[str]:
    """What the list can be ordered by."""
    return [*_SORTS, *(stage.id for stage in theory_map.stages)]


class LostFiles:
    """The files of the review that are gone or no longer what was read, each told once."""

    def __init__(self) -> None:
        self._told: frozenset[str] = frozenset()

    def news(self, gone: Sequence[str], changed: Sequence[str]) -> str:
        """What is gone or changed now and was not when this was asked last, in a line; empty where that is nothing."""
        told, self._told = self._told, frozenset((*gone, *changed))
        news = [
            f"{what}: {names[0]}" if len(names) == 1 else f"{what}: {counted(len(names), 'file')}"
            for what, paths in (("Gone", gone), ("Changed", changed))
            if (names := [path for path in paths if path not in told])
        ]
        return f"{'. '.join(news)}. What was read and coded stays." if news else ""
