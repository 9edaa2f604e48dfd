"""The document of a text: one page, and a paragraph for each line that is not blank."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator

from review.documents.layout.passages import split_paragraph
from review.domain import Document, LabelSource, Page, Passage, PassageKind


def text_document(text: str, reader: str, headings: Collection[int] = ()) -> Document:
    """The document with a frozen text that is `normalised`; `headings` are its lines, from 0, that are headings.

    A long paragraph is several passages, so that suggestions are about as much text as in other documents.
    """
    page = Page(1, "", 0, len(text), label_source=LabelSource.NONE)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(text, digest, len(text), (page,), tuple(_passages(text, headings)), reader=reader)


def _passages(text: str, headings: Collection[int]) -> Iterator[Passage]:
    start = 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            kind = PassageKind.HEADING if number in headings else PassageKind.PARAGRAPH
            for first, last in split_paragraph(line):
                yield Passage(start + first, start + last, kind)
        start += len(line) + 1
