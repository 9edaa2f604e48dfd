"""The index for searching the texts of documents: words only, made from the table ``text``."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator

UNREADABLE = (zlib.error, ValueError, LookupError, TypeError, AttributeError)
"""What damaged parts of a text raise: compression, UTF-8, JSON, shape."""

_INSERT = "INSERT INTO text_search (rowid, body) VALUES (?, ?)"


def add(connection: sqlite3.Connection, key: int, body: str) -> None:
    """Index a text: `body` is the text without its side texts."""
    connection.execute(_INSERT, (key, body))


def bodies(connection: sqlite3.Connection, of: int | None = None) -> Iterator[tuple[int, str]]:
    """The key and body of each text, or of one, as the index should hold them; unreadable texts are left out."""
    for key, body, layout in connection.execute(
        "SELECT key, body, layout FROM text WHERE ifnull(key = ?, 1) ORDER BY key", (of,)
    ):
        try:
            words = zlib.decompress(body).decode("utf-8")[: json.loads(zlib.decompress(layout))["body_end"]]
        except UNREADABLE:
            continue
        yield key, words


def make_again(connection: sqlite3.Connection) -> Iterator[None]:
    """Rebuild the index from the texts, one step for each."""
    connection.execute("INSERT INTO text_search (text_search) VALUES ('delete-all')")
    keys = [key for (key,) in connection.execute("SELECT key FROM text ORDER BY key")]
    for key in keys:
        for found in bodies(connection, key):
            add(connection, *found)
        yield
