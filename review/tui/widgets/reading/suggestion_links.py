"""Suggested codes that can be clicked."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.style import Style

from review.tui.widgets.terms import TermLinks


@dataclass
class SuggestionClicked(Message):
    """A suggested code was clicked."""

    code: str


class SuggestionLinks(TermLinks):
    """A widget with suggestions to click (`suggestion_link`); it posts `SuggestionClicked`."""

    def action_suggestion(self, code: str) -> None:
        """Report the click."""
        self.post_message(SuggestionClicked(code))


def suggestion_link(shown: Content, code: str) -> Content:
    """A suggestion that can be clicked in `SuggestionLinks`."""
    return shown.stylize(Style.from_meta({"@click": ("suggestion", (code,))}))
