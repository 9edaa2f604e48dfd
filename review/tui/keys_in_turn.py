"""An app to which keys come one at a time, however fast they were typed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from textual import events
from textual.app import App
from textual.dom import DOMNode


class KeysInTurn(App[None]):
    """Hands a key or a paste on only when the one before has done all that it does.

    Textual sends each key to what has the focus and acts on it when it has come back up to the app. Keys that arrive
    together would therefore all go to what had the focus before the first of them: the letters typed after the key
    that opens a dialog would act on the screen below, as codes or decisions.
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Event] = deque()
        self._typing = False

    async def on_event(self, event: events.Event) -> None:
        """Let a key wait for the ones before it; everything else goes its way."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._typing:
            self._typed.append(event)
        else:
            self._typing = True
            await self._hand_on(event)

    async def _hand_on(self, event: events.Event) -> None:
        way = self._way()
        await super().on_event(event)
        self._follow(way, self._acted)

    def _way(self) -> DOMNode:
        return self.focused or self.screen

    def _follow(self, node: DOMNode | None, then: Callable[[], object]) -> None:
        """Go from a widget up to the app, behind all that is on its way there, whether it gets there or is stopped."""
        while node is not None and node is not self:
            if node.call_later(self._follow, node.parent, then):
                return
            node = node.parent
        self.call_later(then)

    def _acted(self) -> None:
        # The key's action may have posted messages of its own: a field was handed in, an option was chosen.
        self._follow(self._way(), self._settled)

    async def _settled(self) -> None:
        # What the key opened has the focus where it belongs once it has come to this message.
        if not self.screen.call_later(self._next):
            await self._next()

    async def _next(self) -> None:
        if self._typed:
            await self._hand_on(self._typed.popleft())
        else:
            self._typing = False
