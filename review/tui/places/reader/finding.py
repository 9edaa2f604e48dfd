"""Finding places in a document: words of the text, and pages by what is printed on them."""

from __future__ import annotations

import re

from review.domain import Document
from review.tui.widgets.reading.movement import Span

_PDF_PAGE = re.compile(r"(?:#|pdf\s*)\s*(\d+)", re.IGNORECASE)
_PAGE_PREFIX = re.compile(r"p(?:p|age)?\.?\s+", re.IGNORECASE)


def find_all(text: str, words: str, end: int) -> list[Span]:
    """Where the words stand in ``text[:end]``, in either case and whatever white space is between them."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return (
        [match.span() for match in re.compile(pattern, re.IGNORECASE).finditer(text, 0, end)]
        if pattern
        else []
    )


def page_start(document: Document, typed: str) -> int | None:
    """Where a page begins: the one with that printed label, else that page of the PDF (always so for ``#3``, ``pdf 3``)."""
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
    """Which pages there are, printed and in the PDF."""
    if not document.pages:
        return "this document has no pages"
    first, last = document.pages[0].label, document.pages[-1].label
    return f"printed {first}–{last}; PDF #1–#{len(document.pages)}"
