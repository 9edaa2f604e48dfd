"""The records of a stage on which reviewers disagree, shown one after another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from review.domain import Outcome, Record, Selection

if TYPE_CHECKING:
    from review.project import Project


class Conflicts:
    """Goes from conflict to conflict, in the order in which the records came.

    `_here` is the one that is shown, by its row key, None while others are; `_behind` are those that were decided on since the first.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._here: int | None = None
        self._behind: set[int] = set()

    def next(self, record: Record | None, stage: str) -> str | None:
        """The conflict after a record; after the last, the first; None if there is none."""
        key = self._project.records.key_of(record.id) if record else None
        if key != self._here:
            self._behind.clear()
        return self._go_on(key, self._at(stage))

    def after(self, record: Record | None, stage: str) -> str | None:
        """The one after a conflict that was shown as one and is done with; None if all were, or another record was shown."""
        key = self._project.records.key_of(record.id) if record and self._here is not None else None
        if key is None or key != self._here:
            self._here = None
            return None
        self._behind.add(key)
        return self._go_on(key, [one for one in self._at(stage) if one not in self._behind])

    def _at(self, stage: str) -> Sequence[int]:
        """The row keys of the conflicts at a stage."""
        return self._project.records.listing(Selection(((stage, Outcome.CONFLICT),), sort="added"))

    def _go_on(self, key: int | None, conflicts: Sequence[int]) -> str | None:
        later = [one for one in conflicts if key is not None and one > key]
        found = (later or list(conflicts))[:1]
        self._here = found[0] if found else None
        rows = self._project.records.rows(found)
        return rows[0].record if rows else None
