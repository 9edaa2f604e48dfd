"""Documents: the one frozen text of a file, its pages and its passages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from review.domain.page_labels import paragraphs_in_citation, range_in_citation


class LabelSource(StrEnum):
    """How a page's label is known.

    `PRINTED` is read off the page, or off a run of pages whose numbers prove it; `FILE` is the PDF's own page label;
    `HAND` is set by a reviewer; `PDF`: nothing is known but the page's number in the PDF, and the label is empty.
    `NONE`: the file is a text, which has no pages: all of it is on one, and it is cited by paragraph.
    """

    PRINTED = "printed"
    FILE = "file"
    HAND = "hand"
    PDF = "pdf"
    NONE = "none"

    @classmethod
    def of(cls, stored: str) -> LabelSource:
        """The source in a stored act; one that only a newer version knows is `PRINTED` here."""
        return next((source for source in cls if source == stored), cls.PRINTED)


class Page(Struct, frozen=True):
    """One page of a document: its slice of the frozen text is ``text[start:end]``.

    `label` is the page number as printed, empty where `label_source` is `PDF` or `NONE`; `10–11` where two printed pages are on one.
    `width` and `height` are in points. `recognised` marks text from optical character recognition. Texts stored before
    sources were kept have labels, and the source `PRINTED`.
    """

    number: int
    label: str
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0
    recognised: bool = False
    label_source: LabelSource = LabelSource.PRINTED


class PassageKind(StrEnum):
    """The kind of a passage; only paragraphs are suggested for coding."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    REFERENCE = "reference"
    FRONT_MATTER = "front matter"
    ASIDE = "aside"


class Passage(Struct, frozen=True):
    """A paragraph of limited length (or a heading, a reference, front matter, a side text) as a span of the frozen text.

    Front matter is what stands around the text: authors, affiliations, addresses, the imprint.

    `section` is `abstract`, `introduction`, `methods`, `results`, `discussion`, `references` or empty.
    """

    start: int
    end: int
    kind: PassageKind = PassageKind.PARAGRAPH
    section: str = ""


class SideText(Struct, frozen=True):
    """Text outside of the body.

    `kind` is `running head`, `footer`, `page number`, `line number`, `footnote`, `watermark`, `hidden text` (that nobody
    can see on the page) or `cover sheet` (a page that a repository or publisher put before the document).
    """

    start: int
    end: int
    page: int
    kind: str


class Document(Struct, frozen=True, dict=True):
    """The frozen text of a file and its relation to the pages.

    ``text[:body_end]`` is the body: paragraphs separated by one newline each, continuous across pages.
    ``text[body_end:]`` has the side texts, by page. `passages` are in order, do not overlap and cover every character
    that is not a newline. `glyphs` maps characters to glyphs of the file (a cache in the reader's own encoding). `reader`
    names the reader and its library's version.

    A text file has one page, and its paragraphs are its lines; blank lines are in no passage.
    """

    text: str
    text_sha256: str
    body_end: int
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    asides: tuple[SideText, ...] = ()
    glyphs: bytes = b""
    reader: str = ""

    @cached_property
    def _page_starts(self) -> list[int]:
        return [page.start for page in self.pages]

    @cached_property
    def _side_text_starts(self) -> list[int]:
        return [aside.start for aside in self.asides]

    @cached_property
    def _passage_starts(self) -> list[int]:
        return [passage.start for passage in self.passages]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        """Where paragraphs begin: a passage that follows another without a gap is a part of the same one."""
        ends = [-1, *(passage.end for passage in self.passages)]
        return [
            passage.start for passage, end in zip(self.passages, ends, strict=False) if passage.start > end
        ]

    @property
    def paragraph_starts(self) -> Sequence[int]:
        """Where the paragraphs of a text file begin, in order; paragraph 1 is the first."""
        return self._paragraph_starts if self.is_unpaged else ()

    @property
    def is_unpaged(self) -> bool:
        """Whether the file is a text, which has no pages and is cited by paragraph."""
        return bool(self.pages) and self.pages[0].label_source is LabelSource.NONE

    def paragraphs(self, start: int, end: int) -> tuple[int, int] | None:
        """The numbers, from 1, of the paragraphs in which a span of a text file begins and ends; None for files with pages."""
        if not self.is_unpaged:
            return None
        first, last = (max(1, bisect_right(self._paragraph_starts, at)) for at in (start, end - 1))
        return first, max(first, last)

    def page_at(self, offset: int) -> Page:
        """The page of the character at `offset` (also in side texts)."""
        if offset >= self.body_end and self.asides:
            aside = self.asides[max(0, bisect_right(self._side_text_starts, offset) - 1)]
            return self.pages[aside.page - 1]
        return self.pages[max(0, bisect_right(self._page_starts, offset) - 1)]

    def cited_pages(self, start: int, end: int) -> str:
        """The page or pages of a span as in a citation: ``p. 347``, ``pp. 16–17``; of a text file its paragraphs: ``para. 12``."""
        if paragraphs := self.paragraphs(start, end):
            return paragraphs_in_citation(paragraphs)
        return range_in_citation([(page.label, page.number) for page in map(self.page_at, (start, end - 1))])

    def passage_index(self, offset: int) -> int:
        """The index of the passage at `offset`, or of the previous one at a newline."""
        return max(0, bisect_right(self._passage_starts, offset) - 1)

    def passages_within(self, start: int, end: int) -> tuple[Passage, ...]:
        """The passages that overlap the span."""
        first = self.passage_index(start)
        last = bisect_right(self._passage_starts, max(start, end - 1))
        return tuple(p for p in self.passages[first:last] if p.start < end and p.end > start)
