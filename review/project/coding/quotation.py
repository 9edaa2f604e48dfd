"""Finds a quotation in a frozen text, ignoring white space, hyphens and the shape of quotation marks."""

from __future__ import annotations

import unicodedata
from array import array
from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING, TypedDict

from msgspec import UNSET, UnsetType

from review.acts import OwnLabel
from review.domain import Document, Page
from review.domain.texts.spans import Span, trimmed
from review.domain.wording.counted import first_of
from review.domain.wording.given import as_text, as_whole_number
from review.errors import ReviewError, UnknownNameError

if TYPE_CHECKING:
    from review.project.documents import DocumentService

_MOST_PLACES = 20
"""How many places of a quotation are listed."""

CONTEXT = 40
"""How many characters are kept before and after a quotation, to find it again in another reading."""

_PLAIN = str.maketrans({"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"'})
_KOREAN_ENDS = "\u1161", "\u11ff"
_DASHES = frozenset("-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\ufffe")


def condensed(text: str) -> tuple[str, array[int]]:
    """The characters of a text without white space and hyphens, accents after their letters, and the offset of each."""
    parts = [*map(_plain, text)]
    if max(map(len, parts), default=0) <= 1:
        offsets = array("q", compress(range(len(parts)), parts))
    else:
        offsets = array("q", (offset for offset, part in enumerate(parts) for _ in part))
    return "".join(parts), offsets


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    """What is compared of a character: nothing of white space and hyphens."""
    if sign.isspace() or sign in _DASHES:
        return ""
    return (sign if sign.isascii() else unicodedata.normalize("NFKD", sign)).translate(_PLAIN)


class SearchedText:
    """A text prepared for searching many quotations."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._signs, self._offsets = condensed(text)

    def occurrences(self, quote: str) -> list[tuple[int, int]]:
        """The spans that match `quote`, ignoring white space, hyphens and the shape of quotation marks.

        A dash that the quotation begins with is part of the span if the text has one there: it may be a minus.
        """
        wanted, _ = condensed(quote)
        if not wanted:
            return []
        has_dash = quote.lstrip()[0] in _DASHES
        found = []
        at = self._signs.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            # A letter is not the same letter with an accent, nor a Korean syllable one that goes on.
            if not unicodedata.combining(self._signs[end : end + 1] or " ") and not self._goes_on(end):
                start = self._offsets[at]
                with_dash = has_dash and self.text[max(0, start - 1) : start] in _DASHES
                found.append((start - with_dash, self._offsets[end - 1] + 1))
            at = self._signs.find(wanted, at + 1)
        return found

    def _goes_on(self, end: int) -> bool:
        return _KOREAN_ENDS[0] <= self._signs[end : end + 1] <= _KOREAN_ENDS[1]


def occurrences(text: str, quote: str) -> list[tuple[int, int]]:
    """The spans of `text` that match `quote`, see `SearchedText.occurrences`."""
    return SearchedText(text).occurrences(quote)


def only_span(document: Document, quote: str, page: int | None = None) -> tuple[int, int]:
    """The only span of a document that matches a quotation; with `page`, the only one that is on this page of the PDF.

    Raises:
        ReviewError: it has no words.
        SeveralPlacesError: it occurs more than once; the places are listed.
        UnknownNameError: it does not occur.
    """
    if not as_text("quote", quote).strip():
        raise ReviewError("the quotation is empty")
    found = occurrences(document.text, quote)
    where = ""
    if page is not None:
        page = as_whole_number("page", page)
        found = [span for span in found if page in _pages(document, span)]
        where = f" on page {page}"
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownNameError(f"the quotation is not in the text{where}: '{_shortened(quote)}'")
    how = "--span" if page is not None or document.is_unpaged else "--page or --span"
    places = first_of([f"{_place(document, span)} ({span[0]}-{span[1]})" for span in found], _MOST_PLACES)
    raise SeveralPlacesError(
        f"the quotation occurs {len(found)} times in the text{where}; give {how}: {places}", len(found)
    )


class SeveralPlacesError(UnknownNameError):
    """A quotation occurs more than once; `times` is how often."""

    def __init__(self, message: str, times: int) -> None:
        super().__init__(message)
        self.times = times


class Quoted(TypedDict):
    """What an act keeps of the passage that it quotes (`review.acts.Quotation`)."""

    record: str
    text_sha256: str
    start: int
    end: int
    quote: str
    before: str
    after: str
    page: int
    page_label: str
    label_source: str
    own_label: OwnLabel | UnsetType


def quoted(
    documents: DocumentService, record: str, start: int, end: int, document: Document | None = None
) -> Quoted:
    """What an act on a span of a record's text keeps of it; `document` is that text, if it is at hand.

    Raises:
        ReviewError: the span is not in the text, or is blank.
        UnknownNameError: the record has no text.
    """
    document = document or documents.text_of(record)
    start, end = given_span(document, start, end)
    page = document.page_at(start)
    return Quoted(
        record=record,
        text_sha256=document.text_sha256,
        start=start,
        end=end,
        quote=document.text[start:end],
        before=document.text[max(0, start - CONTEXT) : start],
        after=document.text[end : end + CONTEXT],
        page=page.number,
        page_label=page.label,
        label_source=page.label_source,
        own_label=_own_label(documents, record, page),
    )


def _own_label(documents: DocumentService, record: str, page: Page) -> OwnLabel | UnsetType:
    """What the text says of a page that was labelled by hand."""
    own = documents.own_page(record, page)
    return OwnLabel(label=own.label, source=own.label_source) if own else UNSET


def given_span(document: Document, start: int, end: int) -> Span:
    """A span that somebody gave, without white space at its ends.

    Raises:
        ReviewError: it is empty or outside of the text.
    """
    start, end = as_whole_number("start", start), as_whole_number("end", end)
    if not 0 <= start < end <= len(document.text):
        raise ReviewError(f"{start}-{end} is not a span of this text (0-{len(document.text)})")
    if not document.text[start:end].strip():
        raise ReviewError(f"{start}-{end} contains only white space")
    return trimmed(document.text, (start, end))


def _place(document: Document, span: tuple[int, int]) -> str:
    return document.cited_pages(*span) if document.is_unpaged else f"page {_pages(document, span)[0]}"


def _pages(document: Document, span: tuple[int, int]) -> range:
    """The pages of the PDF that a span is on."""
    return range(document.page_at(span[0]).number, document.page_at(span[1] - 1).number + 1)


def _shortened(quote: str) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= 60 else flat[:57] + "…"
