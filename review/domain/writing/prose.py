"""Prose of the desk, in Markdown, with tokens that stand for a quotation or a citation: ``[@CODING]``, ``[@RECORD]``, ``[@CMOC]``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

_TOKEN = re.compile(r"\[@(?P<names>[^\[\]@\s]{1,80})\]")


class Token(Struct, frozen=True):
    """A token and where it stands in the text; `name` is the beginning of an id, or the label of a configuration."""

    name: str
    start: int
    end: int


class Prose(Struct, frozen=True):
    """The prose on a code: its present text, which version that is (0: nothing was written), and its act.

    `others` are texts that were written apart, in other copies of the review, and that nobody has replaced since.
    """

    code: str
    version: int
    text: str
    event: str = ""
    reviewer: str = ""
    time: str = ""
    others: tuple[str, ...] = ()


class Paragraph(Struct, frozen=True):
    """A paragraph of a text, with its place in it (code points, half open) and its line, from 1."""

    start: int
    end: int
    line: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in their order."""
    for found in _TOKEN.finditer(text):
        yield Token(found["names"], found.start(), found.end())
