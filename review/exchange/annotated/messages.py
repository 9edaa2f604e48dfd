"""Messages of a child that writes highlights into a copy of a PDF."""

from __future__ import annotations

from msgspec import Struct

from review.sandbox.messages import Request, Step


class Band(Struct, frozen=True, array_like=True):
    """A part of a line, in points from the lower left corner of the page's MediaBox, before the page is turned.

    Where `of` highlights meet, each colours one band of the line, this one the band `number` from the top, from 0.
    """

    left: float
    bottom: float
    right: float
    top: float
    number: int = 0
    of: int = 1


class Highlight(Struct, frozen=True, kw_only=True):
    """A highlight on one page (from 1), with its note.

    `bands` are in the order of reading. `colour` is ``#rrggbb``. `name` is unique in the file, `author` made it at `time` (ISO
    8601 in UTC), `subject` and `text` are what a reader sees of it.
    """

    page: int
    bands: tuple[Band, ...]
    colour: str
    name: str
    author: str
    time: str
    subject: str
    text: str


class Annotate(Request, frozen=True, kw_only=True, tag="annotate"):
    """Send a copy of the file with highlights, in pieces."""

    highlights: tuple[Highlight, ...]


class Piece(Step, frozen=True, array_like=True, tag="piece"):
    """The next bytes of the copy."""

    data: bytes
