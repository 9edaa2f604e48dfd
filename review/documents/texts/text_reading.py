"""Reads a text file in the child: its frozen text with paragraphs, and what it says about itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from review.documents.texts.text_document import text_document
from review.documents.texts.text_values import text_values
from review.domain import Document, FoundValue
from review.domain.texts.decoding import decoded
from review.domain.texts.endings import MARKDOWN, WORD, ending
from review.domain.texts.hard_line_ends import without_hard_ends
from review.domain.texts.normalised import normalised
from review.sandbox.messages import CannotReadError
from review.sandbox.regular_file import read_regular

READER = "text 2"
LARGEST_TEXT = 50_000_000
"""The largest file in bytes."""

MOST_CHARACTERS = 10_000_000
MOST_PARAGRAPHS = 200_000

_ZIP = b"PK\x03\x04"
_OTHERS = {b"%PDF-": "named-text", b"\xd0\xcf\x11\xe0": "old-word", b"{\\rtf": "old-word"}
_NEVER = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd]")
"""Characters that text hardly ever has: those that control a machine, and those that could not be decoded."""

_MOST_STRANGE = 0.005
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+\S")


Found = TypeVar("Found")


class _Lines(NamedTuple):
    """A text, which of its lines are headings, and the properties of its file."""

    text: str
    headings: frozenset[int]
    properties: dict[str, str]


def read_text_file(path: Path) -> tuple[Document, dict[str, FoundValue]]:
    """The document in a text file, and the values for its reference.

    Raises:
        CannotReadError: it is too long, or not such a text; the text is the reason.
        OSError: it cannot be opened, or is too large.
    """
    data = read_regular(path, LARGEST_TEXT)
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise CannotReadError("empty")
    for beginning, reason in _OTHERS.items():
        if data.startswith(beginning):
            raise CannotReadError(reason)
    kind = ending(path.name)
    found = _of_word(data) if kind == WORD else _of_text(data, is_markdown=kind in MARKDOWN)
    if found.text.count("\n") >= MOST_PARAGRAPHS:
        raise CannotReadError("output")
    document = text_document(found.text, READER, found.headings)
    return document, text_values(path.name, document, found.properties)


def _of_text(data: bytes, *, is_markdown: bool) -> _Lines:
    raw = decoded(data)
    if "\0" in raw or len(_NEVER.findall(raw)) > _MOST_STRANGE * len(raw):
        raise CannotReadError("not-text")
    if len(raw) > MOST_CHARACTERS:
        raise CannotReadError("output")
    text = without_hard_ends(normalised(raw).text)
    lines = text.split("\n") if is_markdown else ()
    return _Lines(text, frozenset(at for at, line in enumerate(lines) if _HEADING.match(line)), {})


def _of_word(data: bytes) -> _Lines:
    """The paragraphs of a Word document, each in a line; those of a table's cells, too."""
    if not data.startswith(_ZIP):
        raise CannotReadError("not-word")
    from review.manuscripts import word_document

    lines: list[str] = []
    starts: set[int] = set()
    characters = 0
    for part in _sound(word_document.parts(data)):
        is_apart = part.cells or part.level
        for line in part.text.split("\n") if part.cells else (part.text,):
            plain = " ".join(normalised(line).text.split())
            if plain and part.level:
                starts.add(characters)
            # Blank lines keep headings and cells apart from paragraphs until lines are joined.
            for one in (plain, "") if is_apart else (plain,):
                lines.append(one)
                characters += len(one) + 1
            if characters > MOST_CHARACTERS:
                raise CannotReadError("output")
    text, headings = _without_blank(without_hard_ends("\n".join(lines)), starts)
    return _Lines(text, headings, dict(_sound(word_document.core_properties(data))))


def _without_blank(text: str, starts: Collection[int]) -> tuple[str, frozenset[int]]:
    """A text without its blank lines, and the numbers there of the lines that begin at `starts`."""
    kept: list[str] = []
    found: set[int] = set()
    at = 0
    for line in text.split("\n"):
        if at in starts:
            found.add(len(kept))
        if line.strip():
            kept.append(line)
        at += len(line) + 1
    return "\n".join(kept), frozenset(found)


def _sound(found: Iterable[Found]) -> Iterator[Found]:
    """What is found in a Word document.

    Raises:
        CannotReadError: it is damaged, or unpacks to too much.
    """
    try:
        yield from found
    except CannotReadError as error:
        raise CannotReadError("output" if str(error) == "output" else "damaged-word") from error
