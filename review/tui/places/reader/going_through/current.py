"""Which passages the Reader goes through, if any, and the pane that shows the current one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from review.tui.places.reader.going_through.against.challenging import Challenging
from review.tui.places.reader.going_through.against.pane import AgainstPane
from review.tui.places.reader.going_through.look_again_pane import LookAgainPane
from review.tui.places.reader.going_through.looking_again import LookingAgain
from review.tui.places.reader.going_through.pane import GoingThroughPane
from review.tui.places.reader.going_through.walk import Place, Walk

if TYPE_CHECKING:
    from review.project import Project
    from review.tui.places.reader.presenter import Presenter


class GoingThrough:
    """The `walk` through passages that goes on, if any, and the `panes` below the text: one for each kind of walk."""

    def __init__(self, project: Project, walk: Walk | None) -> None:
        self._project = project
        self.walk = walk
        self._panes: Mapping[type, GoingThroughPane[Any]] = {
            LookingAgain: LookAgainPane(project),
            Challenging: AgainstPane(project),
        }

    @property
    def panes(self) -> Collection[GoingThroughPane[Any]]:
        """All of them; those of other walks are hidden."""
        return self._panes.values()

    @property
    def _pane(self) -> GoingThroughPane[Any] | None:
        return None if self.walk is None else self._panes[type(self.walk)]

    @property
    def place(self) -> Place | None:
        """Where the current passage is; None if none is left, or none is gone through."""
        return None if self.walk is None else self.walk.place

    @property
    def takes_keys(self) -> bool:
        """Whether keys are answers on the current passage."""
        return self._pane is not None and self._pane.has_focus

    def looking_again(self, record: str, at: int) -> LookingAgain:
        """The codings that wait for another look, from an offset in a record on."""
        again = self.walk if isinstance(self.walk, LookingAgain) else LookingAgain(self._project)
        again.begin_at(record, at)
        return again

    def begin(self, walk: Walk) -> None:
        """Go through passages, from the current one of a walk on; others that are gone through are left."""
        self.end()
        self.walk = walk
        walk.undone()  # something may have been undone while this document was opening
        self.take_keys()

    def take_keys(self) -> None:
        """Show the pane, which takes keys from now on."""
        if self._pane is not None:
            self._pane.begin(self.walk)

    def show(self, presenter: Presenter) -> None:
        """Show the current passage in the pane."""
        if self._pane is not None:
            self._pane.show(presenter)

    def follow(self, go: Callable[[Walk], object]) -> bool:
        """Let the walk go where it goes because of a change elsewhere; returns whether another passage is current."""
        before = self.place
        if self.walk is not None:
            go(self.walk)
        return self.place != before

    def end(self) -> None:
        """Stop going through passages."""
        if self._pane is not None:
            self._pane.end()
        self.walk = None
