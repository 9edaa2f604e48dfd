"""The prose as it will be read: without the marks of Markdown, its tokens as quotations and citations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from review.domain.writing.prose import tokens

HEADING, STRONG, EMPHASIS, QUOTED, UNKNOWN, PLAIN = (
    "heading",
    "strong",
    "emphasis",
    "quoted",
    "unknown",
    "plain",
)
"""How a piece is set."""

_HEADING = re.compile(r" {0,3}#{1,6}\s+(.*?)\s*#*\s*")
_BULLET = re.compile(r"(\s*)[-*+]\s+")
_INLINE = re.compile(r"\*\*(?P<strong>[^*\n]+)\*\*|(?<![*\w])[*_](?P<emphasis>[^*_\n]+)[*_](?![*\w])")


class Piece(NamedTuple):
    """Some text in one setting."""

    text: str
    setting: str = PLAIN


def as_read(text: str, read: Callable[[str], tuple[str, bool]]) -> Iterator[Piece]:
    """The pieces of a text; `read` says how a token is read, and whether it means anything."""
    for number, line in enumerate(text.split("\n")):
        if number:
            yield Piece("\n")
        if heading := _HEADING.fullmatch(line):
            yield from _with_tokens(heading[1], HEADING, read)
            continue
        bullet = _BULLET.match(line)
        if bullet:
            yield Piece(f"{bullet[1]}• ")
        yield from _inline(line[bullet.end() :] if bullet else line, read)


def _inline(line: str, read: Callable[[str], tuple[str, bool]]) -> Iterator[Piece]:
    end = 0
    for found in _INLINE.finditer(line):
        yield from _with_tokens(line[end : found.start()], PLAIN, read)
        setting = STRONG if found["strong"] else EMPHASIS
        yield from _with_tokens(found["strong"] or found["emphasis"], setting, read)
        end = found.end()
    yield from _with_tokens(line[end:], PLAIN, read)


def _with_tokens(text: str, setting: str, read: Callable[[str], tuple[str, bool]]) -> Iterator[Piece]:
    end = 0
    for token in tokens(text):
        if token.start > end:
            yield Piece(text[end : token.start], setting)
        if text[token.start] == "@":  # of a group
            yield Piece(" ", setting)
        words, is_known = read(token.name)
        yield Piece(words, QUOTED if is_known else UNKNOWN)
        end = token.end
    if end < len(text):
        yield Piece(text[end:], setting)
