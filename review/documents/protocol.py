"""Requests to a reading child process, and its answers.

What types cannot express (spans within a text, text without control characters) is checked in
`review.documents.checking`.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta, field

from review.documents.layout.lines import PageLines
from review.domain import Document, FoundValue, ReadingStatus
from review.sandbox.limits import ASSEMBLING_SECONDS
from review.sandbox.messages import Decoder, Message, Request, Step

MOST_PAGES = 30_000
MOST_WORDS = 20
"""The most words named as examples of ligatures that a file names wrongly."""


PageNumber = Annotated[int, Meta(ge=1, le=MOST_PAGES)]
PageCount = Annotated[int, Meta(ge=0, le=MOST_PAGES)]
Sha256 = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
MaybeSha256 = Annotated[str, Meta(pattern=r"\A([0-9a-f]{64})?\Z")]


TASKS = "review.documents.tasks"
"""The module that carries out these requests in a child."""

# --- requests ------------------------------------------------------------------------------------------------------


class Read(Request, frozen=True, kw_only=True, tag="read"):
    """Read the whole file. `recognised` maps scanned pages to files with their text."""

    recognised: dict[PageNumber, str] = field(default_factory=dict)


class ReadRaw(Request, frozen=True, kw_only=True, tag="raw"):
    """Send the text of each page as pdfium extracts it."""


class FindRectangles(Request, frozen=True, kw_only=True, tag="rectangles"):
    """Send the rectangles that cover spans. `pages`: a page and runs of glyphs on it (index of the span, first glyph, length)."""

    pages: list[tuple[int, list[tuple[int, int, int]]]]


Piece = tuple[int, float, float, float, float]
"""The index of a span or area, and left, bottom, right and top of a rectangle."""


class FindSpans(Request, frozen=True, kw_only=True, tag="spans"):
    """Send the spans whose glyphs lie in areas.

    `pages`: a page, the runs of its glyphs (start in the text, first glyph, length), and the areas; `body_end`: where the
    body of the text ends.
    """

    pages: list[tuple[int, list[tuple[int, int, int]], list[Piece]]]
    body_end: int


class FindTables(Request, frozen=True, kw_only=True, tag="tables"):
    """Send the tables of pages. `pages`: a page and the runs of its glyphs (start in the text, first glyph, length)."""

    pages: list[tuple[int, list[tuple[int, int, int]]]]


class FindScans(Request, frozen=True, kw_only=True, tag="scans"):
    """Send, for each page, whether it is an image of text."""


class Draw(Request, frozen=True, kw_only=True, tag="image"):
    """Draw a page."""

    page: int


# --- answers -------------------------------------------------------------------------------------------------------


class FileFacts(Message, frozen=True, array_like=True, tag="file"):
    """What is known about a file before its pages are read."""

    sha256: Sha256
    pages: PageCount


NOTHING_KNOWN = FileFacts("", 0)


class PageRead(Step, frozen=True, array_like=True, tag="page"):
    """One page of a file that is being read."""

    page: PageLines


PAGE_READ = b'["page",'
"""The beginning of a `PageRead` message: the parent decodes pages only if the rest of the file cannot be read."""


class Assembling(Message, frozen=True, array_like=True, tag="assembling"):
    """All pages are read, and the text is being assembled."""

    allows: ClassVar[float | None] = ASSEMBLING_SECONDS * MOST_PAGES


class Assembled(Message, frozen=True, array_like=True, tag="done"):
    """A whole reading. `skipped` are the pages that could not be read, `cropped` those with text outside of the page.

    `mended` are words whose ligatures the file names as capitals, each with what the page shows; `misnamed` are those of
    which that is not known (at most `MOST_WORDS` of each).
    """

    document: Document
    metadata: dict[str, FoundValue]
    skipped: list[PageNumber]
    cropped: list[PageNumber] = field(default_factory=list)
    mended: list[tuple[str, str]] = field(default_factory=list)
    misnamed: list[str] = field(default_factory=list)


class RawText(Step, frozen=True, array_like=True, tag="page"):
    """A page's text as pdfium extracts it, and its label in the file."""

    number: PageNumber
    label: str
    text: str


class PageRectangles(Step, frozen=True, array_like=True, tag="rectangles"):
    """The rectangles on a page that cover spans, each with the index of its span."""

    number: PageNumber
    boxes: list[Piece]


class PageSpans(Step, frozen=True, array_like=True, tag="spans"):
    """The spans that the areas on a page cover: index of the area, start, end."""

    number: PageNumber
    spans: list[tuple[int, int, int]]


FoundCell = tuple[str, list[tuple[int, int]]]
"""A cell's text as pdfplumber reads it, and the spans of the frozen text whose glyphs are in it."""

FoundTable = tuple[list[list[FoundCell]], bool]
"""Rows of cells, and whether the first row is a header."""


class PageTables(Step, frozen=True, array_like=True, tag="page"):
    """The tables of a page; none if pdfplumber fails on it."""

    number: PageNumber
    tables: list[FoundTable] | None


class ScannedPage(Step, frozen=True, array_like=True, tag="page"):
    """Whether a page is an image of text."""

    number: PageNumber
    is_scanned: bool


class Drawing(Message, frozen=True, array_like=True, tag="image"):
    """A page as PNG, and its resolution in dots per inch."""

    png: bytes
    resolution: float


class WholeReading(Message, frozen=True, array_like=True, tag="reading"):
    """A reading from a machine of a cluster, without its path, which the caller knows."""

    status: ReadingStatus
    message: str
    file_sha256: MaybeSha256
    page_count: PageCount
    seconds: float
    document: Document | None
    metadata: dict[str, FoundValue]


read_request: Decoder[Request] = Decoder(
    Read, ReadRaw, FindRectangles, FindSpans, FindTables, FindScans, Draw
)
"""Decodes a request in the child."""
