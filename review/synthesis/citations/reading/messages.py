"""Messages of a child that reads a text."""

from __future__ import annotations

from review.sandbox.messages import Request, Step

LARGEST_FILE = 50_000_000
"""The largest file in bytes."""

MOST_CHARACTERS = 10_000_000
"""The longest text; a report has a hundredth of that."""


class ReadText(Request, frozen=True, kw_only=True, tag="text"):
    """Send the headings and paragraphs of the file."""


class ReadPart(Step, frozen=True, array_like=True, tag="part"):
    """A heading (`level` from 1) or a paragraph (0)."""

    text: str
    level: int
