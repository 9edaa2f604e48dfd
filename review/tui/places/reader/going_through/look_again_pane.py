"""The Reader's pane for looking again at codings whose code was reworded: one key for each answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from review.domain import Stance
from review.domain.wording.counted import counted
from review.project import Project
from review.tui.dialogs.base import Question
from review.tui.dialogs.choose import Choice, Chooser
from review.tui.places.base import ReviewScreen
from review.tui.places.reader.going_through.looking_again import LookingAgain
from review.tui.places.reader.going_through.pane import GoingThroughPane
from review.tui.places.reader.presenter import Presenter
from review.tui.support.word_marks import needs_signs
from review.tui.widgets.reading.look_again import LookAgainNote, OtherPart, note_lines

ABOVE_WORDINGS = 3
"""The lines of the pane above the wordings."""
NOTHING = "Nothing waits for another look any more."


class LookAgainPane(GoingThroughPane[LookingAgain]):
    """Shows a coding that waits for another look, with the wordings of its code, and takes the answers."""

    ANSWERS = frozenset({"holds", "stance", "take_off", "move", "all_hold", "step"})

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "holds", "Still holds", id="look-again.holds"),
        Binding("plus", "stance('supports')", "Supports", show=False, id="look-again.supports"),
        Binding("minus", "stance('challenges')", "Challenges", show=False, id="look-again.challenges"),
        Binding("tilde", "stance('refines')", "Refines", show=False, id="look-again.refines"),
        Binding("circumflex_accent", "stance('extends')", "Extends", show=False, id="look-again.extends"),
        Binding("full_stop", "stance('bears-on')", "Bears on", show=False, id="look-again.bears_on"),
        Binding("x", "take_off", "Remove code", id="look-again.off"),
        Binding("s", "move", "Another code", id="look-again.move"),
        Binding("A", "all_hold", "All still hold", id="look-again.all_hold"),
        Binding("n", "step(1)", "Later", id="look-again.later"),
        Binding("p", "step(-1)", "Previous", show=False, id="look-again.previous"),
        Binding("down,j", "scroll_text(1)", "Scroll the text down", show=False, id="look-again.down"),
        Binding("up,k", "scroll_text(-1)", "Scroll the text up", show=False, id="look-again.up"),
        Binding("escape,L", "end", "End", id="look-again.end"),
    ]  # fmt: skip

    def __init__(self, project: Project) -> None:
        super().__init__(id="look-again")
        self._project = project

    def note(self, walk: LookingAgain, presenter: Presenter) -> Content:
        """The waiting code of a coding, with its wording then and now."""
        if (one := walk.current) is None:
            return Content.styled(NOTHING, "bold")
        before, after = self._project.looking_again.wordings(one)
        coding, theory_map = one.coding, self._project.theory.map
        note = LookAgainNote(
            label=presenter.label(one.code),
            stance=coding.stances[one.code],
            merged=f"{one.coded} {one.stance}" if one.stance else "",
            number=walk.number,
            left=len(walk.queue),
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
            lost=coding.is_lost,
        )
        return note_lines(note, self._room, signs=needs_signs(self.app))

    @property
    def _room(self) -> int:
        """How many characters each of two wordings may have if the pane is to show both whole."""
        return max(1, (self.lines - ABOVE_WORDINGS) // 2) * self.width_of_text

    # Answers

    def action_holds(self) -> None:
        """The code still holds on the passage."""
        self.store(LookingAgain.holds)

    def action_take_off(self) -> None:
        """The code does not hold on the passage any more."""
        self.store(LookingAgain.take_off)

    def action_stance(self, stance: str) -> None:
        """The passage has this stance toward the code as it is worded now."""
        self.store_stance(lambda again, same: again.set_stance(Stance(stance), same_stance=same))

    def action_move(self) -> None:
        """The passage belongs to the other part after a split; to one of several, or to any code, after a question."""
        if self.walk is None or (one := self.walk.current) is None or not self.is_current_shown:
            return
        parts = self._project.looking_again.other_parts(one)
        if len(parts) == 1:
            self._move(parts[0])
            return
        names: Mapping[str, str] = self._project.theory.map.code_names
        codes = parts or [code for code in names if code not in one.coding.codes]
        keys = {code.id: code.key for code in self._project.theory.map.codes}
        choices = [Choice(code, f"{code} {names[code]}", key=keys.get(code, "")) for code in codes]
        self.app.push_screen(Chooser("To which code does the passage belong?", choices), self._move)

    def _move(self, code: str | None) -> None:
        if code:
            self.store_stance(lambda again, same: again.move(code, same_stance=same))

    def action_all_hold(self) -> None:
        """The code still holds on every passage that waits for it: one act, after a question."""
        if self.walk is None or (one := self.walk.current) is None or not self.is_current_shown:
            return
        passages = counted(self.walk.alike, "passage")

        def answer(is_meant: bool | None) -> None:
            if is_meant:
                self.store(LookingAgain.all_hold)

        question = f"Does {one.code} still hold on {'it' if self.walk.alike == 1 else 'all of them'}?"
        undo = self.screen.key_of("app.undo") if isinstance(self.screen, ReviewScreen) else ""
        explanation = f"{passages}, also those of others. {undo} undoes them all at once."
        self.app.push_screen(Question(question, explanation, undoable=True), answer)
