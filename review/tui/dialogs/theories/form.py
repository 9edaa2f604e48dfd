"""A form for theory work: what a change is to say, and for a change of the map the reason and what led to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Static

from review.domain.wording.counted import counted
from review.errors import ReviewError
from review.project.theories.changes import NO_GROUNDS, Grounds
from review.tui.dialogs.form import Area, Form, Line, form_keys
from review.tui.dialogs.theories.fields import (
    REASON,
    Field,
    FieldError,
    GroundsAsked,
    grounds_fields,
    grounds_of,
)
from review.tui.support.plain import content, plain, shorten

if TYPE_CHECKING:
    from review.project import Acknowledgement

Store = Callable[[Mapping[str, str], Grounds], "Acknowledgement"]
"""Stores what was typed, by the fields' ids, and what led to it."""

SHOWN = 60
"""The most characters of a trigger in the form."""


class TheoryForm(Form):
    """Calls `store`; Enter saves in the reason if it is one of the `fields`, else in the last one.

    `about` says above them what the form is for. What is missing or refused is said below the field concerned. With `asked`, it
    also asks, below the reason, what led to the change.
    """

    CSS_PATH = "form.tcss"
    AUTO_FOCUS = ""
    ENTER_GOES_ON = True
    WIDGET_KEYS: ClassVar[Mapping[str, str]] = {"tab": "Next field"}
    BINDINGS: ClassVar[list[BindingType]] = [
        *form_keys("theory"),
        Binding("down", "choose(1)", "Next of a list", show=False, priority=True, id="theory.next"),
        Binding("up", "choose(-1)", "Previous of a list", show=False, priority=True, id="theory.previous"),
        Binding("ctrl+o", "triggers", "What led to it", priority=True, id="theory.triggers"),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        store: Store,
        asked: GroundsAsked | None = None,
        *,
        begins_in: str = "name",
        about: str = "",
    ) -> None:
        super().__init__(title)
        self._fields = tuple(fields)
        self._begins_in = begins_in
        self._about = about
        self._store = store
        self._asked = asked
        self._triggers: tuple[str, ...] = ()

    def compose_body(self) -> ComposeResult:
        """What the form is for, and the fields, each below its label; those about what led to the change come last."""
        if self._about:
            yield Static(content(self._about), id="about")
        for field in self._fields:
            yield from _widgets(field)
        yield Static(id="complaint")
        if self._asked is not None:
            yield Static("What led to it, as far as you want to say", classes="heading")
            yield Static(id="triggers", classes="muted")
            for field in grounds_fields(self._asked):
                yield from _widgets(field)

    def on_mount(self) -> None:
        """Begin in its field, and say which passages, memos and comments are named."""
        self.query_one(f"#{self._begins_in}").focus()
        self._show_triggers()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Triggers can be chosen where there are some, and entries of a list in its field."""
        if action == "triggers":
            return bool(self._asked and self._asked.triggers)
        if action == "choose":
            return self._list is not None
        return super().check_action(action, parameters)

    def save(self, typed: Mapping[str, str]) -> None:
        """Store it and close, or show what is wrong."""
        missing = next((field for field in self._fields if field.needed and not typed[field.id]), None)
        if missing:
            self._complain_below(missing.id, f"Missing: {missing.label}.")
            return
        self._put_complaint_below(self._last)
        self.close_with(lambda: self._store(typed, self._grounds(typed)).message)

    @property
    def _last(self) -> str:
        """The id of the field in which Enter saves."""
        ids = [field.id for field in self._fields]
        return REASON.id if REASON.id in ids else ids[-1]

    @property
    def saving_field(self) -> Widget:
        """The field in which Enter saves."""
        return self.query_one(f"#{self._last}")

    def refuse(self, error: ReviewError) -> None:
        """Say why it was not stored, below the field concerned if the error names it."""
        if isinstance(error, FieldError):
            self._complain_below(error.field, str(error))
        else:
            super().refuse(error)

    def _complain_below(self, field: str, text: str) -> None:
        """Say what is wrong with a field below it, and put the cursor there."""
        self._put_complaint_below(field)
        line = self.query_one(f"#{field}")
        line.focus()
        self.complain(text)
        # After the complaint is scrolled to, or the field and its label above it could be out of sight.
        self.call_after_refresh(self._label_of(line).scroll_visible, animate=False)

    @staticmethod
    def _label_of(line: Widget) -> Widget:
        """The label above a field."""
        siblings = list(line.parent.children) if isinstance(line.parent, Widget) else [line]
        return siblings[max(0, siblings.index(line) - 1)]

    def _put_complaint_below(self, field: str) -> None:
        complaint, line = self.query_one("#complaint"), self.query_one(f"#{field}")
        if isinstance(complaint.parent, Widget):
            complaint.parent.move_child(complaint, after=line)

    def _grounds(self, typed: Mapping[str, str]) -> Grounds:
        return grounds_of(typed, self._asked, self._triggers) if self._asked else NO_GROUNDS

    @property
    def is_changed(self) -> bool:
        """Whether something was typed or chosen."""
        return bool(self._triggers) or super().is_changed

    @property
    def _list(self) -> Field | None:
        """The field with the cursor, if one chooses from a list in it."""
        focused = self.focused.id if self.focused else None
        fields = (*self._fields, *(grounds_fields(self._asked) if self._asked else ()))
        return next((field for field in fields if field.is_list and field.id == focused), None)

    def action_choose(self, by: int) -> None:
        """Put the next entry of the list into its field; after the last one, nothing."""
        if (field := self._list) is None:
            return
        line = self.query_one(f"#{field.id}", Line)
        entries = ["", *field.suggestions]
        here = entries.index(line.value) if line.value in entries else 0
        line.value = entries[(here + by) % len(entries)]
        line.cursor_position = len(line.value)

    def action_triggers(self) -> None:
        """Choose the passages, memos and comments that led to the change."""
        from review.tui.dialogs.theories.triggers import ChooseTriggers

        if self._asked:
            self.app.push_screen(ChooseTriggers(self._asked.triggers, self._triggers), self._chosen)

    def _chosen(self, triggers: tuple[str, ...] | None) -> None:
        if triggers is not None:
            self._triggers = triggers
            self._show_triggers()

    def _show_triggers(self) -> None:
        """Name what led to the change, or the key that chooses it."""
        if self._asked is None:
            return
        line = self.query_one("#triggers", Static)
        line.display = bool(self._asked.triggers)
        named = [shorten(one.text, SHOWN) for one in self._asked.triggers if one.id in self._triggers]
        chosen = f"{counted(len(named), 'trigger')}: {'; '.join(named)}" if named else "no triggers chosen"
        line.update(content(chosen))


def _widgets(field: Field) -> Iterator[Widget]:
    yield Static(Content(plain(field.label)), classes="field-label")
    if field.area:
        yield Area(field.value, id=field.id)
    else:
        suggester = (
            SuggestFromList(map(plain, field.suggestions), case_sensitive=False)
            if field.suggestions
            else None
        )
        yield Line(field.value, field.hint, id=field.id, suggester=suggester, digits=field.digits)
