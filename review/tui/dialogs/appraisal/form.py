"""The form that appraises a record or a passage: a digit for each dimension, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from review.domain.theories.appraisal import Level
from review.domain.wording.named import named
from review.tui.dialogs.appraisal.appraising import Appraising
from review.tui.dialogs.appraisal.levels import KEYS
from review.tui.dialogs.appraisal.lines import level_rows, meaning_lines, subject_line
from review.tui.dialogs.form import Form, Line, form_keys

MEANINGS = 8
"""The most lines of what the levels of a dimension mean in a window of 24 lines; higher windows have more."""

LOW_WINDOW = 24


class LevelsPane(Widget, can_focus=True):
    """What is appraised, for what, the levels so far, and what those of the dimension mean that is next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(key, f"level('{level}')", named(level).capitalize(), show=False, id=f"appraisal.{level}")
            for key, level in KEYS.items()
        ),
        Binding("right,down,l,j", "move(1)", "Next dimension", show=False, id="appraisal.next"),
        Binding(
            "left,up,h,k,backspace", "move(-1)", "Previous dimension", show=False, id="appraisal.previous"
        ),
        Binding("t", "target('theory')", "Theory", id="appraisal.theory"),
        Binding("c", "target('configuration')", "CMOC", id="appraisal.configuration"),
        Binding("r", "target('review')", "Review", id="appraisal.review"),
        Binding("p", "target('passage')", "Passage", id="appraisal.passage"),
        Binding("enter", "store", "Save", show=False, id="appraisal.store"),
    ]

    class Retargeted(Message):
        """It is for, or of, something else now."""

    class Completed(Message):
        """The last dimension got its level."""

    class Submitted(Message):
        """It is to be stored."""

    class Refused(Message):
        """A key could not do what it does, and why."""

        def __init__(self, why: str) -> None:
            super().__init__()
            self.why = why

    def __init__(self, appraising: Appraising) -> None:
        super().__init__(id="levels")
        self._appraising = appraising

    def _lines(self, width: int) -> list[Content]:
        appraising = self._appraising
        return [subject_line(appraising, width), *level_rows(appraising, width), *self._meanings(width)]

    def _meanings(self, width: int) -> list[Content]:
        """As many lines for each dimension, so that the form keeps its height."""
        room = max(MEANINGS, MEANINGS + self.app.size.height - LOW_WINDOW)
        appraising = self._appraising
        of_each = {
            one.id: meaning_lines(one, appraising.levels, width, room) for one in appraising.dimensions
        }
        most = max(len(lines) for lines in of_each.values())
        lines = of_each[appraising.dimension.id]
        return [*lines, *[Content("")] * (most - len(lines))]

    def render(self) -> Content:
        """The lines."""
        return Content("\n").join(self._lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """As many lines as there are."""
        return len(self._lines(width))

    def on_focus(self) -> None:
        """Begin with the first dimension again after the last."""
        if self._appraising.is_complete:
            self._appraising.begin_again()
            self.refresh()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A passage can be appraised where there is one."""
        if (action, parameters) == ("target", ("passage",)):
            return self._appraising.passage is not None
        return super().check_action(action, parameters)

    def action_level(self, level: str) -> None:
        """Give the dimension a level, and go to the next."""
        self._appraising.choose(Level(level))
        self.refresh()
        if self._appraising.is_complete:
            self.post_message(self.Completed())

    def action_move(self, by: int) -> None:
        """Go to another dimension."""
        self._appraising.move(by)
        self.refresh()

    def action_target(self, kind: str) -> None:
        """Appraise for the next theory, the next configuration or the review; or the passage instead of the source."""
        appraising = self._appraising
        change = {
            "theory": appraising.for_theory,
            "configuration": appraising.for_configuration,
            "review": appraising.for_review,
            "passage": appraising.passage_or_record,
        }[kind]
        if why := change():
            self.post_message(self.Refused(why))
            return
        self.refresh(layout=True)
        self.post_message(self.Retargeted())

    def action_store(self) -> None:
        """Store it."""
        self.post_message(self.Submitted())


class AppraisalForm(Form):
    """At the lower edge, or `at_top`, so that the text beside it can be read while levels are chosen."""

    CSS_PATH = "form.tcss"
    AUTO_FOCUS = "#levels"
    BINDINGS: ClassVar[list[BindingType]] = form_keys("appraisal")

    def __init__(self, appraising: Appraising, *, at_top: bool = False) -> None:
        super().__init__(f"Appraise {appraising.record.author_year}")
        self.set_class(at_top, "-top")
        self._appraising = appraising
        self._recalled = appraising.reason

    def compose_body(self) -> ComposeResult:
        """The levels, the reason, what is wrong."""
        yield LevelsPane(self._appraising)
        yield Line(self._recalled, "because …", id="because", selected=True)
        yield Static(id="complaint", classes="empty")

    @property
    def widget_keys(self) -> Mapping[str, str]:
        """Tab goes from the levels to the reason and back, where Enter saves."""
        in_levels = self.focused is not None and self.focused.id == "levels"
        return {"tab": "Reason"} if in_levels else {"enter": "Save", "tab": "Levels"}

    @property
    def is_changed(self) -> bool:
        """Whether a level was chosen or a reason typed."""
        return self._appraising.is_changed or self.query_one("#because", Line).value != self._recalled

    @on(LevelsPane.Completed)
    def _ask_why(self) -> None:
        self.query_one("#because").focus()

    @on(LevelsPane.Retargeted)
    def _recall(self) -> None:
        """Show the reason that was given for this; what was typed stays."""
        line = self.query_one("#because", Line)
        if line.value == self._recalled:
            line.value = self._appraising.reason
        self._recalled = self._appraising.reason
        self.query_one("#complaint").set_classes("empty")

    @on(LevelsPane.Refused)
    def _say_why_not(self, message: LevelsPane.Refused) -> None:
        self.complain(message.why)

    @on(LevelsPane.Submitted)
    def action_save(self) -> None:
        """Store it and close."""
        super().action_save()

    def save(self, typed: Mapping[str, str]) -> None:
        """Store it and close, or ask for what is missing."""
        if not self._appraising.levels:
            self.query_one("#levels").focus()
            self.complain("Choose a level first: 1 high, 2 moderate, 3 low, 0 not assessed.")
        elif not typed["because"]:
            self.query_one("#because").focus()
            self.complain("Say why: the reason is missing.")
        elif not self.is_changed:
            self.dismiss(None)
        else:
            self.close_with(lambda: self._appraising.store(typed["because"]).message)
