"""A look at a journal that neither changes it nor takes long, however large it is."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from msgspec import Struct

from review.journal import file_set, opening, schema


class Glance(Struct, frozen=True):
    """What shows at a glance.

    Attributes:
        acts: how many acts the file holds.
        size: its size in bytes.
        is_up_to_date: whether this version of the program wrote it; else the next opening updates it.
        shared_at: where it was exchanged last, a folder or a server's address without its password, or ``""``.
    """

    acts: int
    size: int
    is_up_to_date: bool
    shared_at: str


def glance(path: Path) -> Glance:
    """Look at the journal at `path`.

    Raises:
        JournalError: it is damaged, newer than this program, or another program's; the line says what to do.
    """
    file_set.check(path)
    connection, _ = opening.connect_reading(path)
    with closing(connection), opening.in_plain_words(path):
        (made,) = connection.execute("PRAGMA user_version").fetchone()
        if not made:
            return Glance(0, file_set.size_of(path), is_up_to_date=True, shared_at="")
        (acts,) = connection.execute("SELECT coalesce(max(sequence), 0) FROM event").fetchone()
        shared = connection.execute("SELECT value FROM meta WHERE name = 'shared_at'").fetchone()
        tables = opening.projections_version(connection)
    return Glance(
        int(acts),
        file_set.size_of(path),
        (made, tables) == (schema.VERSION, schema.PROJECTIONS_VERSION),
        str(shared[0]) if shared else "",
    )
