"""An app that handles keys one at a time, however fast they are typed."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.screen import ModalScreen

PATIENCE_SECONDS = 3.0
"""Seconds after which the next key is handled even if the last one is not finished."""


HABIT_SECONDS = 0.5
"""Within how many seconds Enter still belongs to the key before it: a habit of the fingers, no answer to what is shown by now."""


class SequentialKeys(App[None]):
    """Handles a key or a paste only after the previous one has been processed completely.

    Textual sends each key to the focused widget and acts on it when it has bubbled up to the app. Keys that arrive
    together would therefore all go to the widget focused before the first of them: letters typed after the key
    that opens a dialog would act on the screen below, as codes or decisions.

    Enter right after a character that closed the last dialog is dropped: a person who types ``1`` and Enter to choose means the
    dialog with both, and not the place below.
    """

    def __init__(self) -> None:
        super().__init__()
        self.waiting: deque[events.Event] = deque()
        """The keys and pastes that come after the one that is being handled."""
        self.last_input = monotonic()
        """When the last key was pressed or the mouse moved; to begin with, when the program began."""
        self._typing = False
        self._handed_on = 0.0
        self.last_key = ""
        """The key that was handed on last."""
        self._last_typed: float | None = None
        """When the last key was typed, if that was a character for a dialog."""

    async def on_event(self, event: events.Event) -> None:
        """Queue keys behind earlier ones; pass on all other events. On exit there is no screen that keys could be for."""
        if isinstance(event, events.InputEvent | events.Paste):
            self.last_input = monotonic()
        if not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
        elif not self._can_be_typed:
            return
        elif event.is_forwarded:
            await super().on_event(event)
        else:
            self.waiting.append(event)
            # If the end of an act is never reported, the keyboard must still work.
            if not self._typing or monotonic() - self._handed_on > PATIENCE_SECONDS:
                await self._next()

    @property
    def _can_be_typed(self) -> bool:
        return self.is_running and bool(self.screen_stack)

    @property
    def is_handling_key(self) -> bool:
        """Whether a key was handed on, and what it caused has not been done yet."""
        return self._typing

    async def hand_on(self, event: events.Event) -> None:
        """Pass on a key or a paste to the widget that has the focus now."""
        if self._is_for_what_was_closed(event):
            await self._next()
            return
        way = self._way()
        self._typing = True
        self.last_key = event.key if isinstance(event, events.Key) else ""
        self._handed_on = monotonic()
        await super().on_event(event)
        _Way(self, way, self.key_handled).go()

    def _is_for_what_was_closed(self, event: events.Event) -> bool:
        """Whether this is the Enter that somebody types after a character, though that alone closed the dialog."""
        last, self._last_typed = self._last_typed, None
        in_dialog = isinstance(self.screen, ModalScreen)
        if not isinstance(event, events.Key):
            return False
        if in_dialog and event.is_printable:
            self._last_typed = event.time
        # What a choice opens, such as a form, may be meant.
        return (
            event.key == "enter" and last is not None and not in_dialog and event.time - last < HABIT_SECONDS
        )

    def _way(self) -> DOMNode:
        # On exit there are no screens any more.
        return (self.focused or self.screen) if self.screen_stack else self

    def key_handled(self) -> None:
        """Follow what the key caused, and hand on the next one after it."""
        # The key's action may have posted messages of its own: a field was submitted, an option was chosen.
        _Way(self, self._way(), self._settled).go()

    async def _settled(self) -> None:
        # When this message arrives, what the key opened has the focus.
        if not self.screen_stack or not self.screen.call_later(self._next):
            await self._next()

    async def _next(self) -> None:
        if self.waiting and self._can_be_typed:
            await self.hand_on(self.waiting.popleft())
        else:
            self._typing = False


def is_held_down(app: App[Any]) -> bool:
    """Whether the key that is being handled waits again, so that what it shows will be out of date at once."""
    if not isinstance(app, SequentialKeys) or not app.waiting:
        return False
    following = app.waiting[0]
    return isinstance(following, events.Key) and following.key == app.last_key


class _Way:
    """Leads from a widget up to the app behind all earlier messages, even if those are stopped.

    It posts its own method: `call_later` makes a partial function, whose parameters Textual looks up each time it is called.
    """

    def __init__(
        self, app: App[None], node: DOMNode | None, then: Callable[[], Awaitable[None]] | Callable[[], None]
    ) -> None:
        self._app = app
        self._node = node
        self._then = then

    def go(self) -> None:
        while (node := self._node) is not None and node is not self._app:
            self._node = node.parent
            if node.post_message(events.Callback(callback=self.go)):
                return
        self._app.post_message(events.Callback(callback=self._then))


def follows_a_key(event: events.Event) -> bool:
    """Whether an event follows what a key caused: the next key waits for it, so nothing may drop it."""
    if not isinstance(event, events.Callback):
        return False
    called = getattr(event.callback, "func", event.callback)
    return isinstance(getattr(called, "__self__", None), _Way | SequentialKeys)
