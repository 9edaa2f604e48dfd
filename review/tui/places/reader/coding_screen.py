"""Coding in the Reader: codes put on and taken off, suggestions taken and turned down, stance, status, memos."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from review.domain import CodeSuggestion, Coding, Stance
from review.tui.dialogs.code_picker import CodePicker
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.places.reader.showing_screen import ShowingScreen
from review.tui.support.plain import shorten
from review.tui.widgets.reading.movement import Span
from review.tui.widgets.reading.notes import STRONG


class CodingScreen(ShowingScreen):
    """A text to put codes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Accept", id="reader.accept"),
        Binding("r", "reject", "Reject", id="reader.reject"),
        Binding("n", "done", "Done", id="reader.done"),
        Binding("slash", "pick", "Code", key_display="/", id="reader.pick"),
        Binding("plus", "stance('supports')", "Supports", key_display="+", show=False, id="reader.supports"),
        Binding(
            "minus", "stance('challenges')", "Challenges", key_display="-", show=False, id="reader.challenges"
        ),
        Binding("tilde", "stance('refines')", "Refines", key_display="~", show=False, id="reader.refines"),
        Binding(
            "circumflex_accent",
            "stance('extends')",
            "Extends",
            key_display="^",
            show=False,
            id="reader.extends",
        ),
        Binding("apostrophe", "status", "Next status", key_display="'", show=False, id="reader.status"),
        Binding("tab", "next_coding", "Choose another coding here", show=False, id="reader.next_coding"),
        Binding("M", "memo", "Memo", id="reader.memo"),
        Binding(
            "right_square_bracket",
            "suggestion(1)",
            "Next suggestion",
            key_display="]",
            show=False,
            id="reader.next_suggestion",
        ),
        Binding(
            "left_square_bracket",
            "suggestion(-1)",
            "Previous suggestion",
            key_display="[",
            show=False,
            id="reader.previous_suggestion",
        ),
        Binding("S", "suggestions", "Suggestions off or on", show=False, id="reader.suggestions"),
    ]

    @property
    def target(self) -> Span:
        """What an act is on: the selection, or the passage."""
        return self.view.selection or (self.view.passage.start, self.view.passage.end)

    def can_code(self) -> bool:
        """Whether there is something to put a code on; what stands in the way is told."""
        return bool(self.view.passages)

    def _do(self, act: Callable[[], None]) -> None:
        """Act, show it at once, and let the model learn from it."""
        self.act(act)
        self.show_all()
        self.ask_for_suggestions()

    def on_key(self, event: events.Key) -> None:
        """A code's key toggles the code."""
        code = self.presenter.code_keys.get(event.character or "")
        if code and self.focused in {self.view, self.table_view}:
            event.stop()
            event.prevent_default()
            self.toggle(code)

    def toggle(self, code: str) -> None:
        """Put a code on the selection or passage, or take it off."""
        if self.can_code():
            cursor = None if self.view.selection else self.view.cursor
            self._do(lambda: self.desk.toggle(code, self.target, cursor, self._shown()))

    def _shown(self) -> list[str] | None:
        """The codes suggested for the passage on the screen; none where suggestions are off, kept away or have not come."""
        start = self.view.passage.start
        has_come = self.suggestions_on and self.desk.suggestions.model
        if not has_come or start in self.desk.done or self.desk.is_blind(start):
            return None
        return [suggestion.code for suggestion in self.desk.suggested(start)]

    def action_pick(self) -> None:
        """Pick a code or sub-theme by a few letters, and toggle it."""
        present = {code for coding in self.codings_here() for code in coding.codes}
        picker = CodePicker(self.project.theory.map, present)
        self.app.push_screen(picker, lambda code: self.toggle(code) if code else None)

    def action_accept(self) -> None:
        """Take the first suggestion of the passage."""
        if suggested := self.suggested_here():
            self._do(lambda: self.desk.accept(suggested[0], self.target))

    def action_reject(self) -> None:
        """Turn the first suggestion of the passage down."""
        if suggested := self.suggested_here():
            self._do(lambda: self.desk.reject(suggested[0], self.view.passage))

    def suggested_here(self) -> tuple[CodeSuggestion, ...]:
        """What is suggested for the passage under the cursor; where that is nothing, it is told."""
        suggested = self.desk.suggested(self.view.passage.start) if self.suggestions_on else ()
        if not suggested:
            self.tell("Nothing is suggested for this passage; ] goes to the next suggestion.")
        return suggested

    def action_done(self) -> None:
        """Be done with the passage, and go on to the next."""
        self._do(lambda: self.desk.finish(self.view.passage))
        self.view.action_passage(1)

    def action_next_coding(self) -> None:
        """Choose, of several codings here, the one that stance, status and memo go to."""
        self.desk.choose_next(self.codings_here())
        self.show_notes()

    def action_stance(self, stance: str) -> None:
        """Say how the passage stands to the theory of the chosen coding."""
        if coding := self._chosen():
            self._do(lambda: self.desk.set_stance(coding, Stance(stance)))

    def action_status(self) -> None:
        """Give the chosen coding the next status."""
        if coding := self._chosen():
            self._do(lambda: self.desk.next_status(coding))

    def _chosen(self) -> Coding | None:
        chosen = self.desk.choice(self.codings_here())
        if chosen is None:
            self.tell("There is no coding here yet: put a code on the passage first.")
        return chosen

    def action_memo(self) -> None:
        """Write a memo on the chosen coding, or on the record where there is none."""
        chosen = self.desk.choice(self.codings_here())
        record = self.desk.record
        title = (
            f"Memo on {', '.join(chosen.codes)}, p. {chosen.page_label}"
            if chosen
            else f"Memo on {record.author_year}"
        )
        target = chosen.id if chosen else record.id
        quote = shorten(chosen.quote, 180) if chosen else shorten(record.title, 180)

        prompt = TextPrompt(
            title, hint=quote, memo=True, store=lambda text: self.project.coding.memo(target, text).message
        )
        self.app.push_screen(prompt, self.stored)

    def action_suggestions(self) -> None:
        """Switch the suggestions off, to read unswayed, or on again."""
        self.suggestions_on = not self.suggestions_on
        self.show_all()
        self.ask_for_suggestions()

    def action_suggestion(self, step: int) -> None:
        """Go to the next passage with a strong suggestion, or with any where none is strong."""
        suggested = self.desk.all_suggested() if self.suggestions_on else {}
        here = self.view.passage.start
        ahead = sorted((s for s in suggested if (s > here if step > 0 else s < here)), reverse=step < 0)
        strong = [start for start in ahead if suggested[start][0].score >= STRONG]
        if ahead:
            self.view.go_to((strong or ahead)[0])
        else:
            self.tell("No suggestion further on." if step > 0 else "No suggestion further back.")
