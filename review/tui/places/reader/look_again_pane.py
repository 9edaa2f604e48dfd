"""The Reader's pane for looking again at codings whose code was reworded: one key for each answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from review.domain import Stance
from review.domain.theories.looking_again import Waiting
from review.domain.wording.counted import counted
from review.project import Acknowledgement, Project
from review.theory_map.rivalry import SameStanceError
from review.tui.dialogs.base import Question
from review.tui.dialogs.choose import Chooser, keyed
from review.tui.places.base import ReviewScreen
from review.tui.places.reader.looking_again import LookingAgain
from review.tui.places.reader.presenter import Presenter, both_in_words
from review.tui.support.word_marks import needs_signs
from review.tui.widgets.reading.look_again import LookAgainNote, OtherPart, note_lines

ANSWERS = frozenset({"holds", "stance", "take_off", "move", "all_hold", "step"})
"""Actions on what waits."""

ABOVE_WORDINGS = 3
"""The lines of the pane above the wordings."""
FRAME = 8
"""The cells of a line that padding, scroll bar and the name of a version need."""

NOTHING = "Nothing waits for another look any more."


class LookAgainPane(VerticalScroll):
    """Hidden until `begin`; shows the current one of a queue and takes the answers. What it posts is shown by the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "holds", "Still holds", id="look-again.holds"),
        Binding("plus", "stance('supports')", "Supports", key_display="+", show=False, id="look-again.supports"),
        Binding("minus", "stance('challenges')", "Challenges", key_display="-", show=False, id="look-again.challenges"),
        Binding("tilde", "stance('refines')", "Refines", key_display="~", show=False, id="look-again.refines"),
        Binding("circumflex_accent", "stance('extends')", "Extends", key_display="^", show=False, id="look-again.extends"),
        Binding("full_stop", "stance('bears-on')", "Bears on", key_display=".", show=False, id="look-again.bears_on"),
        Binding("x", "take_off", "Remove code", id="look-again.off"),
        Binding("s", "move", "Another code", id="look-again.move"),
        Binding("A", "all_hold", "All still hold", id="look-again.all_hold"),
        Binding("n", "step(1)", "Later", id="look-again.later"),
        Binding("p", "step(-1)", "Previous", show=False, id="look-again.previous"),
        Binding("down,j", "scroll_text(1)", "Scroll the text down", show=False, id="look-again.down"),
        Binding("up,k", "scroll_text(-1)", "Scroll the text up", show=False, id="look-again.up"),
        Binding("escape,L", "end", "End", id="look-again.end"),
    ]  # fmt: skip

    @dataclass
    class Goes(Message):
        """Another one is current, or None is left."""

        to: Waiting | None

    @dataclass
    class Stored(Message):
        """An answer was stored."""

        line: str

    @dataclass
    class Scrolled(Message):
        """The text is to be scrolled."""

        by: int

    class Ended(Message):
        """The reviewer stops looking again."""

    def __init__(self, project: Project) -> None:
        super().__init__(id="look-again")
        self._project = project
        self.again: LookingAgain | None = None

    def compose(self) -> ComposeResult:
        """One block of text."""
        yield Static(id="look-again-note")

    def begin(self, again: LookingAgain) -> None:
        """Show a queue's current one, and take keys."""
        self.again = again
        self.add_class("-open")
        self.focus()

    def end(self) -> None:
        """Hide the pane."""
        self.again = None
        self.remove_class("-open")

    def show(self, presenter: Presenter, text_sha256: str) -> None:
        """Show the current one; `text_sha256` is the text on the screen."""
        if self.again is None:
            return
        if (one := self.again.current) is None:
            self.query_one("#look-again-note", Static).update(Content.styled(NOTHING, "bold"))
            return
        before, after = self._project.looking_again.wordings(one)
        coding, theory_map = one.coding, self._project.theory.map
        note = LookAgainNote(
            label=presenter.label(one.code),
            stance=coding.stances[one.code],
            number=self.again.number,
            left=len(self.again.queue),
            reviewer=coding.reviewer,
            page=coding.cited_page,
            quote=coding.quote,
            made_under=one.made_under,
            now=one.now,
            before=before,
            after=after,
            parts=tuple(
                OtherPart(part, theory_map.code_names[part], theory_map.proposition_of(part))
                for part in self._project.looking_again.other_parts(one)
            ),
            lost=coding.text_sha256 != text_sha256,
        )
        self.query_one("#look-again-note", Static).update(
            note_lines(note, self._room, signs=needs_signs(self.app))
        )
        if self.scroll_offset.y:
            self.scroll_home(animate=False)

    @property
    def _room(self) -> int:
        """How many characters each of two wordings may have if the pane is to show both whole."""
        highest = self.styles.max_height
        lines = int(highest.value) - ABOVE_WORDINGS if highest else 0
        return max(1, lines // 2) * (self.app.size.width - FRAME)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the answers when nothing is left."""
        if action in ANSWERS and (self.again is None or self.again.current is None):
            return False
        return super().check_action(action, parameters)

    # Answers

    def _store(self, act: Callable[[LookingAgain], Acknowledgement | None]) -> None:
        """Store an answer and go on; what is refused is reported."""
        again = self.again
        if again is None:
            return
        if done := cast("ReviewScreen", self.screen).act(lambda: act(again)):
            self.post_message(self.Stored(done.message))
        self.post_message(self.Goes(again.current))

    def _store_stance(self, act: Callable[[LookingAgain, bool], Acknowledgement]) -> None:
        """Store an answer with a stance; one that a theory and its rival would share only after a question."""

        def attempt(again: LookingAgain) -> Acknowledgement | None:
            try:
                return act(again, False)
            except SameStanceError as alike:
                self.app.push_screen(Question(*both_in_words(alike)), answer)
                return None

        def answer(is_meant: bool | None) -> None:
            if is_meant:
                self._store(lambda again: act(again, True))

        self._store(attempt)

    def action_holds(self) -> None:
        """The code still holds on the passage."""
        self._store(LookingAgain.holds)

    def action_take_off(self) -> None:
        """The code does not hold on the passage any more."""
        self._store(LookingAgain.take_off)

    def action_stance(self, stance: str) -> None:
        """The passage has this stance toward the code as it is worded now."""
        self._store_stance(lambda again, same: again.set_stance(Stance(stance), same_stance=same))

    def action_move(self) -> None:
        """The passage belongs to the other part after a split; to one of several, or to any code, after a question."""
        if self.again is None or (one := self.again.current) is None:
            return
        parts = self._project.looking_again.other_parts(one)
        if len(parts) == 1:
            self._move(parts[0])
            return
        names: Mapping[str, str] = self._project.theory.map.code_names
        codes = parts or [code for code in names if code not in one.coding.codes]
        choices = keyed([(code, f"{code} {names[code]}", "") for code in codes])
        self.app.push_screen(Chooser("To which code does the passage belong?", choices), self._move)

    def _move(self, code: str | None) -> None:
        if code:
            self._store_stance(lambda again, same: again.move(code, same_stance=same))

    def action_all_hold(self) -> None:
        """The code still holds on every passage that waits for it: one act, after a question."""
        if self.again is None or (one := self.again.current) is None:
            return
        passages = counted(self.again.alike, "passage")

        def answer(is_meant: bool | None) -> None:
            if is_meant:
                self._store(LookingAgain.all_hold)

        question = f"Does {one.code} still hold on {'it' if self.again.alike == 1 else 'all of them'}?"
        undo = self.screen.key_of("app.undo") if isinstance(self.screen, ReviewScreen) else ""
        explanation = f"{passages} by anyone, on any record. It is one act, and {undo} undoes it as one."
        self.app.push_screen(Question(question, explanation), answer)

    def action_step(self, by: int) -> None:
        """Go to another one, without an answer."""
        if self.again is not None:
            self.again.step(by)
            self.post_message(self.Goes(self.again.current))

    def action_scroll_text(self, by: int) -> None:
        """Scroll the text."""
        self.post_message(self.Scrolled(by))

    def action_end(self) -> None:
        """Stop looking again; what was not answered waits."""
        self.post_message(self.Ended())
