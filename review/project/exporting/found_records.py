"""Records by id, of a journal of which few have been worked on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from review.domain import Record
from review.journal.journal import Journal
from review.journal.queries import records


class FoundRecords(Mapping[str, Record]):
    """Those with a decision or a coding are read together; all, which are `every`, only for another one."""

    def __init__(self, journal: Journal, every: Sequence[Record]) -> None:
        self._journal = journal
        self._every = every

    @cached_property
    def _ids(self) -> frozenset[str]:
        """The ids of all records."""
        return frozenset(records.ids(self._journal))

    @cached_property
    def _worked_on(self) -> Mapping[str, Record]:
        return {record.id: record for record in records.worked_on(self._journal)}

    @cached_property
    def _all(self) -> Mapping[str, Record]:
        return {record.id: record for record in self._every}

    def __getitem__(self, identifier: str) -> Record:
        """The record with that id."""
        if identifier in self._worked_on:
            return self._worked_on[identifier]
        if identifier not in self._ids:
            raise KeyError(identifier)
        return self._all[identifier]

    def __contains__(self, identifier: object) -> bool:
        """Whether there is a record with that id."""
        return identifier in self._ids

    def __len__(self) -> int:
        """The number of all records."""
        return len(self._ids)

    def __iter__(self) -> Iterator[str]:
        """The ids of all records, in the order in which they came."""
        return iter(self._all)
