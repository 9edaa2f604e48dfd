"""Duplicates without a screen: the groups that were found, the pair being compared, and the decision on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.project.bibliography import open_pairs
from review.tui.places.duplicates.fields import Fields, fields_of, sign

if TYPE_CHECKING:
    from review.duplicates import DuplicateGroup
    from review.journal.queries.references import Source
    from review.project import Acknowledgement, Project

LISTED = 500
"""The most groups listed at a time, so that acts stay fast; others follow as these are resolved."""

Pair = tuple[str, str]
"""The record to keep, and the other one."""

SAME_TITLE, SPELT = "the same title", "the same title spelt otherwise"
"""What a search says of titles that are the same in spelling, too, or in words only."""


@dataclass(frozen=True)
class Found:
    """The groups found by a search, and the values of their records."""

    groups: tuple[DuplicateGroup, ...]
    fields: Mapping[str, Fields]


def find(project: Project) -> Found:
    """Search the whole review for duplicates, in about a minute for 100,000 records.

    Raises:
        ReviewError: the review cannot be read.
    """
    groups = project.references.dedupe().groups
    wanted = {record for group in groups for record in group.records}
    sources: dict[str, list[Source]] = {record: [] for record in wanted}
    for source in project.references.sources():
        if source.record in wanted:
            sources[source.record].append(source)
    records = project.records.all(wanted)
    return Found(groups, {record.id: fields_of(record, sources[record.id]) for record in records})


class DuplicatesDesk:
    """The open groups of a review, one of them chosen, and two of its records compared.

    `groups` are the listed ones; `pair` is being compared, None if no group is open.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._found: Found | None = None
        self._open: tuple[DuplicateGroup, ...] = ()
        self._chosen = 0
        self._pairs: list[Pair] = []
        self.groups: tuple[DuplicateGroup, ...] = ()
        self.pair: Pair | None = None

    @property
    def has_searched(self) -> bool:
        """Whether a search has ended."""
        return self._found is not None

    @property
    def has_found(self) -> bool:
        """Whether the searches found a group, open or not."""
        return bool(self._found and self._found.groups)

    @property
    def fields(self) -> Mapping[str, Fields]:
        """The values of the records of all groups, by record."""
        return self._found.fields if self._found else {}

    @property
    def group(self) -> DuplicateGroup:
        """The chosen group; there must be one."""
        return self.groups[self._chosen]

    def take(self, found: Found) -> None:
        """Take what a search found; earlier groups stay, because undo restores those that a search after a merge misses."""
        self._found = found if self._found is None else _joined(self._found, found)

    def reload(self) -> None:
        """Read which groups are still open, without a new search.

        The compared pair stays while its group is open; otherwise the group that takes its place is chosen.
        """
        pair, place = self.pair, self._chosen
        self._open = self._project.references.unsettled(self._found.groups) if self._found else ()
        self.groups = self._open[:LISTED]
        held = next((at for at, of in enumerate(self.groups) if pair and set(pair) <= set(of.records)), place)
        self.choose(min(held, len(self.groups) - 1))
        if pair and set(pair) in map(set, self._pairs):
            self.pair = pair

    @property
    def chosen(self) -> int | None:
        """The place of the chosen group; None if no group is open."""
        return self._chosen if self.groups else None

    def choose(self, index: int) -> None:
        """Choose a group by its place, and compare its first open pair; -1 if there is no group."""
        self._chosen = max(index, 0)
        related = self._project.references.related_pairs()
        self._pairs = list(open_pairs(self.groups[index].records, related)) if index >= 0 else []
        self.pair = self._pairs[0] if self._pairs else None

    def holds_pair(self, index: int) -> bool:
        """Whether the compared pair is of the group at a place."""
        records = self.groups[index].records if index < len(self.groups) else ()
        return self.pair is not None and set(self.pair) <= set(records)

    @property
    def place(self) -> tuple[int, int]:
        """The number of the compared pair, from 1, and how many open pairs the group has."""
        if self.pair is None:
            return 0, 0
        return [set(each) for each in self._pairs].index(set(self.pair)) + 1, len(self._pairs)

    @property
    def why(self) -> str:
        """Why the records of the compared pair may be one work."""
        return why(self.group, self.fields, self.pair) if self.pair else ""

    def next_pair(self) -> None:
        """Compare the next pair of the group; the first one after the last."""
        if self.pair:
            number, count = self.place
            self.pair = self._pairs[number % count]

    def swap(self) -> None:
        """Keep the other record of the pair."""
        if self.pair:
            self.pair = (self.pair[1], self.pair[0])

    def merge(self) -> Acknowledgement | None:
        """Merge the other record into the one to keep; None if no pair is compared.

        Raises:
            ReviewError: the two cannot be merged.
        """
        return self._project.references.merge(*self.pair, self.group.why) if self.pair else None

    def relate(self, relation: str) -> Acknowledgement | None:
        """Record how the two records are related; both are kept. None if no pair is compared.

        Raises:
            ReviewError: the relation cannot be stored.
        """
        return self._project.references.relate(*self.pair, relation) if self.pair else None

    @property
    def certain(self) -> int:
        """How many open groups are certain."""
        return sum(group.certain for group in self._open)

    @property
    def held(self) -> str:
        """Why the first certain group that cannot be merged is kept; empty if all can be."""
        held = self._project.references.held
        return next(filter(None, (held(group) for group in self._open if group.certain)), "")

    def summary(self) -> str:
        """How many records there are, and how many open groups of each kind."""
        kinds = [outcome(group) for group in self._open]
        counts = (f"{kinds.count(kind):,} {kind}" for kind in dict.fromkeys(kinds))
        first = (f"the first {LISTED} are listed",) if len(self._open) > LISTED else ()
        return " · ".join([counted(len(self._project.records.listing()), "record"), *counts, *first])


def outcome(group: DuplicateGroup) -> str:
    """A group's certainty in words."""
    if group.certain:
        return "certain"
    return named(group.relation) or "possible"


def why(group: DuplicateGroup, fields: Mapping[str, Fields], pair: Pair) -> str:
    """Why the records of a pair may be one work, in the words of the signs beside their fields: ≈ is spelt otherwise."""
    one, other = (fields[record]["Title"] for record in pair)
    return group.why.replace(SAME_TITLE, SPELT) if sign("Title", one, other) == "≈" else group.why


def _joined(earlier: Found, later: Found) -> Found:
    """The groups found, with those that a later search added."""
    known = {frozenset(group.records) for group in earlier.groups}
    new = tuple(group for group in later.groups if frozenset(group.records) not in known)
    return Found((*earlier.groups, *new), {**earlier.fields, **later.fields})
