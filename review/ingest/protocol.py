"""What a reading child and its parent say to each other: one JSON array on a line, its first value the kind.

The parent believes nothing: every value is checked, every text cleaned, before it becomes part of a document.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from review.ingest.cleaning import UNSAFE, clean_text
from review.ingest.lines import finite
from review.model import Aside, Document, Offer, Page, Passage, PassageKind, Reading, ReadingStatus

Json = Any
"""What JSON may hold: anything, until it has been checked."""

MOST_BYTES = 256 * 1024 * 1024
"""The most that a child may say about one file."""

MOST_PAGES = 30_000
FIELDS = ("title", "authors", "year", "doi", "organisation", "container", "abstract")
ASIDE_KINDS = ("running head", "footer", "page number", "line number", "footnote")
SECTIONS = ("", "abstract", "introduction", "methods", "results", "discussion", "references")
_LONGEST = {"abstract": 20_000}
_ENCODER = json.JSONEncoder(separators=(",", ":"))


class ProtocolError(ValueError):
    """A child said something that it cannot mean."""


class Say(Protocol):
    """Sends a message to the parent."""

    def __call__(self, kind: str, *values: object) -> None:
        """Sends a message of that kind."""


class CannotReadError(Exception):
    """A child cannot read a file; the text is the reason's name in `review.ingest.messages`."""


def encode(kind: str, *values: object) -> bytes:
    """A message as a line."""
    return _ENCODER.encode([kind, *values]).encode("ascii") + b"\n"


def kind_of(line: bytes) -> str:
    """The kind of a message, without reading the rest of it."""
    end = line.find(b'"', 2, 40)
    if not line.startswith(b'["') or end < 0:
        raise ProtocolError("not a message")
    return line[2:end].decode("ascii", "replace")


def decode(line: bytes) -> list[Any]:
    """The values of a message, its kind left out.

    Raises:
        ProtocolError: it is not a JSON array.
    """
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ProtocolError("not JSON") from error
    if not isinstance(values, list) or not values:
        raise ProtocolError("not a message")
    return values[1:]


class FileFacts(NamedTuple):
    """What is known of a file before its pages are read."""

    sha256: str
    pages: int


NOTHING_KNOWN = FileFacts("", 0)


def file_facts(values: list[Any]) -> FileFacts:
    """The facts in a ``file`` message.

    Raises:
        ProtocolError: it does not hold them.
    """
    if len(values) != 2 or not isinstance(values[0], str) or not _is_sha256(values[0]):
        raise ProtocolError("not the facts of a file")
    return FileFacts(values[0], _count(values[1], MOST_PAGES))


def document_to_plain(document: Document) -> dict[str, Any]:
    """A document as plain JSON values."""
    return {
        "text": document.text,
        "body_end": document.body_end,
        "pages": [
            [p.number, p.label, p.start, p.end, p.width, p.height, p.recognised] for p in document.pages
        ],
        "passages": [[p.start, p.end, p.kind.value, p.section] for p in document.passages],
        "asides": [[a.start, a.end, a.page, a.kind] for a in document.asides],
        "glyphs": base64.b64encode(document.glyphs).decode("ascii"),
        "reader": document.reader,
    }


def document_from_plain(plain: Json) -> Document:
    """The document that plain values describe.

    Raises:
        ProtocolError: they do not describe one.
    """
    try:
        text = plain["text"]
        if not isinstance(text, str) or UNSAFE.search(text):
            raise ProtocolError("no clean text")
        encoded = text.encode()
        length = len(text)
        pages = tuple(
            Page(
                _count(number, MOST_PAGES),
                clean_text(label, longest=40),
                *_span(start, end, length),
                finite(width),
                finite(height),
                bool(recognised),
            )
            for number, label, start, end, width, height, recognised in plain["pages"]
        )
        return Document(
            text=text,
            text_sha256=hashlib.sha256(encoded).hexdigest(),
            body_end=_count(plain["body_end"], length),
            pages=pages,
            passages=tuple(
                Passage(*_span(start, end, length), PassageKind(kind), _one_of(section, SECTIONS))
                for start, end, kind, section in plain["passages"]
            ),
            asides=tuple(
                Aside(*_span(start, end, length), _count(page, len(pages)), _one_of(kind, ASIDE_KINDS))
                for start, end, page, kind in plain["asides"]
            ),
            glyphs=base64.b64decode(plain["glyphs"], validate=True),
            reader=clean_text(plain["reader"], longest=100),
        )
    except (TypeError, KeyError, ValueError, AttributeError, OverflowError, binascii.Error) as error:
        raise ProtocolError("not a document") from error


def offers_to_plain(offers: Mapping[str, Offer]) -> dict[str, Any]:
    """Offers as plain JSON values."""
    return {field: [offer.value, offer.source, offer.confidence] for field, offer in offers.items()}


def offers_from_plain(plain: Json) -> dict[str, Offer]:
    """The offers that plain values describe, their texts cleaned; unknown fields and empty values are left out.

    Raises:
        ProtocolError: they do not describe offers.
    """
    try:
        offers = {
            field: Offer(
                clean_text(value, longest=_LONGEST.get(field, 2000)),
                clean_text(source, longest=40),
                min(1.0, max(0.0, float(confidence))),
            )
            for field, (value, source, confidence) in plain.items()
            if field in FIELDS
        }
    except (TypeError, ValueError, AttributeError) as error:
        raise ProtocolError("not offers") from error
    return {field: offer for field, offer in offers.items() if offer.value}


def reading_to_line(reading: Reading) -> bytes:
    """A reading as a message, without its path, which whoever asked for it knows."""
    document = document_to_plain(reading.document) if reading.document else None
    return encode(
        "reading",
        [reading.status, reading.message, reading.file_sha256, reading.page_count, reading.seconds],
        document,
        offers_to_plain(reading.metadata),
    )


def reading_from_line(path: Path, line: bytes) -> Reading:
    """The reading that a message describes.

    Raises:
        ProtocolError: it does not describe one.
    """
    try:
        (status, message, digest, pages, seconds), document, offers = decode(line)
        return Reading(
            path=path,
            status=ReadingStatus(status),
            message=clean_text(message),
            file_sha256=file_facts([digest, pages]).sha256 if digest else "",
            page_count=_count(pages, MOST_PAGES),
            document=document_from_plain(document) if document is not None else None,
            metadata=offers_from_plain(offers),
            seconds=finite(seconds),
        )
    except (TypeError, ValueError, AttributeError) as error:
        raise ProtocolError("not a reading") from error


def _count(value: object, most: int) -> int:
    if not isinstance(value, int) or not 0 <= value <= most:
        raise ProtocolError("a number is out of range")
    return value


def _span(start: object, end: object, length: int) -> tuple[int, int]:
    low, high = _count(start, length), _count(end, length)
    if low > high:
        raise ProtocolError("a span ends before it starts")
    return low, high


def _one_of(value: object, known: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in known:
        raise ProtocolError("an unknown name")
    return value


def _is_sha256(text: str) -> bool:
    return len(text) == 64 and all(character in "0123456789abcdef" for character in text)
