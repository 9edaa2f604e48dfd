"""What a reading child and its parent say to each other: each message is one type, written as JSON on a line.

Requests are objects whose ``task`` names the task. Answers are arrays whose first value names the kind, since pages are
many. The parent believes nothing: a line that is no message of the task is a `ProtocolError`, and what types cannot say
(spans within a text, text without control characters) is checked in `review.documents.checking`.
"""

from __future__ import annotations

import json
import math
from typing import Annotated, Generic, NoReturn, Protocol, TypeVar, Union

import msgspec
from msgspec import Meta, Struct, field

from review.documents.layout.lines import PageLines
from review.domain import Document, Offer, ReadingStatus

MOST_BYTES = 256 * 1024 * 1024
"""The most that a child may say about one file."""

MOST_PAGES = 30_000

PageNumber = Annotated[int, Meta(ge=1, le=MOST_PAGES)]
PageCount = Annotated[int, Meta(ge=0, le=MOST_PAGES)]
Sha256 = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
MaybeSha256 = Annotated[str, Meta(pattern=r"\A([0-9a-f]{64})?\Z")]


class ProtocolError(ValueError):
    """A child said something that it cannot mean."""


class CannotReadError(Exception):
    """A child cannot read a file; the text is the reason's name in `review.documents.messages`."""


# --- requests ------------------------------------------------------------------------------------------------------


class Request(Struct, frozen=True, kw_only=True, tag_field="task"):
    """Something to be done with the file at `path`."""

    path: str


class Read(Request, frozen=True, kw_only=True, tag="read"):
    """Read it whole. `recognised` names for scanned pages a file with their text."""

    recognised: dict[PageNumber, str] = field(default_factory=dict)


class ReadRaw(Request, frozen=True, kw_only=True, tag="raw"):
    """Say the text of each page just as pdfium gives it."""


class FindRectangles(Request, frozen=True, kw_only=True, tag="rectangles"):
    """Say which rectangles cover glyphs. `runs`: page, first glyph, how many."""

    runs: list[tuple[int, int, int]]


class FindTables(Request, frozen=True, kw_only=True, tag="tables"):
    """Say the tables of pages. `pages`: a page and the runs of its glyphs (start in the text, first glyph, how many)."""

    pages: list[tuple[int, list[tuple[int, int, int]]]]


class FindScans(Request, frozen=True, kw_only=True, tag="scans"):
    """Say of each page whether it is an image of text."""


class Draw(Request, frozen=True, kw_only=True, tag="image"):
    """Draw a page."""

    page: int


class ParseReferences(Request, frozen=True, kw_only=True, tag="references"):
    """Say the references in it. `columns` says what columns of a table hold, by their names."""

    columns: dict[str, str] = field(default_factory=dict)


# --- answers -------------------------------------------------------------------------------------------------------


class Message(Struct, frozen=True, array_like=True):
    """Something that a child says."""


class Step(Message, frozen=True, array_like=True):
    """A message after which a child may use as much processor time again."""


class Done(Message, frozen=True, array_like=True, tag="done"):
    """Nothing more will be said about the file."""


class Failed(Message, frozen=True, array_like=True, tag="failed"):
    """The file cannot be read; `reason` is a name in `review.documents.messages`."""

    reason: str


class FileFacts(Message, frozen=True, array_like=True, tag="file"):
    """What is known of a file before its pages are read."""

    sha256: Sha256
    pages: PageCount


NOTHING_KNOWN = FileFacts("", 0)


class PageRead(Step, frozen=True, array_like=True, tag="page"):
    """One page of a file that is being read."""

    page: PageLines


PAGE_READ = b'["page",'
"""Begins a `PageRead`: the parent looks into pages only where the rest of the file could not be read."""


class Assembling(Message, frozen=True, array_like=True, tag="assembling"):
    """All pages are read, and the text is being put together."""


class Assembled(Message, frozen=True, array_like=True, tag="done"):
    """A whole reading. `skipped` are the pages that nobody could read."""

    document: Document
    metadata: dict[str, Offer]
    skipped: list[PageNumber]


class RawText(Step, frozen=True, array_like=True, tag="page"):
    """A page's text as pdfium gives it, and the label that the file gives the page."""

    number: PageNumber
    label: str
    text: str


class Rectangles(Message, frozen=True, array_like=True, tag="rectangles"):
    """Rectangles in reading order: page, left, bottom, right, top."""

    boxes: list[tuple[PageNumber, float, float, float, float]]


FoundCell = tuple[str, list[tuple[int, int]]]
"""A cell's text as pdfplumber reads it, and the spans of the frozen text whose glyphs lie in it."""

FoundTable = tuple[list[list[FoundCell]], bool]
"""Rows of cells, and whether the first row names the columns."""


class PageTables(Step, frozen=True, array_like=True, tag="page"):
    """The tables of a page; none where pdfplumber stumbles on it."""

    number: PageNumber
    tables: list[FoundTable] | None


class ScannedPage(Step, frozen=True, array_like=True, tag="page"):
    """Whether a page is an image of text."""

    number: PageNumber
    is_scanned: bool


class Drawing(Message, frozen=True, array_like=True, tag="image"):
    """A page as PNG, and its dots to an inch."""

    png: bytes
    resolution: float


class WholeReading(Message, frozen=True, array_like=True, tag="reading"):
    """What a machine of a cluster says about a file: a reading without its path, which whoever asked knows."""

    status: ReadingStatus
    message: str
    file_sha256: MaybeSha256
    page_count: PageCount
    seconds: float
    document: Document | None
    metadata: dict[str, Offer]


class Say(Protocol):
    """Sends a message to the parent."""

    def __call__(self, message: Message, /) -> None:
        """Sends it."""


# --- lines ---------------------------------------------------------------------------------------------------------

T = TypeVar("T")


def encode(message: Request | Message) -> bytes:
    """A message as a line."""
    try:
        return msgspec.json.encode(message) + b"\n"
    except UnicodeEncodeError:
        # pdfium gives characters beyond 16 bits in halves, and names of files may hold bytes that are no UTF-8.
        return json.dumps(msgspec.to_builtins(message, str_keys=True)).encode("ascii") + b"\n"


class Decoder(Generic[T]):
    """Reads lines as messages of some kinds."""

    def __init__(self, *kinds: type[T]) -> None:
        self._kinds = Union[kinds]  # noqa: UP007 - made at run time
        self._decoder: msgspec.json.Decoder[T] = msgspec.json.Decoder(self._kinds)

    def __call__(self, line: bytes | str) -> T:
        """The message on a line.

        Raises:
            ProtocolError: it is none.
        """
        try:
            try:
                return self._decoder.decode(line)
            except msgspec.ValidationError:
                raise
            except (msgspec.DecodeError, UnicodeError):
                # Only json reads halves of characters.
                plain = json.loads(line, parse_constant=_refused, parse_float=_finite)
                converted: T = msgspec.convert(plain, self._kinds, str_keys=True)
                return converted
        except (ValueError, RecursionError, OverflowError) as error:
            raise ProtocolError("not a message of this task") from error


def _refused(constant: str) -> NoReturn:
    raise ProtocolError(f"{constant} is no number")


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise ProtocolError("not a finite number")
    return value


read_request: Decoder[Request] = Decoder(
    Read, ReadRaw, FindRectangles, FindTables, FindScans, Draw, ParseReferences
)
"""Reads a line as a request, in the child."""
