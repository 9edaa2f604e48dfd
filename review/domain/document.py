"""Documents: the one frozen text of a file, its pages and its passages."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a document: its slice of the frozen text is ``text[start:end]``.

    `label` is the printed page number where the file or the page shows one, else the PDF's as a string.
    `width` and `height` are in points. `recognised` marks text that came from optical character recognition.
    """

    number: int
    label: str
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0
    recognised: bool = False


class PassageKind(StrEnum):
    """What kind of text a passage is; only paragraphs are suggested for coding."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    REFERENCE = "reference"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of sensible length (or a heading, a reference, an aside) as a span of the frozen text.

    `section` is `abstract`, `introduction`, `methods`, `results`, `discussion`, `references` or empty.
    """

    start: int
    end: int
    kind: PassageKind = PassageKind.PARAGRAPH
    section: str = ""


@dataclass(frozen=True, slots=True)
class SideText:
    """Text set aside from the body: `kind` is `running head`, `footer`, `page number`, `line number` or `footnote`."""

    start: int
    end: int
    page: int
    kind: str


@dataclass(frozen=True)
class Document:
    """The one frozen text of a file and what leads back from it to pages.

    ``text[:body_end]`` is the body: paragraphs separated by one newline each, pages flowing into one another.
    ``text[body_end:]`` holds what was set aside, by page. `passages` are in order, do not overlap and cover
    every character that is not a newline. `glyphs` maps characters to glyphs of the file (a cache in the
    reader's own encoding). `reader` names the reader and its library's version.
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

    def page_at(self, offset: int) -> Page:
        """The page on which the character at `offset` stands (set-aside text included)."""
        if offset >= self.body_end and self.asides:
            aside = self.asides[max(0, bisect_right(self._side_text_starts, offset) - 1)]
            return self.pages[aside.page - 1]
        return self.pages[max(0, bisect_right(self._page_starts, offset) - 1)]

    def passage_index(self, offset: int) -> int:
        """The index of the passage at `offset`, or of the one before it where a newline stands there."""
        return max(0, bisect_right(self._passage_starts, offset) - 1)

    def passages_within(self, start: int, end: int) -> tuple[Passage, ...]:
        """The passages that share a character with the span."""
        first = self.passage_index(start)
        last = bisect_right(self._passage_starts, max(start, end - 1))
        return tuple(p for p in self.passages[first:last] if p.start < end and p.end > start)
