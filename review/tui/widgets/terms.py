"""Terms behind a suggestion, each to be clicked to see where it is in the text."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from review.tui.support.plain import plain


@dataclass
class TermClicked(Message):
    """A term was clicked."""

    term: str


class TermLinks(Widget):
    """A widget with terms to click (`term_link`); it posts `TermClicked`."""

    def action_term(self, term: str) -> None:
        """Report the click."""
        self.post_message(TermClicked(term))


def term_link(term: str, style: str = "") -> Content:
    """A term that can be clicked in a `TermLinks`."""
    return Content.styled(plain(term), style).stylize(Style.from_meta({"@click": ("term", (term,))}))
