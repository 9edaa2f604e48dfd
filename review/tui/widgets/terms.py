"""Terms behind a suggestion, each to be clicked to see where it is in the text."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from review.domain import Terms
from review.domain.suggestions.terms import of_both_sides
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


def because(terms: Terms, most: int, style: str = "") -> Content:
    """The strongest terms that speak for a score, then, each with a minus, those against it; a click posts `TermClicked`.

    Args:
        terms: the terms, strongest first.
        most: the most terms to show.
        style: that of the terms.
    """
    shown = of_both_sides(terms, most)
    raising = [term_link(term, style) for term, weight in shown if weight >= 0]
    lowering = [
        Content.assemble(("−", "$text-error"), term_link(term, style)) for term, weight in shown if weight < 0
    ]
    return Content.styled(", ", style).join([*raising, *lowering])
