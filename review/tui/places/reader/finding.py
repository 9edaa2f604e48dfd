"""Finds places in a document: words in the text, and pages by label."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import normalize

from review.domain import Document, Page, Passage
from review.domain.page_labels import in_citation, pdf_pages, printed_numbers
from review.domain.search_hits import folded, found_words
from review.domain.texts.spans import Span
from review.tui.widgets.highlighting import places_of

_MARKS = "[\u0300-\u036f]*"
"""Accents that follow their letter."""

_PDF_PAGE = re.compile(r"(?:#|pdf\s*(?:pp?\.?|page)?)\s*(\d+)", re.IGNORECASE)
_PARAGRAPH_PREFIX = re.compile(r"(?:¶|para(?:graph)?s?\.?)\s*", re.IGNORECASE)
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

    def show(self, text: str, searched: str, end: int, cursor: int) -> None:
        """Find the words of a search of the Library in ``text[:end]``, as it finds them, and go to the first from the cursor on."""
        self._words = ""
        self.spans = found_words(text, searched, end)
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
            return f"{place} of {len(self.spans)}  . next  , previous  Esc closes"
        return "not found  Esc closes" if self._words.strip() else ""


def find_all(text: str, words: str, end: int) -> list[Span]:
    """The spans of the words in ``text[:end]``, also within words, whatever their case, accents and white space."""
    searched, has_marks = _prepared(text)
    marks = _MARKS if has_marks else ""
    wanted = folded(normalize("NFC", words)).split()
    pattern = r"\s+".join("".join(re.escape(sign) + marks for sign in word) for word in wanted)
    found = re.compile(pattern, re.IGNORECASE).finditer(searched, 0, end) if pattern else ()
    return [match.span() for match in found]


@lru_cache(maxsize=1)
def _prepared(text: str) -> tuple[str, bool]:
    """The text as it is searched, as long as before, and whether accents follow their letters in it, as macOS writes them."""
    return folded(text), bool(re.search(_MARKS[:-1], text))


def found_place(document: Document, typed: str) -> tuple[int, str] | None:
    """Where what was typed begins, a page or (in a text file) a paragraph, and a line about it; None if it is not there."""
    if not document.is_unpaged:
        page = found_page(document, typed)
        return (page[0].start, page[1]) if page else None
    number = _PARAGRAPH_PREFIX.sub("", typed.strip(), count=1)
    starts = document.paragraph_starts
    if not (number.isdecimal() and 1 <= int(number) <= len(starts)):
        return None
    return starts[int(number) - 1], f"para. {int(number)} of {len(starts):,}"


def found_page(document: Document, typed: str) -> tuple[Page, str] | None:
    """The page with that printed number, else that page of the PDF (always for ``#3``, ``pdf 3``), and a line about it.

    None if there is neither. The line says which of the two it is, since a number may mean either.
    """
    typed = _PAGE_PREFIX.sub("", typed.strip(), count=1) if not typed.strip().isalpha() else typed.strip()
    of_pdf = _PDF_PAGE.fullmatch(typed)
    printed = [] if of_pdf else [page for page in document.pages if typed.casefold() in _printed_on(page)]
    if printed:
        others = f", the first of {len(printed)}" if len(printed) > 1 else ""
        page = printed[0]
        return page, f"{in_citation(page.label, page.number)} (PDF {page.number}{others})"
    number = of_pdf[1] if of_pdf else typed
    if not (number.isdecimal() and 1 <= int(number) <= len(document.pages)):
        return None
    page = document.pages[int(number) - 1]
    has = f"printed {page.label}" if page.label else "no printed number"
    return page, f"{pdf_pages(page.number, page.number)} ({has})"


def _printed_on(page: Page) -> set[str]:
    """What is printed on a page: its label, and both numbers of two pages on one."""
    return {text.casefold() for text in (page.label, *printed_numbers(page.label)) if text}


def same_place(passage: Passage, before: Document, now: Document) -> int | None:
    """Where a passage starts in another reading of its file; None if it is not there word for word."""
    words = before.text[passage.start : passage.end]
    found = now.text.find(words) if words else -1
    return found if found >= 0 else None


def page_range(document: Document) -> str:
    """The range of pages, printed and in the PDF, or of paragraphs."""
    if not document.pages:
        return "this document has no pages"
    if document.is_unpaged:
        return f"paragraphs 1 to {len(document.paragraph_starts):,}"
    in_pdf = f"PDF #1–#{len(document.pages)}"
    printed = [page.label for page in document.pages if page.label]
    if not printed:
        return f"{in_pdf}; no printed numbers"
    return f"printed {' … '.join(dict.fromkeys((printed[0], printed[-1])))}; {in_pdf}"
