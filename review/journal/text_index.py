"""The index for searching the texts of documents: words only, made from the table ``text``."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator

UNREADABLE = (zlib.error, ValueError, LookupError, TypeError, AttributeError)
"""What damaged parts of a text raise: compression, UTF-8, JSON, shape."""

_INSERT = "INSERT INTO text_search (rowid, body) VALUES (?, ?)"
_DELETE = "INSERT INTO text_search (text_search, rowid, body) VALUES ('delete', ?, ?)"


def add(connection: sqlite3.Connection, key: int, body: str) -> None:
    """Index a text: `body` is the text without its side texts."""
    from review.domain.texts.characters import in_pairs

    connection.execute(_INSERT, (key, in_pairs(body)))


def bodies(connection: sqlite3.Connection, of: int | None = None) -> Iterator[tuple[int, str]]:
    """The key and body of each text, or of one; unreadable texts are left out."""
    for key, body, layout in connection.execute(
        "SELECT key, body, layout FROM text WHERE ifnull(key = ?, 1) ORDER BY key", (of,)
    ):
        try:
            words = zlib.decompress(body).decode("utf-8")[: json.loads(zlib.decompress(layout))["body_end"]]
        except UNREADABLE:
            continue
        yield key, words


def words(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """What the index should hold of every text."""
    from review.domain.texts.characters import in_pairs

    return ((key, in_pairs(body)) for key, body in bodies(connection))


def pair_characters(connection: sqlite3.Connection) -> Iterator[None]:
    """Index again the texts with Chinese, Japanese or Korean characters, of which an older version indexed whole runs.

    One step for each text.
    """
    from review.domain.texts.characters import in_pairs

    try:
        for key, body in bodies(connection):
            if in_pairs(body) != body:
                # An index without the texts needs the old text to remove it.
                connection.execute(_DELETE, (key, body))
                add(connection, key, body)
            yield
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        # The index was damaged, or lacked texts, before: a review that could be opened stays one that can be opened.
        yield from make_again(connection)


def make_again(connection: sqlite3.Connection) -> Iterator[None]:
    """Rebuild the index from the texts, one step for each."""
    connection.execute("INSERT INTO text_search (text_search) VALUES ('delete-all')")
    keys = [key for (key,) in connection.execute("SELECT key FROM text ORDER BY key")]
    for key in keys:
        for found in bodies(connection, key):
            add(connection, *found)
        yield
