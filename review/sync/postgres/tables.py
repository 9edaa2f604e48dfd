"""The tables on a server: how they are made, and how they are recognised."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.sync.postgres.connecting import ServerError

if TYPE_CHECKING:
    import psycopg

VERSION = 1
"""Raise it when the tables change in a way that earlier programs cannot use."""

_MARK = "realist-review "
"""Begins the comment on each table, with its version behind: only its owner can change it."""

EVENT = """
CREATE TABLE event (
    review text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL,
    body text COLLATE "C" NOT NULL,  -- the canonical JSON that gives the hash
    written_by text NOT NULL DEFAULT session_user,
    written_at timestamptz NOT NULL DEFAULT now(),
    written_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (review, hash),
    CONSTRAINT event_has_its_hash CHECK (hash = encode(sha256(convert_to(body, 'UTF8')), 'hex'))
)
"""
TEXT = """
CREATE TABLE text (
    review text COLLATE "C" NOT NULL,
    sha256 text COLLATE "C" NOT NULL,
    body bytea NOT NULL,             -- UTF-8
    layout bytea NOT NULL,           -- JSON: pages, passages, side texts
    glyphs bytea NOT NULL,
    reader text NOT NULL,
    written_by text NOT NULL DEFAULT session_user,
    written_at timestamptz NOT NULL DEFAULT now(),
    written_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (review, sha256),
    CONSTRAINT text_has_its_hash CHECK (sha256 = encode(sha256(body), 'hex'))
)
"""
STATEMENTS = (
    EVENT,
    "CREATE INDEX event_written_in ON event (review, written_in)",
    f"COMMENT ON TABLE event IS '{_MARK}{VERSION}'",
    TEXT,
    "CREATE INDEX text_written_in ON text (review, written_in)",
    f"COMMENT ON TABLE text IS '{_MARK}{VERSION}'",
)
"""What makes the tables, in order.

A row whose content does not give its hash cannot be stored, so nobody can take the place of an event to come.
`written_in` is the transaction: numbers of rows are not enough, since a row with a lower number may appear later.
"""

_LOCK = 0x72657677
"""An advisory lock, the journal's mark: two who come first at once would both make the tables."""

_FOUND = "SELECT obj_description(oid, 'pg_class') FROM pg_class WHERE relname IN ('event', 'text') AND pg_table_is_visible(oid)"
"""By a query, because what looks names up, as `to_regclass`, remembers for a while that there was none."""


def make_or_check(connection: psycopg.Connection[tuple[object, ...]], shown: str) -> None:
    """Make the tables where there are none, else check that they are ours and of a version that is known.

    Raises:
        ServerError: they are another program's, or of another version, or may not be made.
        psycopg.Error: see `in_plain_words`.
    """
    import psycopg

    if _is_there(connection, shown):
        return
    try:
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            if not _is_there(connection, shown):
                for statement in STATEMENTS:
                    connection.execute(statement.encode())
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.InvalidSchemaName):
        raise ServerError(
            f"{shown}: has no tables for reviews yet, and this user may not make them; "
            "its administrator can (docs/reference/server.md)"
        ) from None


def check(connection: psycopg.Connection[tuple[object, ...]], shown: str) -> None:
    """Check that the tables are there, ours and of a version that is known.

    Raises:
        ServerError: they are not.
        psycopg.Error: see `in_plain_words`.
    """
    if not _is_there(connection, shown):
        raise ServerError(f"{shown}: holds no review yet; `review sync` of a copy that has it puts it there")


def _is_there(connection: psycopg.Connection[tuple[object, ...]], shown: str) -> bool:
    """Whether both tables are there; raises `ServerError` if they are not usable."""
    marks = [mark for (mark,) in connection.execute(_FOUND)]
    if not marks:
        return False
    found = [re.fullmatch(rf"{_MARK}([0-9]{{1,6}})", str(mark)) for mark in marks]
    versions = {int(one[1]) for one in found if one}
    if len(marks) < 2 or not all(found):
        raise ServerError(
            f"{shown}: has a table `event` or `text` of another program; use a database of its own for reviews"
        )
    if max(versions) > VERSION:
        raise ServerError(
            f"{shown}: its tables are of a newer realist-review (version {max(versions)}; this one knows {VERSION}); update the program"
        )
    if min(versions) < VERSION:
        raise ServerError(
            f"{shown}: its tables are of an older realist-review (version {min(versions)}; this one needs {VERSION}); "
            "use a new database, every copy sends again what it lacks"
        )
    return True
