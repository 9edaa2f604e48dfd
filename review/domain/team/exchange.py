"""What travels between the copies of a review, as values: events, texts, and what was refused of them."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct


class SharedEvent(Struct, frozen=True):
    """One event as it travels: its fields as docs/reference/journal.md has them, and the id of its review.

    `act` is the canonical JSON of the act. A file may hold it as an object: `hash` shows whether it is the same act.
    """

    review: str
    hash: str
    previous: str
    replica: str
    clock: int
    time: str
    reviewer: str
    act: str


class SharedText(Struct, frozen=True):
    """A document's frozen text as it travels; in JSON `glyphs` are base64.

    `layout` is JSON (pages, passages, side texts), byte for byte as the reading gave it, since events hold its SHA-256.
    """

    sha256: str
    text: str
    layout: str
    glyphs: bytes
    reader: str


class FoundEvent(NamedTuple):
    """An event with the file and line that it was found in; `line` is 0 where the source has none."""

    event: SharedEvent
    file: str
    line: int = 0


class FoundText(NamedTuple):
    """A text with the file that it was found in."""

    text: SharedText
    file: str


class RefusedInput(Struct, frozen=True):
    """What was not imported from a file, and why; `line` is 0 where there is none."""

    file: str
    line: int
    reason: str
