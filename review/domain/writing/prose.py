"""Prose of the desk, in Markdown.

Its tokens become a quotation or a citation: ``[@CODING]``, ``[@RECORD]``, ``[@CMOC]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

_TOKEN = re.compile(r"\[@(?P<names>[^\[\]@\s]{1,80})\]")


class Token(Struct, frozen=True):
    """A token and its place in the text; `name` is the beginning of an id, or the label of a configuration."""

    name: str
    start: int
    end: int


class Prose(Struct, frozen=True):
    """The prose on a code: its present text, which version that is (0: nothing was written), and its act.

    `others` are texts that were written apart, in other copies of the review, and that nobody has replaced since. `known` has the
    acts of all its versions: who writes the next one hands them back, so that what others wrote meanwhile is kept.
    """

    code: str
    version: int
    text: str
    event: str = ""
    reviewer: str = ""
    time: str = ""
    others: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


class ProseVersion(Struct, frozen=True):
    """A version of the prose on a code; its `number` counts those that were not undone, from 1.

    `written_on` is the code as it was then, which may have another id since. `stands`: nobody has replaced it. `clock` is
    the act's place in the journal's order.
    """

    number: int
    text: str
    event: str
    reviewer: str
    time: str
    written_on: str
    stands: bool
    clock: int


class Paragraph(Struct, frozen=True):
    """A paragraph of a text, with its place in it (code points, half open) and its line, from 1."""

    start: int
    end: int
    line: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in their order."""
    for found in _TOKEN.finditer(text):
        yield Token(found["names"], found.start(), found.end())


_BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a text: the parts between empty lines."""
    start = 0
    for end, after in [
        *((gap.start(), gap.end()) for gap in _BETWEEN_PARAGRAPHS.finditer(text)),
        (len(text),) * 2,
    ]:
        if text[start:end].strip():
            begin = start + len(text[start:end]) - len(text[start:end].lstrip())
            yield Paragraph(begin, end, text.count("\n", 0, begin) + 1)
        start = after


def paragraph_at(text: str, place: int) -> Paragraph:
    """The paragraph with a place of a text; the text as one paragraph if the place is in none."""
    found = (one for one in paragraphs(text) if one.start <= place < one.end)
    return next(found, Paragraph(0, len(text), 1))
