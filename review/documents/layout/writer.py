"""Writes lines into one text and records the page and glyph of every character."""

from __future__ import annotations

from collections.abc import Sequence

from review.documents.layout.cleaning import clean_pieces
from review.documents.layout.lines import NO_GLYPHS, Line
from review.documents.layout.paragraphs import Hyphens, ends_with_hyphen
from review.domain.glyphs import GlyphRun, RunPacker

_SOFT_HYPHEN = "\u00ad"
_UNSPACED = ("\u3040", "\u9fff")


class FrozenWriter:
    """Collects the frozen text, the runs that map it to glyphs, and where each page's text begins."""

    def __init__(self, hyphens: Hyphens) -> None:
        self.glyphs = RunPacker()
        self.page_starts: dict[int, int] = {}
        self.length = 0
        self._hyphens = hyphens
        self._parts: list[str] = []

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def paragraph(self, lines: Sequence[tuple[int, Line]], *, in_body: bool = True) -> tuple[int, str]:
        """Writes the joined lines of a paragraph; returns its start and its text.

        A paragraph without visible characters is not written.
        """
        cleaned = [(page, line, clean_pieces(line.text)) for page, line in lines]
        cleaned = [item for item in cleaned if any(piece.strip() for piece, _ in item[2])]
        if not cleaned:
            return self.length, ""
        if self._parts:
            self._append("\n")
        begin, first_part = self.length, len(self._parts)
        for position, (page, line, pieces) in enumerate(cleaned):
            if in_body:
                self.page_starts.setdefault(page, self.length)
            for text, offset in pieces:
                self._map(page, line, offset, len(text))
                self._append(text)
            if position + 1 < len(cleaned):
                self._join(page, line, cleaned[position + 1][1])
        return begin, "".join(self._parts[first_part:])

    def _map(self, page: int, line: Line, offset: int, length: int) -> None:
        """Records the glyphs of the next characters, if they are known."""
        if line.first != NO_GLYPHS:
            self.glyphs.add(GlyphRun(self.length, length, page, line.first + offset))

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)

    def _join(self, page: int, line: Line, following: Line) -> None:
        """Writes what separates two lines of a paragraph: a space, a kept hyphen, or nothing."""
        if line.hyphen:
            if self._hyphens.stays(line.text, following.text):
                self._map(page, line, len(line.text), 1)
                self._append("-")
        elif line.text.endswith(_SOFT_HYPHEN):
            return
        elif ends_with_hyphen(line):
            if not self._hyphens.stays(line.text[:-1], following.text):
                self._drop_last(line)
        elif not self._parts[-1].endswith(" ") and not _is_unspaced(line.text[-1], following.text[0]):
            self._append(" ")

    def _drop_last(self, line: Line) -> None:
        """Removes the last character, a hyphen that is not part of the word."""
        self._parts[-1] = self._parts[-1][:-1]
        self.length -= 1
        if line.first != NO_GLYPHS:
            self.glyphs.shorten_last()


def _is_unspaced(before: str, after: str) -> bool:
    """Whether two characters belong to scripts without spaces between words."""
    low, high = _UNSPACED
    return low <= before <= high and low <= after <= high
