"""Going through passages in the Reader: a pane below the text shows one after the other and takes the answers."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar, cast

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from review.project import Acknowledgement
from review.theory_map.rivalry import SameStanceError
from review.tui.dialogs.base import Question
from review.tui.places.base import ReviewScreen
from review.tui.places.reader.going_through.walk import Place, Walk
from review.tui.places.reader.presenter import Presenter, both_in_words
from review.tui.widgets.terms import TermLinks

FRAME = 8
"""The cells of a line that padding, scroll bar and the name of a version need."""

W = TypeVar("W", bound=Walk)


class NoteText(TermLinks, Static):
    """What the pane shows; the terms in it can be clicked."""


class GoingThroughPane(VerticalScroll, Generic[W]):
    """Hidden until `begin`; shows the current passage of a walk and takes the answers. What it posts is shown by the screen."""

    ANSWERS: ClassVar[frozenset[str]] = frozenset()
    """Actions on the current passage."""

    @dataclass
    class Goes(Message):
        """Another passage is current, or None is left."""

        to: Place | None

    @dataclass
    class Stored(Message):
        """An answer was stored."""

        line: str

    @dataclass
    class Scrolled(Message):
        """The text is to be scrolled."""

        by: int

    class Ended(Message):
        """The reviewer stops going through them."""

    walk: W | None = None
    _shown: Place | None = None

    def compose(self) -> ComposeResult:
        """One block of text."""
        yield NoteText(classes="going-through-note")

    def begin(self, walk: W) -> None:
        """Show the current passage of a walk, and take keys."""
        self.walk = walk
        self.add_class("-open")
        self.focus()

    def end(self) -> None:
        """Hide the pane."""
        self.walk = None
        self.remove_class("-open")

    def show(self, presenter: Presenter) -> None:
        """Show the current passage."""
        if self.walk is not None:
            self._shown = self.walk.place
            note = self.note(self.walk, presenter)
            self.query_one(".going-through-note", Static).update(note)
            if self.scroll_offset.y:
                self.scroll_home(animate=False)

    @abstractmethod
    def note(self, walk: W, presenter: Presenter) -> Content:
        """What the pane shows of the current passage, or that none is left."""

    @property
    def is_current_shown(self) -> bool:
        """Whether the current passage is the one that is shown; not while its document is opening."""
        return self.walk is not None and self.walk.place == self._shown

    @property
    def lines(self) -> int:
        """How many lines the pane has at most."""
        highest = self.styles.max_height
        return int(highest.value) if highest else 1

    @property
    def width_of_text(self) -> int:
        """How many cells a line of its text has."""
        return self.app.size.width - FRAME

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the answers when nothing is left."""
        if action in self.ANSWERS and (self.walk is None or self.walk.place is None):
            return False
        return super().check_action(action, parameters)

    def store(self, act: Callable[[W], Acknowledgement | None]) -> None:
        """Store an answer to the passage that is shown, and go on; what is refused is reported."""
        walk = self.walk
        if walk is None or not self.is_current_shown:
            return
        if done := cast("ReviewScreen", self.screen).act(lambda: act(walk)):
            self.post_message(self.Stored(done.message))
        self.post_message(self.Goes(walk.place))

    def store_stance(self, act: Callable[[W, bool], Acknowledgement]) -> None:
        """Store an answer with a stance; one that a theory and its rival would share only after a question."""

        def attempt(walk: W) -> Acknowledgement | None:
            try:
                return act(walk, False)
            except SameStanceError as alike:
                self.app.push_screen(Question(*both_in_words(alike)), answer)
                return None

        def answer(is_meant: bool | None) -> None:
            if is_meant:
                self.store(lambda walk: act(walk, True))

        self.store(attempt)

    def action_step(self, by: int) -> None:
        """Go to another one, without an answer."""
        if self.walk is not None:
            self.walk.step(by)
            self.post_message(self.Goes(self.walk.place))

    def action_scroll_text(self, by: int) -> None:
        """Scroll the text."""
        self.post_message(self.Scrolled(by))

    def action_end(self) -> None:
        """Stop going through them; what was not answered waits."""
        self.post_message(self.Ended())
