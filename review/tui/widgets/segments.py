"""A line of choices, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from review.tui.support.plain import plain
from review.tui.support.themes import MUTED


@dataclass(frozen=True, slots=True)
class Segment:
    """A choice with its key, if it has one."""

    value: str
    label: str
    key: str = ""

    @property
    def text(self) -> str:
        """How it is shown."""
        return f" {self.key} {plain(self.label)} " if self.key else f" {plain(self.label)} "


class Segments(Widget):
    """The choices beside each other after a label; a click posts which one was meant. Keys are the screen's."""

    @dataclass
    class Chosen(Message):
        """A choice was clicked."""

        segments: Segments
        value: str

        @property
        def control(self) -> Segments:
            """The line that was clicked."""
            return self.segments

    def __init__(self, label: str, segments: Sequence[Segment], id: str) -> None:  # noqa: A002 - as in Widget
        super().__init__(id=id)
        self._label = label
        self._segments = segments
        self._chosen = ""

    def show(self, chosen: str) -> None:
        """Mark the chosen one; an empty text for none."""
        self._chosen = chosen
        self.refresh()

    def render(self) -> Content:
        """The label and the choices."""
        return Content.assemble(
            (self._label, MUTED),
            *(
                Content.styled(one.text, "bold $foreground on $primary-muted")
                if one.value == self._chosen
                else Content.assemble(
                    (f" {one.key}" if one.key else "", "bold $accent"), f" {plain(one.label)} "
                )
                for one in self._segments
            ),
        )

    def on_click(self, event: events.Click) -> None:
        """Post which choice is under the pointer."""
        position = event.get_content_offset(self)
        x = len(self._label)
        for one in self._segments:
            if position is not None and x <= position.x < x + len(one.text):
                self.post_message(self.Chosen(self, one.value))
            x += len(one.text)
