"""A copy of a document with highlights, as values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from review.domain import Record
from review.errors import ReviewError


@dataclass(frozen=True, slots=True)
class Mark:
    """A code on a passage: where it is in the text with that SHA-256, in which colour (``#rrggbb``), and what is said of it.

    `name` is unique in a copy, `author` made it at `time` (ISO 8601 in UTC).
    """

    text_sha256: str
    start: int
    end: int
    colour: str
    name: str
    author: str
    time: str
    subject: str
    note: str


@dataclass(frozen=True, slots=True)
class AnnotatedCopy:
    """A document with its `marks`, and the name of the file for its copy."""

    record: Record
    file_name: str
    marks: tuple[Mark, ...]

    @property
    def passages(self) -> int:
        """How many passages are marked; two codes on one count once."""
        return len({(mark.start, mark.end) for mark in self.marks})


Annotate = Callable[[AnnotatedCopy, Path], str]
"""Writes a copy to a path; says in a line what could not be highlighted, ``""`` if everything was."""


def cannot_annotate(copy: AnnotatedCopy, path: Path) -> str:
    """What writes copies where there are no files.

    Raises:
        ReviewError: always.
    """
    raise ReviewError(f"{copy.record.author_year}: {path.name} cannot be written without its PDF")
