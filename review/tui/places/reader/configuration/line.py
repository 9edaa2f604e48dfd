"""The configuration line above the footer: its keys, the field for wordings, and what is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input
from textual.widgets.input import Selection

from review.domain.theories.configuration import ROLES, Element
from review.tui.dialogs.choose import Chooser
from review.tui.dialogs.code_picker import CodePicker, NewSubtheme
from review.tui.places.base import ReviewScreen
from review.tui.places.reader.configuration.asking import Choice, Roles, Waits
from review.tui.places.reader.configuration.composing import Composing
from review.tui.places.reader.configuration.finding import candidates
from review.tui.places.reader.configuration.line_text import line_text, wording_label
from review.tui.places.reader.configuration.showing import element_marks
from review.tui.places.reader.configuration.target import Target
from review.tui.support.bindings import bindings_of
from review.tui.widgets.reading.marks import CodingMark

WHILE_WORDING = frozenset({"save", "next_wording", "cancel"})
"""Actions of the line while its field is open."""


class LineText(Widget):
    """The line's text, made for its width; drawn without a new layout, since it changes with every key."""

    def __init__(self, make: Callable[[int], Content]) -> None:
        super().__init__(id="configuration-text")
        self._make = make

    def render(self) -> Content:
        """The text."""
        return self._make(self.size.width)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - Textual's signature
        """As wide as the text, before the field for wordings."""
        return self._make(container.width).cell_length


class ConfigurationLine(Horizontal):
    """Hidden until `begin`. `target` gives the passage that acts apply to; None, after a notice, if there is none.

    `is_covered` says whether something else lies on top: Escape closes that first, and the line with the next Escape.

    The text keeps the focus, so that moving and selecting go on: the screen offers each key to `press` first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "drop('context')", "Context", show=False, id="configuration.context"),
        Binding("r", "drop('resource')", "Resource", show=False, id="configuration.resource"),
        Binding("m", "drop('reasoning')", "Reasoning", show=False, id="configuration.reasoning"),
        Binding("o", "drop('outcome')", "Outcome", show=False, id="configuration.outcome"),
        Binding("minus", "wait('against')", "Against", id="configuration.against"),
        Binding("tilde", "wait('qualifies')", "Qualifies", id="configuration.qualifies"),
        Binding("plus", "wait('another')", "Another of a role", show=False, id="configuration.another"),
        Binding("equals_sign", "choose_roles", "Whole claim", id="configuration.whole"),
        Binding("enter", "put_whole", "Put", id="configuration.put"),
        Binding("w", "word", "Word", id="configuration.word"),
        Binding("enter", "save", "Save", id="configuration.save"),
        Binding("tab", "next_wording(1)", "Save, next element", id="configuration.next_wording"),
        Binding("shift+tab", "next_wording(-1)", "Save, previous element", show=False, id="configuration.previous_wording"),
        Binding("escape", "cancel", "Cancel", id="configuration.cancel"),
        Binding("escape", "close", "Close", id="configuration.close"),
        Binding("n", "begin", "New", id="configuration.new"),
        Binding("slash", "find", "Find", id="configuration.find"),
        Binding("slash", "pick", "Pick a code", id="configuration.pick"),
        Binding("T", "tie", "Theory", id="configuration.theory"),
        Binding("delete,backspace", "remove", "Take out", id="configuration.remove"),
    ]  # fmt: skip

    @dataclass
    class Done(Message):
        """Something was stored, or another configuration is open: what, in words."""

        line: str

    class Closed(Message):
        """The line was closed."""

    class FieldClosed(Message):
        """The field for wordings was closed: the text takes the keys again."""

    def __init__(
        self,
        composing: Composing,
        target: Callable[[], Target | None],
        is_covered: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(id="configuration")
        self.composing = composing
        self._target = target
        self._is_covered = is_covered
        self._was_covered = False
        self._words: list[Element] = []
        self._shown_target: Target | None = None

    def compose(self) -> ComposeResult:
        """The line's text, and the field for wordings."""
        yield LineText(self._text)
        yield Input(id="configuration-words", select_on_focus=False, compact=True)

    @property
    def is_open(self) -> bool:
        """Whether the line is shown."""
        return self.composing.opened.is_shown

    @property
    def is_wording(self) -> bool:
        """Whether the field for wordings is open."""
        return bool(self._words)

    @property
    def asks(self) -> bool:
        """Whether nothing but the answer to a question, or a wording, is expected."""
        return self.is_open and (self.is_wording or self.composing.asking.asked is not None)

    # Showing

    def marks(self, record: str, text_sha256: str) -> list[CodingMark]:
        """The marks beside a record's text for passages of the open configuration."""
        fragments = self.composing.opened.fragments(record, text_sha256)
        return list(element_marks(self.composing, fragments, self.app.theme_variables))

    def begin(self) -> None:
        """Show the line with the configuration that was open last."""
        self.composing.show()
        self.add_class("-open")
        self.show(self._shown_target)

    def move_on(self, composing: Composing) -> None:
        """Stay open, if it is, beside another document; what was asked or worded is left."""
        self.composing = composing
        self._words = []
        self.remove_class("-wording")
        if self.is_open:
            self.begin()
        else:
            self.remove_class("-open")

    def end(self) -> None:
        """Hide the line."""
        self.composing.hide()
        self._close_field()
        self.remove_class("-open")

    def show(self, target: Target | None) -> None:
        """Show the present state; `target` is the passage at the cursor: at another, nothing is asked any more."""
        if not self.is_open:
            return
        if self._shown_target != target and self.composing.asking.asked:
            self.composing.asking.cancel()
            self.screen.refresh_bindings()
        self._shown_target = target
        if self._was_covered != self._is_covered():
            self._was_covered = self._is_covered()
            self.screen.refresh_bindings()
        self.query_one(LineText).refresh(layout=self.is_wording)

    def _text(self, width: int) -> Content:
        if self.is_wording:
            return wording_label(self.composing, self._words[0])
        users = {one.id: self.app.get_key_display(one) for one in reversed(self._bound)}
        keys = {role.id: users.get(f"configuration.{role.id}", role.key) for role in self.composing.roles}
        return line_text(self.composing, self._shown_target, keys, width)

    @property
    def _bound(self) -> list[Binding]:
        """The bindings, with the user's keys."""
        return list(bindings_of(type(self), self._screen.review_app.keys))

    # Keys

    @property
    def keys(self) -> dict[str, ActiveBinding]:
        """The line's bindings that do something now, by key."""
        if not self.is_open:
            return {}
        return {
            one.key: ActiveBinding(self, one, True, one.tooltip)
            for one in self._bound
            if self.check_action(one.action.partition("(")[0], ())
        }

    async def press(self, event: events.Key) -> bool:
        """Do what a key does in the line, before any code's key; returns whether it does something."""
        if not self.is_open:
            return False
        key = event.character if event.character and event.is_printable else event.key
        asking = self.composing.asking
        if key in asking.answers:
            self._do(lambda: asking.answer(key))
            return True
        if found := self.keys.get(event.key):
            await self.run_action(found.binding.action)
            return True
        own = next((role.id for role in self.composing.roles if role.key == key), "")
        if own and own not in ROLES and not asking.asked:
            self.action_drop(own)
            return True
        return False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable what does not apply while the line asks for something, or its field is open."""
        if self.is_wording:
            return action in WHILE_WORDING
        if action in WHILE_WORDING - {"cancel"}:
            return False
        if asked := self.composing.asking.asked:
            of_this = {
                Roles: "put_whole",
                Choice: "pick" if isinstance(asked, Choice) and asked.of_codes else "",
            }
            return action in {"cancel", of_this[type(asked)]}
        waits = self.composing.asking.waits is not None
        if action == "cancel":
            return waits
        if action == "close":
            return not waits and not self._is_covered()
        return action not in {"put_whole", "pick"} and super().check_action(action, parameters)

    # Acts

    def _do(self, act: Callable[[], str]) -> bool:
        """Do an act, and have it shown, with what it did; returns whether it was not refused."""
        done = self._screen.act(act)
        if done:
            self.post_message(self.Done(done))
        else:
            self._changed()
        return done is not None

    def _on_passage(self, act: Callable[[Target], str]) -> None:
        """Do an act on the selected passage, or that at the cursor."""
        if target := self._target():
            self._do(lambda: act(target))

    @property
    def _screen(self) -> ReviewScreen:
        return cast("ReviewScreen", self.screen)

    def action_drop(self, role: str) -> None:
        """Put the passage into the element of a role."""
        self._on_passage(lambda target: self.composing.drop(role, target))

    def action_wait(self, what: str) -> None:
        """Choose the next role for evidence against, for what qualifies, or for another element."""
        self.composing.asking.wait(Waits(what))
        self._changed()

    def action_choose_roles(self) -> None:
        """Choose the roles that the whole claim of the passage is put in."""
        self._do(self.composing.choose_roles)

    def action_put_whole(self) -> None:
        """Put the passage into the chosen roles."""
        self._on_passage(self.composing.put_whole)

    def action_remove(self) -> None:
        """Take the passage out of the configuration."""
        self._on_passage(self.composing.remove)

    def action_begin(self) -> None:
        """Begin another configuration with the next passage."""
        self._do(self.composing.begin)

    def action_tie(self) -> None:
        """Tie the configuration to a theory."""
        self._do(lambda: self.composing.tie(self._shown_target))

    def action_find(self) -> None:
        """Find a configuration by text."""
        self.app.push_screen(
            Chooser("Find a configuration", read=partial(candidates, self._screen.project)), self._open
        )

    def action_pick(self) -> None:
        """Pick the code that is asked for from a list."""
        ties = self.composing.opened.theories(None)
        picker = CodePicker(self._screen.project.theory.map, title="For which theory?", stances=ties)
        self.app.push_screen(picker, self._take_code)

    def _take_code(self, code: str | NewSubtheme | None) -> None:
        if isinstance(code, str):
            self._do(lambda: self.composing.ask_stance(code))

    def _open(self, cmoc: str | None) -> None:
        if cmoc:
            self._do(lambda: self.composing.choose(cmoc))

    def action_cancel(self) -> None:
        """Close the field without saving, or cancel what is asked."""
        if self.is_wording:
            self._close_field()
        else:
            self.composing.asking.cancel()
        self._changed()

    def action_close(self) -> None:
        """Close the line."""
        self.end()
        self.post_message(self.Closed())
        self._changed()

    def _changed(self) -> None:
        self.show(self._shown_target)
        self.screen.refresh_bindings()

    # Wordings

    def action_word(self) -> None:
        """Word an element, first that of the last deed."""
        self._words = self.composing.to_word()
        if self._words:
            self._open_field()
        else:
            self.post_message(self.Done("There is nothing to word yet: first put in a passage."))

    def _open_field(self) -> None:
        self.add_class("-wording")
        field = self.query_one(Input)
        field.value = self._words[0].wording
        field.focus()
        field.selection = Selection(len(field.value), 0)  # so that the beginning of a long one is in sight
        self._changed()

    def _close_field(self) -> None:
        if self.is_wording:
            self._words = []
            self.remove_class("-wording")
            self.show(self._shown_target)
            self.post_message(self.FieldClosed())

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Save the wording, and close the field."""
        if self.is_wording and self._word():
            self._close_field()

    def _word(self) -> bool:
        """Store the wording; returns whether that was not refused, else what was typed is kept in the field."""
        element, wording = self._words[0], self.query_one(Input).value
        return self._do(lambda: self.composing.word(element, wording))

    def action_next_wording(self, step: int) -> None:
        """Save the wording, and word another element; without another, go back to the text."""
        if not self._word():
            return
        there = {one.id: one for one in self.composing.opened.elements}
        after = [*self._words[step:], *self._words[:step]]
        self._words = [there[one.id] for one in after if one.id in there]
        if len(self._words) == 1:
            self._close_field()
        else:
            self._open_field()
