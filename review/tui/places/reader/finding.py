"""Finds places in a document: words in the text, and pages by label."""

from __future__ import annotations

import re
from collections.abc import Iterable

from review.domain import Document
from review.tui.widgets.highlighting import places_of
from review.tui.widgets.reading.movement import Span

_PDF_PAGE = re.compile(r"(?:#|pdf\s*)\s*(\d+)", re.IGNORECASE)
_PAGE_PREFIX = re.compile(r"p(?:p|age)?\.?\s+", re.IGNORECASE)


class Matches:
    """Search matches in text order, and the current one; `line` describes them."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.current: Span | None = None
        self._words = ""

    def search(self, text: str, words: str, end: int, cursor: int) -> None:
        """Find the words in ``text[:end]`` and go to the first match from the cursor on, wrapping round."""
        self._words = words
        self.spans = find_all(text, words, end)
        self.current = next((span for span in self.spans if span[1] > cursor), self._first)

    def mark(self, text: str, terms: Iterable[str], within: Span) -> None:
        """Find the terms in a span of the text and go to the first match."""
        start, end = within
        places = {place for term in terms for place in places_of(text[start:end], term)}
        self._words = ""
        self.spans = sorted((start + first, start + last) for first, last in places)
        self.current = self._first

    def step(self, step: int) -> None:
        """Go to the next match, wrapping round."""
        if self.current:
            self.current = self.spans[(self.spans.index(self.current) + step) % len(self.spans)]

    def clear(self) -> None:
        """Clear the matches."""
        self.spans, self.current, self._words = [], None, ""

    @property
    def _first(self) -> Span | None:
        return self.spans[0] if self.spans else None

    @property
    def line(self) -> str:
        """The number of the current match and the keys, or that nothing was found."""
        if self.current:
            place = self.spans.index(self.current) + 1
            return f"{place} of {len(self.spans)}  . next  , previous  esc closes"
        return "not found" if self._words.strip() else ""


def find_all(text: str, words: str, end: int) -> list[Span]:
    """The spans of the words in ``text[:end]``, ignoring case and differences in white space."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return (
        [match.span() for match in re.compile(pattern, re.IGNORECASE).finditer(text, 0, end)]
        if pattern
        else []
    )


def page_start(document: Document, typed: str) -> int | None:
    """The start of the page with that printed label, else of that PDF page (always for ``#3``, ``pdf 3``)."""
    typed = _PAGE_PREFIX.sub("", typed.strip(), count=1) if not typed.strip().isalpha() else typed.strip()
    of_pdf = _PDF_PAGE.fullmatch(typed)
    if not of_pdf:
        for page in document.pages:
            if page.label.casefold() == typed.casefold():
                return page.start
    number = of_pdf[1] if of_pdf else typed
    if number.isdecimal() and 1 <= int(number) <= len(document.pages):
        return document.pages[int(number) - 1].start
    return None


def page_range(document: Document) -> str:
    """The range of pages, printed and in the PDF."""
    if not document.pages:
        return "this document has no pages"
    first, last = document.pages[0].label, document.pages[-1].label
    return f"printed {first}–{last}; PDF #1–#{len(document.pages)}"
