"""Previews that were made are kept while nothing is done in the review."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from review.project import Project

Made = TypeVar("Made")


class KeptPreviews(Generic[Made]):
    """What was made of the review's present state for its present reviewer; may be used by several threads."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._state: Hashable = None
        self._kept: dict[Hashable, Made] = {}

    def made(self, how: Hashable, make: Callable[[], Made]) -> Made:
        """What is kept for a way of making it, else what `make` gives."""
        state = self._now()
        found = self.get(how)
        if found is None:
            found = make()
            if state == self._now() == self._state:
                self._kept[how] = found
        return found

    def get(self, how: Hashable) -> Made | None:
        """What is kept for a way of making it; None: it is not made yet, or out of date."""
        if self._state != (state := self._now()):
            self._state, self._kept = state, {}
        return self._kept.get(how)

    def forget(self) -> None:
        """Keep nothing."""
        self._kept = {}

    def _now(self) -> Hashable:
        return self._project.state, self._project.reviewer
