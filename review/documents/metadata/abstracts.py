"""Finds the abstract of a document: under its heading, or what is used in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.documents.layout.cleaning import clean_text
from review.documents.layout.contents_pages import is_contents_name
from review.domain import Document, FoundValue, Passage, PassageKind

SECTION = "abstract"
_LONGEST = 6000
_SHORTEST = 200
_FIRST_PASSAGES = 40

_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_LETTER = re.compile(r"[^\W\d_]")

_LONGEST_IMPRINT = 200
_IMPRINT = re.compile(r"\bdoi\s?[:.]|\bdoi\.org/|\b10\.\d{4,9}/", re.IGNORECASE)
"""What the line has that says where the article was published."""

_CONTINUED = re.compile(r"\(continued (?:on|from) [^()]{,30}\)", re.IGNORECASE)


def find_abstract(document: Document) -> FoundValue | None:
    """The abstract or summary under its heading, a report's contents page, or the first long paragraph."""
    text = _under_heading(document)
    if len(text) >= _SHORTEST / 2:
        return FoundValue(clean_text(text, longest=_LONGEST), "abstract", 0.85)
    for heading, following in zip(document.passages, document.passages[1:], strict=False):
        if heading.kind is PassageKind.HEADING and is_contents_name(
            document.text[heading.start : heading.end]
        ):
            text = document.text[following.start : following.start + _LONGEST // 3].replace("\n", " ")
            return FoundValue(clean_text(text, longest=_LONGEST), "contents page", 0.3)
    for passage in document.passages[:_FIRST_PASSAGES]:
        if passage.kind is PassageKind.PARAGRAPH and passage.end - passage.start >= 2 * _SHORTEST:
            return FoundValue(clean_text(_one_line(document, passage), longest=_LONGEST), "first page", 0.3)
    return None


def _under_heading(document: Document) -> str:
    """The text of the abstract's section; of two abstracts side by side the one in Latin letters, as its heading is."""
    passages = [passage for passage in document.passages if passage.section == SECTION]
    latin = [passage for passage in passages if _is_latin(_one_line(document, passage))]
    texts = (" ".join(_paragraphs(document, which)) for which in (latin, passages))
    return next((text for text in texts if len(text) >= _SHORTEST / 2), "")


def _paragraphs(document: Document, passages: list[Passage]) -> Iterator[str]:
    """The paragraphs up to what follows an abstract where no heading does: key words, addresses, an imprint."""
    length, goes_on = 0, False
    for passage in passages:
        text = _one_line(document, passage)
        is_text = passage.kind is PassageKind.PARAGRAPH and not _is_imprint(text)
        if is_text:
            length, goes_on = length + len(text), bool(_CONTINUED.search(text[-40:]))
            yield _CONTINUED.sub("", text).strip()
        elif passage.kind is not PassageKind.HEADING and length >= _SHORTEST and not goes_on:
            return


def _is_imprint(text: str) -> bool:
    return len(text) <= _LONGEST_IMPRINT and bool(_IMPRINT.search(text))


def _is_latin(text: str) -> bool:
    """Whether most letters of a text are Latin ones."""
    return 2 * len(_LATIN.findall(text)) > len(_LETTER.findall(text))


def _one_line(document: Document, passage: Passage) -> str:
    return document.text[passage.start : passage.end].replace("\n", " ")
