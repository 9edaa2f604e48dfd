"""Frozen texts, beside the journal, keyed by their SHA-256."""

from __future__ import annotations

import json
import zlib

from review.journal.journal import Journal
from review.model import Aside, Document, Page, Passage, PassageKind


def store(journal: Journal, document: Document) -> None:
    """Keep a document's text; one that is there already is left as it is (the first reading stays)."""
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
            connection.execute(
                "INSERT INTO text_search (rowid, body) VALUES (?, ?)",
                (inserted.lastrowid, document.text[: document.body_end]),
            )


def renew(journal: Journal, document: Document) -> None:
    """Keep what another reading says about a text that is there already: pages, passages, the way back to glyphs."""
    with journal.transaction() as connection:
        connection.execute(
            "UPDATE text SET layout = ?, glyphs = ?, reader = ? WHERE text_sha256 = ?",
            (_layout(document), document.glyphs, document.reader, document.text_sha256),
        )


def _layout(document: Document) -> bytes:
    layout = {
        "body_end": document.body_end,
        "pages": [
            [p.number, p.label, p.start, p.end, p.width, p.height, p.recognised] for p in document.pages
        ],
        "passages": [[p.start, p.end, p.kind, p.section] for p in document.passages],
        "asides": [[a.start, a.end, a.page, a.kind] for a in document.asides],
    }
    return zlib.compress(json.dumps(layout, separators=(",", ":")).encode("ascii"))


def recognised_pages(journal: Journal, text_sha256: str) -> tuple[int, ...]:
    """The numbers of the pages of a text that come from text recognition; none for a text that is not there."""
    row = journal.row("SELECT layout FROM text WHERE text_sha256 = ?", (text_sha256,))
    pages = json.loads(zlib.decompress(row[0]))["pages"] if row else []
    return tuple(page.number for page in (Page(*values) for values in pages) if page.recognised)


def load(journal: Journal, text_sha256: str) -> Document | None:
    """The document with that text, or None."""
    row = journal.row("SELECT body, layout, glyphs, reader FROM text WHERE text_sha256 = ?", (text_sha256,))
    if row is None:
        return None
    layout = json.loads(zlib.decompress(row[1]))
    return Document(
        text=zlib.decompress(row[0]).decode("utf-8"),
        text_sha256=text_sha256,
        body_end=layout["body_end"],
        pages=tuple(Page(*page) for page in layout["pages"]),
        passages=tuple(
            Passage(start, end, PassageKind(kind), section)
            for start, end, kind, section in layout["passages"]
        ),
        asides=tuple(Aside(*aside) for aside in layout["asides"]),
        glyphs=row[2],
        reader=row[3],
    )
