"""What the parent checks in a child's messages beyond their types, before any of it becomes part of a document."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from review.documents.layout.cleaning import UNSAFE, clean_text
from review.documents.protocol import MOST_PAGES, WholeReading
from review.domain import Document, Offer, Reading
from review.sandbox.messages import Decoder, ProtocolError, encode

FIELDS = ("title", "authors", "year", "doi", "organisation", "container", "abstract")
ASIDE_KINDS = frozenset({"running head", "footer", "page number", "line number", "footnote"})
SECTIONS = frozenset({"", "abstract", "introduction", "methods", "results", "discussion", "references"})
_LONGEST = {"abstract": 20_000}
_decode = Decoder(WholeReading)


def checked_document(document: Document) -> Document:
    """The document, its hash made here and its labels cleaned.

    Raises:
        ProtocolError: it does not hold together, or its text has characters that clean text never has.
    """
    text, length = document.text, len(document.text)
    if UNSAFE.search(text):
        raise ProtocolError("no clean text")
    _within(document.body_end, length)
    for passage in document.passages:
        _check_span(passage.start, passage.end, length)
        if passage.section not in SECTIONS:
            raise ProtocolError("an unknown section")
    for aside in document.asides:
        _check_span(aside.start, aside.end, length)
        _within(aside.page, len(document.pages))
        if aside.kind not in ASIDE_KINDS:
            raise ProtocolError("an unknown kind of text beside the body")
    for page in document.pages:
        _check_span(page.start, page.end, length)
        _within(page.number, MOST_PAGES)
    return replace(
        document,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        pages=tuple(replace(page, label=clean_text(page.label, longest=40)) for page in document.pages),
        reader=clean_text(document.reader, longest=100),
    )


def checked_offers(offers: Mapping[str, Offer]) -> dict[str, Offer]:
    """The offers, their texts cleaned; unknown fields and empty values are left out."""
    cleaned = {
        field: Offer(
            clean_text(offer.value, longest=_LONGEST.get(field, 2000)),
            clean_text(offer.source, longest=40),
            min(1.0, max(0.0, offer.confidence)),
        )
        for field, offer in offers.items()
        if field in FIELDS
    }
    return {field: offer for field, offer in cleaned.items() if offer.value}


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
        ProtocolError: it does not describe one.
    """
    said = _decode(line)
    return Reading(
        path=path,
        status=said.status,
        message=clean_text(said.message),
        file_sha256=said.file_sha256,
        page_count=said.page_count,
        document=checked_document(said.document) if said.document else None,
        metadata=checked_offers(said.metadata),
        seconds=said.seconds,
    )


def _within(value: int, most: int) -> None:
    if not 0 <= value <= most:
        raise ProtocolError("a number is out of range")


def _check_span(start: int, end: int, length: int) -> None:
    if not 0 <= start <= end <= length:
        raise ProtocolError("no span of the text")
