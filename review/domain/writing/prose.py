"""Prose of the desk, in Markdown.

Its tokens become a quotation or a citation: ``[@CODING]``, ``[@RECORD]``, ``[@CMOC]``, several as ``[@C1; @C2]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from review.domain.wording.counted import counted

_ONE = r"(?:[^\[\]@\s;,]|[;,](?!\s*@)){1,80}"
_TOKEN = re.compile(rf"\[@{_ONE}(?:\s*[;,]\s*@{_ONE}){{0,50}}\s*\]")
_NAME = re.compile(rf"@({_ONE})")


class Token(Struct, frozen=True):
    """A token and its place in the text; `name` is the beginning of an id, or the label of a configuration.

    Each name of a group (``[@a; @b]``) is a token. The first begins with the bracket, the last ends with it, and what is between two
    belongs to the former, so that the places of a group join without gaps.
    """

    name: str
    start: int
    end: int


class Prose(Struct, frozen=True):
    """The prose on a code: its present text, which version that is (0: nothing was written), and its act.

    `others` are texts that nobody has replaced since: written apart, by who did not know this one, or on a theory that was merged
    into this one; `written_on` has for each the former id of that theory, ``""`` if it was written apart. `known` has the acts of
    all its versions: who writes the next one hands them back, so that what others wrote meanwhile is kept.
    """

    code: str
    version: int
    text: str
    event: str = ""
    reviewer: str = ""
    time: str = ""
    others: tuple[str, ...] = ()
    written_on: tuple[str, ...] = ()
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
        yield from _of_group(text, found)


def without_tokens(text: str) -> str:
    """A text with a space in the place of each token."""
    return _TOKEN.sub(" ", text)


def length(text: str) -> str:
    """How long a text is: ``240 words, 12 tokens``.

    Tokens, and marks without a letter or digit, are not words.
    """
    words = sum(any(map(str.isalnum, part)) for part in without_tokens(text).split())
    found = sum(1 for _token in tokens(text))
    return counted(words, "word") + (f", {counted(found, 'token')}" if found else "")


def tokens_at(text: str, place: int) -> list[Token]:
    """The token, or the group of tokens, that begins at a place of a text; none if none does."""
    found = _TOKEN.match(text, place)
    return list(_of_group(text, found)) if found else []


def _of_group(text: str, found: re.Match[str]) -> Iterator[Token]:
    names = list(_NAME.finditer(text, *found.span()))
    places = [found.start(), *(name.start() for name in names[1:]), found.end()]
    for name, (start, end) in zip(names, pairwise(places), strict=True):
        yield Token(name[1], start, end)


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
