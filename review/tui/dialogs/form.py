"""The base of forms: dialogs that store what is typed.

They close once it is stored, stay open if it is refused, and ask before something typed is lost. While they are open, what is typed
is in a draft on disk.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.screen import Screen
from textual.suggester import Suggester
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from review.errors import ReviewError
from review.tui.dialogs.base import Dialog, Question
from review.tui.dialogs.kept import SECONDS, KeptFields
from review.tui.support.plain import content, plain, plain_lines
from review.tui.widgets.writing_area import WritingArea


class Line(Input):
    """A field for a line of text, with the cursor at its end: what is typed is added to what is there.

    Without the focus it shows its beginning. If the text is `selected` when the field is entered, what is typed replaces it.
    With `digits`, nothing else can be typed.
    """

    def __init__(
        self,
        text: str = "",
        hint: str = "",
        *,
        id: str,  # noqa: A002 - Textual's name
        suggester: Suggester | None = None,
        selected: bool = False,
        digits: bool = False,
    ) -> None:
        super().__init__(
            plain(text),
            plain(hint),
            id=id,
            compact=True,
            select_on_focus=selected,
            suggester=suggester,
            restrict=r"\d*" if digits else None,
        )

    @on(events.Focus)
    def _show_cursor(self) -> None:
        # Textual scrolls a field only when its cursor moves: the end of a long text would be out of sight.
        self.call_after_refresh(self._scroll_to_cursor)

    def _scroll_to_cursor(self) -> None:
        if not self.has_focus:
            return
        if self.cursor_position == len(self.value):
            self.scroll_to(x=self.max_scroll_x, animate=False)
        else:
            before = cell_len(self.value[: self.cursor_position])
            self.scroll_to_region(Region(before, 0, width=1, height=1), force=True, animate=False)

    @on(events.Blur)
    def _show_beginning(self) -> None:
        # A title or a list of authors without its beginning would look wrong.
        self.scroll_to(x=0, animate=False)


class Area(WritingArea):
    """A field for several lines of text, with the cursor at their end; tab goes to the next field."""

    def __init__(self, text: str = "", *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(
            plain_lines(text), id=id, compact=True, tab_behavior="focus", show_line_numbers=False
        )

    def on_mount(self) -> None:
        """Put the cursor at the end."""
        self.move_cursor(self.document.end)


def form_keys(group: str, saves: str = "Save") -> list[BindingType]:
    """The keys of a form, with the ids ``GROUP.save`` and ``GROUP.cancel``; `saves` is what the first one does."""
    return [
        Binding("ctrl+s", "save", saves, priority=True, id=f"{group}.save"),
        Binding("escape", "cancel", "Cancel", id=f"{group}.cancel"),
    ]


class Form(Dialog[str | None]):
    """Dismissed with a line about what was stored, or None. `COMPLAINT` selects the widget for errors.

    Escape closes it at once while nothing was changed, and otherwise asks. A form has keys from `form_keys`. Enter saves;
    where `ENTER_GOES_ON`, because a form has to be filled in, it goes to the next field and saves in the last, or in the one
    that `SAVES_IN` selects.
    """

    COMPLAINT: ClassVar[str] = "#complaint"
    ENTER_GOES_ON: ClassVar[bool] = False
    SAVES_IN: ClassVar[str] = ""
    WIDGET_KEYS: ClassVar[Mapping[str, str]] = {"enter": "Save", "tab": "Next field"}

    def __init__(self, title: str = "") -> None:
        super().__init__(title)
        self.opened_with: dict[str, str] = {}
        self._complained_of: dict[str, str] = {}
        self._kept: KeptFields | None = None
        self._keeping: Timer | None = None

    @on(events.Mount)
    def _remember_fields(self) -> None:
        self.opened_with = self.typed()
        project = getattr(self.app, "project", None)
        if project is not None and not project.read_only:
            self._kept = KeptFields(
                project.folder, project.reviewer, self.heading, self.about, self.opened_with
            )
            self._recover(self._kept)

    @on(events.Resize)
    def _stay_in_sight(self) -> None:
        """In a window of another size, keep in sight the field in which one types."""
        if self.focused is not None:
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    @property
    def about(self) -> str:
        """What it is about, where the title and the texts in its fields do not tell it from others."""
        return ""

    def _recover(self, kept: KeptFields) -> None:
        """Put in what was typed in this form when the program ended before it was saved."""
        fields, when = kept.take_left()
        if not fields:
            return
        for field in self.query(Input):
            field.value = fields.get(str(field.id), field.value)
            field.cursor_position = len(field.value)
        for area in self.query(TextArea):
            area.text = fields.get(str(area.id), area.text)
            area.move_cursor(area.document.end)
        self.app.notify(f"This is what was typed here on {when} and not saved.")

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _keep_soon(self) -> None:
        if self._kept is not None and self._keeping is None:
            self._keeping = self.set_timer(SECONDS, self._keep)

    def _keep(self) -> None:
        self._keeping = None
        if self._kept is not None and self.is_attached:
            typed = self.typed() if self.is_changed else {}
            self._kept.keep(
                {name: text for name, text in typed.items() if text != self.opened_with.get(name)}
            )

    def dismiss(self, result: str | None = None) -> AwaitComplete:
        """Close it: what was typed is stored, or discarded."""
        self.drop_draft()
        return super().dismiss(result)

    def drop_draft(self) -> None:
        """Remove what is on disk of what was typed: it was stored, or is discarded."""
        if self._kept is not None:
            self._kept.drop()
            self._kept = None

    def typed(self) -> dict[str, str]:
        """The text of each field by its id, without spaces around it."""
        lines = {str(field.id): field.value.strip() for field in self.query(Input)}
        return lines | {str(field.id): field.text.strip() for field in self.query(TextArea)}

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _take_complaint_back(self) -> None:
        """A complaint goes when something else is typed than what it is about."""
        if self._complained_of and self.typed() != self._complained_of:
            self._complained_of = {}
            self.query_one(self.COMPLAINT, Static).update("")

    @property
    def is_changed(self) -> bool:
        """Whether a field has another text than when the form opened."""
        return self.typed() != self.opened_with

    def hand_over(self, dialog: Screen[str | None]) -> None:
        """Open a dialog that does something with what is typed, and close with its line; if it does nothing, stay.

        From then on leaving loses nothing: nobody is asked whether to discard what is just being done.
        """

        def done(line: str | None) -> None:
            if line:
                self.dismiss(line)

        self.opened_with = self.typed()
        self.app.push_screen(dialog, done)

    @on(Input.Submitted)
    def _entered(self, message: Input.Submitted) -> None:
        if self.ENTER_GOES_ON and message.input is not self.saving_field:
            self.focus_next()
        else:
            self.action_save()

    @property
    def saving_field(self) -> Widget:
        """The field in which Enter saves."""
        return self.query_one(self.SAVES_IN) if self.SAVES_IN else self.query(Input).last()

    def action_save(self) -> None:
        """Store what was typed and close."""
        self.save(self.typed())

    @abstractmethod
    def save(self, typed: Mapping[str, str]) -> None:
        """Check and store what was typed, by the fields' ids, with `close_with`, or `complain`."""

    def action_cancel(self) -> None:
        """Close without storing; what was typed is only discarded if the answer is yes."""
        if not self.is_changed:
            self.dismiss(None)
            return

        def answered(discard: bool | None) -> None:
            if discard:
                self.dismiss(None)

        self.app.push_screen(discarding(), answered)

    def close_with(self, store: Callable[[], str]) -> None:
        """Store the text and close. If it is refused, show why and stay open, so that nothing typed is lost."""
        try:
            done = store()
        except ReviewError as error:
            self.refuse(error)
        else:
            self.dismiss(done)

    def refuse(self, error: ReviewError) -> None:
        """Show why the text was not stored."""
        self.complain(str(error))

    def complain(self, text: str) -> None:
        """Show what is wrong: one or two lines in the dialog, more in a message dialog."""
        if text.count("\n") > 1:
            from review.tui.dialogs.message import MessageScreen

            self.app.push_screen(MessageScreen(text))
            return
        self._complained_of = self.typed()
        line = self.query_one(self.COMPLAINT, Static)
        line.set_classes("complaint")
        line.update(content(text))
        self.call_after_refresh(line.scroll_visible, animate=False)


def discarding() -> Question:
    """The question before something typed is lost."""
    return Question("Discard the changes?", "Press n to go on editing.")
