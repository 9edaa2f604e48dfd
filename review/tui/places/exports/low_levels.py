"""Which low levels of appraisal are left out of tables of evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.export import Export
    from review.project import Project


class LowLevels:
    """`dimension` is that in which low levels are left out, ``""`` for none; it begins as none."""

    def __init__(self, project: Project, exports: Sequence[Export]) -> None:
        self._project = project
        self._exports = exports
        self.dimension = ""

    def leave_out_next(self, chosen: str) -> str:
        """Leave those of the next dimension out, after the last of none; returns a line about it, and about the chosen export."""
        dimensions = self._project.theory.map.appraisal_dimensions
        known = ["", *(one.id for one in dimensions)]
        place = known.index(self.dimension) + 1 if self.dimension in known else 0
        self.dimension = known[place % len(known)]
        if not self.dimension:
            return "Tables are whole again: nothing is left out by its level."
        titles = [export.title for export in self._exports if export.name == chosen]
        whole = "" if self.can_leave_out([chosen]) else f" {''.join(titles)} stays whole."
        return f"Tables are shown and written without low {self.in_words}; nothing is excluded.{whole}"

    def can_leave_out(self, names: Sequence[str]) -> bool:
        """Whether something can be left out of some of these exports."""
        return any(export.counts for export in self._exports if export.name in names)

    def left_out(self, names: Sequence[str]) -> Sequence[str]:
        """The dimension to leave out of some exports, if anything can be."""
        return [self.dimension] if self.dimension and self.can_leave_out(names) else []

    @property
    def in_words(self) -> str:
        """The name of the dimension."""
        names = {one.id: one.name.lower() for one in self._project.theory.map.appraisal_dimensions}
        return names.get(self.dimension, self.dimension)
