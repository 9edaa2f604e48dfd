"""Frozen texts, stored beside the events under their SHA-256."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from review.domain.document import Document, LabelSource, Page, Passage, PassageKind, SideText
from review.domain.wording.short_id import short_id
from review.errors import JournalError
from review.journal import text_index
from review.journal.journal import Journal
from review.journal.text_index import UNREADABLE

_SOURCE = 7
"""The place of a label's source among the values of a page."""


def store(journal: Journal, document: Document) -> None:
    """Store a document's text; an existing one stays as it is (the first reading stays)."""
    with journal.transaction() as connection:
        inserted = connection.execute(
            "INSERT OR IGNORE INTO text (text_sha256, body, layout, glyphs, reader) VALUES (?,?,?,?,?)",
            (
                document.text_sha256,
                zlib.compress(document.text.encode("utf-8")),
                _layout(document),
                document.glyphs,
                document.reader,
            ),
        )
        if inserted.rowcount:
            text_index.add(connection, inserted.lastrowid or 0, document.text[: document.body_end])


def renew(journal: Journal, document: Document) -> None:
    """Store what another reading says about an existing text: pages, passages, the map to glyphs."""
    with journal.transaction() as connection:
        connection.execute(
            "UPDATE text SET layout = ?, glyphs = ?, reader = ? WHERE text_sha256 = ?",
            (_layout(document), document.glyphs, document.reader, document.text_sha256),
        )


def digests(journal: Journal, text_sha256: str) -> dict[str, str]:
    """The SHA-256 of layout and glyph map, for the act that brings a text: `verify` compares them with what is stored.

    Of what is stored and not of the reading, since a text that is there already keeps what its first reading said.
    """
    row = journal.row("SELECT layout, glyphs FROM text WHERE text_sha256 = ?", (text_sha256,))
    try:
        return digests_of(*row) if row else {}
    except UNREADABLE:
        return {}


def digests_of(layout: bytes, glyphs: bytes) -> dict[str, str]:
    """`digests` for the values of a row.

    Raises:
        zlib.error, TypeError: it is not what was stored.
    """
    return {
        "layout_sha256": hashlib.sha256(zlib.decompress(layout)).hexdigest(),
        "glyphs_sha256": hashlib.sha256(glyphs).hexdigest(),
    }


def _layout(document: Document) -> bytes:
    layout = {
        "body_end": document.body_end,
        "pages": [
            [p.number, p.label, p.start, p.end, p.width, p.height, p.recognised, p.label_source]
            for p in document.pages
        ],
        "passages": [[p.start, p.end, p.kind, p.section] for p in document.passages],
        "asides": [[a.start, a.end, a.page, a.kind] for a in document.asides],
    }
    return zlib.compress(json.dumps(layout, separators=(",", ":")).encode("ascii"))


def recognised_pages(journal: Journal, text_sha256: str) -> tuple[int, ...]:
    """The numbers of a text's pages that come from text recognition; none for an unknown text."""
    row = journal.row("SELECT layout FROM text WHERE text_sha256 = ?", (text_sha256,))
    try:
        pages = json.loads(zlib.decompress(row[0]))["pages"] if row else []
        return tuple(page.number for page in map(_page, pages) if page.recognised)
    except UNREADABLE:
        return ()


def paragraphs(journal: Journal, text_sha256: str) -> tuple[tuple[int, int], ...]:
    """The spans of a text's paragraphs, without reading the text itself; none for an unknown text."""
    row = journal.row("SELECT layout FROM text WHERE text_sha256 = ?", (text_sha256,))
    try:
        passages = json.loads(zlib.decompress(row[0]))["passages"] if row else []
        return tuple((start, end) for start, end, kind, _ in passages if kind == PassageKind.PARAGRAPH)
    except UNREADABLE:
        return ()


def pages_of(journal: Journal, text_sha256: str) -> Document | None:
    """A document without its words, to find the page or paragraph of a place in it; None for an unknown text.

    Only one that is cited by paragraph has its passages.
    """
    row = journal.row("SELECT layout FROM text WHERE text_sha256 = ?", (text_sha256,))
    try:
        return _without_words(text_sha256, json.loads(zlib.decompress(row[0]))) if row else None
    except UNREADABLE:
        return None


def lengths(journal: Journal, records: Iterable[str], texts_in: Journal) -> dict[str, int]:
    """The number of characters of the present texts of records, without what is beside the text; `texts_in` has the texts."""
    rows = journal.rows(
        "SELECT record, text_sha256 FROM record WHERE record IN (SELECT value FROM json_each(?))",
        (json.dumps(list(records)),),
    )
    found = ((record, pages_of(texts_in, text_sha256)) for record, text_sha256 in rows)
    return {record: document.body_end for record, document in found if document}


def _without_words(text_sha256: str, layout: dict[str, Any]) -> Document:
    pages = tuple(map(_page, layout["pages"]))
    asides = tuple(SideText(*aside) for aside in layout["asides"])
    passages = _passages(layout["passages"]) if pages and pages[0].label_source is LabelSource.NONE else ()
    return Document("", text_sha256, layout["body_end"], pages, passages, asides)


def _passages(kept: list[list[Any]]) -> tuple[Passage, ...]:
    return tuple(Passage(start, end, PassageKind(kind), section) for start, end, kind, section in kept)


def words_of(journal: Journal, text_sha256: str, start: int, end: int) -> str:
    """A span of a text, without reading its pages and passages; empty for an unknown text."""
    row = journal.row("SELECT body FROM text WHERE text_sha256 = ?", (text_sha256,))
    try:
        return zlib.decompress(row[0]).decode("utf-8")[start:end] if row else ""
    except UNREADABLE:
        return ""


def load(journal: Journal, text_sha256: str) -> Document | None:
    """The document with that text, or None.

    Raises:
        JournalError: what is stored of it cannot be read.
    """
    row = journal.row("SELECT body, layout, glyphs, reader FROM text WHERE text_sha256 = ?", (text_sha256,))
    if row is None:
        return None
    try:
        return document_of(text_sha256, *row)
    except UNREADABLE:
        raise JournalError(
            f"text {short_id(text_sha256)}: the stored text is damaged; `review verify` reports details, `review restore` goes back to a copy"
        ) from None


def document_of(text_sha256: str, body: bytes, layout: bytes, glyphs: bytes, reader: str) -> Document:
    """The document that a row of texts holds.

    Raises:
        zlib.error, ValueError, LookupError, TypeError: a part of the row is not what was stored.
    """
    kept: dict[str, Any] = json.loads(zlib.decompress(layout))
    return Document(
        text=zlib.decompress(body).decode("utf-8"),
        text_sha256=text_sha256,
        body_end=kept["body_end"],
        pages=tuple(map(_page, kept["pages"])),
        passages=_passages(kept["passages"]),
        asides=tuple(SideText(*aside) for aside in kept["asides"]),
        glyphs=glyphs,
        reader=reader,
    )


def _page(kept: list[Any]) -> Page:
    """The page that a layout holds; layouts from before sources of labels were kept end earlier.

    Raises:
        ValueError, TypeError: it is not what was stored.
    """
    source = kept[_SOURCE] if len(kept) > _SOURCE else LabelSource.PRINTED
    return replace(Page(*kept[:_SOURCE]), label_source=LabelSource(source))
