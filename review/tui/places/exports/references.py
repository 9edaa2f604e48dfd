"""Which references are exported, without a screen: those that meet conditions and have searched words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.domain import Selection
from review.domain.wording.counted import counted

if TYPE_CHECKING:
    from review.project import Project

REFERENCES = "references"
"""The export whose files can have other names."""

ALL = "all"
"""What is typed to export all of them."""
BETWEEN = "; "


class ChosenReferences:
    """The references to export; `selection` is None for all of them, as it is at first."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.selection: Selection | None = None

    def choose(self, selection: Selection) -> str:
        """Choose those in a selection, and return a line about them."""
        is_narrowed = bool(selection.where or selection.search.strip())
        self.selection = Selection(selection.where, selection.search) if is_narrowed else None
        every = counted(self._project.records.count(), "record")
        if self.selection is None:
            return f"References of all {every} are exported."
        found = len(self._project.records.listing(self.selection))
        return f"References of {found:,} of {every} are exported: {self.typed}."

    def choose_typed(self, typed: str) -> str:
        """Choose those with conditions and words as typed: ``theory-map=include; role=evidence; words``, or ``all``.

        Raises:
            ReviewError: a condition names no field, or no value of it.
        """
        parts = [part for part in map(str.strip, typed.split(BETWEEN.strip())) if part]
        if parts == [ALL]:
            return self.choose(Selection())
        where = tuple(self._project.records.condition(part) for part in parts if "=" in part)
        return self.choose(Selection(where, " ".join(part for part in parts if "=" not in part)))

    @property
    def typed(self) -> str:
        """The selection as it can be typed."""
        if self.selection is None:
            return ALL
        conditions = [f"{field}={value}" for field, value in self.selection.where]
        return BETWEEN.join([*conditions, *filter(None, [self.selection.search.strip()])])
