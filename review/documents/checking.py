"""Checks of a child's messages beyond their types, before they become part of a document."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from review.documents.layout.cleaning import UNSAFE, clean_text
from review.documents.protocol import MOST_PAGES, WholeReading
from review.domain import Document, FoundValue, LabelSource, Page, Reading
from review.domain.reference import RECORD_FIELDS
from review.sandbox.messages import Decoder, ProtocolError, encode

SIDE_TEXT_KINDS = frozenset(
    {
        "running head",
        "footer",
        "page number",
        "line number",
        "footnote",
        "watermark",
        "hidden text",
        "cover sheet",
    }
)
SECTIONS = frozenset({"", "abstract", "introduction", "methods", "results", "discussion", "references"})
_LONGEST = {"abstract": 20_000}
_decode = Decoder(WholeReading)


def checked_document(document: Document) -> Document:
    """The document, with its hash computed here and its labels cleaned.

    Raises:
        ProtocolError: it is inconsistent, or its text has characters that clean text never has.
    """
    text, length = document.text, len(document.text)
    if UNSAFE.search(text):
        raise ProtocolError("not clean text")
    _within(document.body_end, length)
    for passage in document.passages:
        _check_span(passage.start, passage.end, length)
        if passage.section not in SECTIONS:
            raise ProtocolError("an unknown section")
    for aside in document.asides:
        _check_span(aside.start, aside.end, length)
        _within(aside.page, len(document.pages))
        if aside.kind not in SIDE_TEXT_KINDS:
            raise ProtocolError("an unknown kind of side text")
    for page in document.pages:
        _check_span(page.start, page.end, length)
        _within(page.number, MOST_PAGES)
        if page.label_source is LabelSource.HAND:
            raise ProtocolError("a label that only a reviewer can set")
        if page.label_source is LabelSource.NONE and len(document.pages) > 1:
            raise ProtocolError("a text without pages that has several")
    return replace(
        document,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        pages=tuple(map(_with_clean_label, document.pages)),
        reader=clean_text(document.reader, longest=100),
    )


def _with_clean_label(page: Page) -> Page:
    """The page; its label is empty if and only if nothing is known."""
    if page.label_source is LabelSource.NONE:
        return replace(page, label="")
    label = "" if page.label_source is LabelSource.PDF else clean_text(page.label, longest=40)
    return replace(page, label=label, label_source=page.label_source if label else LabelSource.PDF)


def checked_values(found: Mapping[str, FoundValue]) -> dict[str, FoundValue]:
    """The values found in the file, cleaned; unknown fields and empty values are left out."""
    cleaned = {
        field: FoundValue(
            clean_text(value.value, longest=_LONGEST.get(field, 2000)),
            clean_text(value.source, longest=40),
            min(1.0, max(0.0, value.confidence)),
        )
        for field, value in found.items()
        if field in RECORD_FIELDS
    }
    return {field: value for field, value in cleaned.items() if value.value}


def reading_to_line(reading: Reading) -> bytes:
    """A reading as a message, without its path."""
    return encode(
        WholeReading(
            reading.status,
            reading.message,
            reading.file_sha256,
            reading.page_count,
            reading.seconds,
            reading.document,
            dict(reading.metadata),
        )
    )


def reading_from_line(path: Path, line: bytes) -> Reading:
    """The reading that a message describes.

    Raises:
        ProtocolError: the message is not a reading.
    """
    message = _decode(line)
    return Reading(
        path=path,
        status=message.status,
        message=clean_text(message.message),
        file_sha256=message.file_sha256,
        page_count=message.page_count,
        document=checked_document(message.document) if message.document else None,
        metadata=checked_values(message.metadata),
        seconds=message.seconds,
    )


def _within(value: int, most: int) -> None:
    if not 0 <= value <= most:
        raise ProtocolError("a number is out of range")


def _check_span(start: int, end: int, length: int) -> None:
    if not 0 <= start <= end <= length:
        raise ProtocolError("not a span of the text")
