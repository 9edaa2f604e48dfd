"""The line above the list: search, active filters, number of records."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import accumulate

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from review.domain.wording.counted import counted
from review.tui.support.plain import plain, shorten
from review.tui.support.themes import MUTED

DEBOUNCE = 0.12
"""Seconds without a key press before a search starts."""

Condition = tuple[str, str]
"""A field and its value, as in ``Selection.where``."""


class FilterChips(Widget):
    """The active filters, which a click removes, and the number of records."""

    class Removed(Message):
        """A filter was clicked, to remove it."""

        def __init__(self, condition: Condition) -> None:
            super().__init__()
            self.condition = condition

    def __init__(self) -> None:
        super().__init__()
        self._chosen: Sequence[tuple[Condition, str]] = ()
        self._counts: Sequence[str] = ("",)

    def show(self, chosen: Sequence[tuple[Condition, str]], *counts: str) -> None:
        """Show these filters, each with its label (``role: evidence``), and the longest of these counts that fits.

        The shortest, the last, is always shown.
        """
        shown = tuple(chosen), counts
        if shown != (self._chosen, self._counts):
            self._chosen, self._counts = shown
            self.refresh()

    def _chips(self) -> list[str]:
        """The filters that fit beside the shortest count, in full if all do, then how many there are more."""
        if not self._chosen:
            return []
        room = self.content_size.width - len(self._counts[-1]) - 2
        for field_room, value_room in ((30, 40), (16, 14), (10, 10)):
            chips = [
                f" {shorten(field, field_room)}: {shorten(value, value_room)} × "
                for field, _, value in (label.partition(": ") for _, label in self._chosen)
            ]
            if sum(len(chip) + 1 for chip in chips) - 1 <= room:
                return chips
        shown = [
            chip
            for end, chip in zip(accumulate(len(chip) + 1 for chip in chips), chips, strict=True)
            if end <= room - 5
        ]
        more = len(chips) - len(shown)
        in_words = f" {counted(more, 'filter')} "
        return [*shown, f" +{more} " if shown or len(in_words) > room else in_words]

    def render(self) -> Content:
        """The filters, and the count on the right."""
        chips = Content(" ").join(
            Content.styled(chip, "$foreground on $primary-muted") for chip in self._chips()
        )
        room = max(0, self.content_size.width - chips.cell_length - 1)
        counts = [plain(count) for count in self._counts]
        count = next((count for count in counts if len(count) <= room), shorten(counts[-1], room))
        return chips + Content.styled(count.rjust(room), MUTED)

    def on_click(self, event: events.Click) -> None:
        """Remove the filter under the pointer."""
        position = event.get_content_offset(self)
        x = 0
        for chip, (condition, _) in zip(self._chips(), self._chosen, strict=False):
            x += len(chip) + 1
            if position is not None and position.x < x:
                self.post_message(self.Removed(condition))
                return


class FilterBar(Horizontal):
    """A search field and the active filters."""

    class Searched(Message):
        """These words are searched for: typing paused, or `is_done` with Enter, after which the next key is for the list."""

        def __init__(self, words: str, is_done: bool = False) -> None:
            super().__init__()
            self.words = words
            self.is_done = is_done

    def __init__(self, placeholder: str = "/ search everywhere", words: str = "") -> None:
        super().__init__()
        self._placeholder = placeholder
        self._words = words

    def compose(self) -> ComposeResult:
        """The field, then the filters."""
        yield Input(self._words, placeholder=self._placeholder, id="search", compact=True)
        yield FilterChips()

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        self._wait(message.value)

    @work(exclusive=True)
    async def _wait(self, words: str) -> None:
        await asyncio.sleep(DEBOUNCE)
        self.post_message(self.Searched(words))

    @on(Input.Submitted)
    def _entered(self, message: Input.Submitted) -> None:
        self.post_message(self.Searched(message.value, is_done=True))

    def begin(self) -> None:
        """Go to the search field."""
        self.query_one(Input).focus()

    def clear(self) -> None:
        """Empty the search field."""
        self.query_one(Input).value = ""
