"""Messages of a child that reads a text."""

from __future__ import annotations

from review.manuscripts.part import ManuscriptPart
from review.sandbox.messages import Request, Step

LARGEST_FILE = 50_000_000
"""The largest file in bytes."""

MOST_CHARACTERS = 10_000_000
"""The longest text; a report has a hundredth of that."""


class ReadText(Request, frozen=True, kw_only=True, tag="text"):
    """Send the parts of the file."""


class ReadPart(Step, frozen=True, array_like=True, tag="part"):
    """A part."""

    part: ManuscriptPart


class ReadOption(Step, frozen=True, array_like=True, tag="option"):
    """An option that the program kept in the file."""

    name: str
    value: str
