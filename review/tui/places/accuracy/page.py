"""A page of the Accuracy place, and the paragraphs that pages are made of."""

from __future__ import annotations

from dataclasses import dataclass, field

from textual.content import Content

from review.tui.support.plain import plain
from review.tui.support.themes import MUTED
from review.tui.widgets.plot import Drawing

NO_DRAWING = Drawing("", "", ())

NARROWEST = 76
"""Cells for a table in a terminal of 80 columns."""

WIDEST = 110
"""The most cells of a line: longer ones are hard to read."""


@dataclass(frozen=True)
class Page:
    """The answer to a question: a text, and a plot if there is one."""

    text: Content
    drawing: Drawing = field(default=NO_DRAWING)


def paragraphs(*parts: Content | str) -> Content:
    """The parts with a line between them, without empty texts."""
    return Content("\n\n").join(
        Content(plain(part)) if isinstance(part, str) else part
        for part in parts
        if isinstance(part, Content) or part
    )


def muted(text: str) -> Content:
    """A note."""
    return Content.styled(plain(text), MUTED)


def lead(text: str) -> Content:
    """The plain sentence that a page begins with."""
    return Content.styled(plain(text), "bold")


def waiting(message: str) -> Content:
    """The message shown while there are no figures."""
    return muted(message)
