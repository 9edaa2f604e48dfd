"""The first and last line of every place: navigation, and the most important keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from review.tui.support.bindings import declared
from review.tui.support.plain import plain


@dataclass(frozen=True, slots=True)
class Place:
    """A place to go to: its mode, name and key."""

    mode: str
    name: str
    key: str


class NavigationBar(Widget):
    """The places with their keys, the current one marked, and the status on the right as far as it fits."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"navigation-bar--here", "navigation-bar--key"}

    status: reactive[tuple[str, ...]] = reactive(())

    @dataclass
    class Chosen(Message):
        """A place was clicked."""

        mode: str

    def __init__(self, places: Sequence[Place], here: str) -> None:
        super().__init__()
        self._places = places
        self._here = here

    def render(self) -> Content:
        """The places, and the status as far as it fits."""
        here = self.get_visual_style("navigation-bar--here")
        key = self.get_visual_style("navigation-bar--key", partial=True)
        parts = [
            Content.styled(f" {place.name} ", here)
            if place.mode == self._here
            else Content.assemble((f" {place.key.upper()}", key), f" {place.name} ")
            for place in self._places
        ]
        line = Content("").join(parts)
        room = self.content_size.width - line.cell_length - 1
        shown = ""
        for part in map(plain, self.status):
            longer = f"{shown} · {part}" if shown else part
            shown = longer if len(longer) + 2 <= room else shown
        return line + Content(shown.rjust(room) if shown else "")

    def on_click(self, event: events.Click) -> None:
        """Go to the place under the pointer."""
        position = event.get_content_offset(self)
        x = 0
        for place in self._places:
            x += len(place.name) + (2 if place.mode == self._here else 3 + len(place.key))
            if position is not None and position.x < x:
                self.post_message(self.Chosen(place.mode))
                return


class KeyFooter(Widget):
    """The screen's keys as far as they fit, none cut off, and always the key for help."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-footer--key"}

    @dataclass(frozen=True, slots=True)
    class Shown:
        """A key in the footer: its name, how it is shown, what it does."""

        key: str
        display: str
        description: str

        @property
        def width(self) -> int:
            """Its width in cells."""
            return len(self.display) + len(self.description) + 3

    def on_mount(self) -> None:
        """Update the keys when the focus changes."""
        self.screen.bindings_updated_signal.subscribe(self, self._keys_changed)

    def _keys_changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def _as_declared(self) -> list[ActiveBinding]:
        """The active bindings, each node's as its class declares them: a changed key stays in its place."""
        active = list(self.screen.active_bindings.values())
        nodes = list(dict.fromkeys(one.node for one in active))
        places = [
            {
                b.id: i
                for i, b in enumerate(b for kind in reversed(type(node).__mro__) for b in declared(kind))
            }
            for node in nodes
        ]

        def place(one: ActiveBinding) -> tuple[int, int]:
            node = nodes.index(one.node)
            return node, places[node].get(one.binding.id, len(places[node]))

        return sorted(active, key=place)

    def _fitting(self) -> list[Shown]:
        shown: dict[str, KeyFooter.Shown] = {}
        for active in self._as_declared():
            binding = active.binding
            if binding.show and binding.description and active.enabled:
                shown.setdefault(
                    binding.action,
                    self.Shown(binding.key, self.app.get_key_display(binding), binding.description),
                )
        help_key = shown.pop("app.help", None) or shown.pop("help", None)
        room = self.content_size.width - 1 - (help_key.width if help_key else 0)
        fitting: list[KeyFooter.Shown] = []
        for entry in shown.values():
            if entry.width > room:
                break
            fitting.append(entry)
            room -= entry.width
        return [*fitting, help_key] if help_key else fitting

    def render(self) -> Content:
        """The keys, with help at the end."""
        style = self.get_visual_style("key-footer--key", partial=True)
        return Content("").join(
            Content.assemble(" ", (entry.display, style), f" {entry.description} ")
            for entry in self._fitting()
        )

    def on_click(self, event: events.Click) -> None:
        """Press the key under the pointer."""
        position = event.get_content_offset(self)
        x = 0
        for entry in self._fitting():
            x += entry.width
            if position is not None and position.x < x:
                self.app.simulate_key(entry.key)
                return
