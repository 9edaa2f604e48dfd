"""Texts of documents on their way from and to other copies: checked as what strangers made."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Container, Iterator

from review.domain.team.exchange import SharedText
from review.journal import text_index
from review.journal.journal import Journal
from review.journal.verification.texts import fault_of

LARGEST = 256 * 2**20
"""The most bytes of a text, or of its pages and passages, once unpacked."""


def known(journal: Journal) -> frozenset[str]:
    """The SHA-256 of the texts that are there."""
    return frozenset(sha256 for (sha256,) in journal.rows("SELECT text_sha256 FROM text"))


def named(journal: Journal) -> frozenset[str]:
    """The SHA-256 of the texts that acts name, stored here or not."""
    found = journal.rows(
        "SELECT DISTINCT json_extract(act, '$.text_sha256') FROM event WHERE kind IN ('ingest', 'reread') AND json_valid(act)"
    )
    return frozenset(str(text) for (text,) in found if text)


def lacking(journal: Journal) -> int:
    """How many documents have a text that is not stored here."""
    missing = "text_sha256 <> '' AND text_sha256 NOT IN (SELECT text_sha256 FROM text)"
    return int(journal.value(f"SELECT count(*) FROM record WHERE {missing}"))


def to_send(journal: Journal, have: Container[str] = ()) -> Iterator[SharedText]:
    """The texts that somebody lacks who has those given by their SHA-256; damaged ones are left out."""
    for sha256 in sorted(known(journal)):
        if sha256 not in have and (text := _read(journal, sha256)):
            yield text


def _read(journal: Journal, sha256: str) -> SharedText | None:
    row = journal.row("SELECT body, layout, glyphs, reader FROM text WHERE text_sha256 = ?", (sha256,))
    try:
        return unpacked(sha256, *row)
    except text_index.UNREADABLE:
        return None


def unpacked(sha256: str, body: bytes, layout: bytes, glyphs: bytes, reader: str) -> SharedText:
    """A text as it travels, from its row.

    Raises:
        zlib.error, ValueError, TypeError: the row is damaged, or unpacks to more than `LARGEST`.
    """
    if type(glyphs) is not bytes or type(reader) is not str:
        raise TypeError("a column of another type")
    return SharedText(
        sha256, _inflated(body).decode("utf-8"), _inflated(layout).decode("ascii"), glyphs, reader
    )


def _inflated(packed: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    found = unpacking.decompress(packed, LARGEST)
    if not unpacking.eof:
        raise ValueError("more than fits, or cut short")
    return found


def fault(journal: Journal, text: SharedText, *, is_new: bool, is_named: bool) -> str:
    """Why a text from elsewhere is not stored, in words, or ``""``; of one that is there only the text is checked."""
    try:
        body, layout = text.text.encode("utf-8"), text.layout.encode("ascii")
    except UnicodeEncodeError:
        return "its text holds what is not text"
    if hashlib.sha256(body).hexdigest() != text.sha256:
        return "its text does not give its SHA-256"
    if not is_named:
        return "belongs to no document of this review"
    if not is_new:
        return ""
    if max(len(body), len(layout), len(text.glyphs)) > LARGEST:
        return "it is too large"
    row = (zlib.compress(body), zlib.compress(layout), text.glyphs, text.reader)
    return fault_of(text.sha256, row, _digests(journal, text.sha256))


def _digests(journal: Journal, sha256: str) -> frozenset[tuple[str, str]]:
    """The SHA-256 of pages and glyph map that the acts name which brought a text."""
    found = journal.rows(
        "SELECT json_extract(act, '$.layout_sha256'), json_extract(act, '$.glyphs_sha256') FROM event"
        " WHERE kind IN ('ingest', 'reread') AND json_valid(act) AND json_extract(act, '$.text_sha256') = ?",
        (sha256,),
    )
    return frozenset((str(layout), str(glyphs)) for layout, glyphs in found if layout is not None)


def store(connection: sqlite3.Connection, text: SharedText) -> bool:
    """Store a text that has no fault, unless it is there; returns whether it was new."""
    packed = (
        zlib.compress(text.text.encode("utf-8")),
        zlib.compress(text.layout.encode("ascii")),
        text.glyphs,
        text.reader,
    )
    inserted = connection.execute(
        "INSERT OR IGNORE INTO text (text_sha256, body, layout, glyphs, reader) VALUES (?,?,?,?,?)",
        (text.sha256, *packed),
    )
    if inserted.rowcount:
        key = inserted.lastrowid or 0
        for found in text_index.bodies(connection, key):
            text_index.add(connection, *found)
    return bool(inserted.rowcount)
