"""A look at a journal that neither changes it nor takes long, however large it is."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

from msgspec import Struct

from review.journal import file_set, opening, schema
from review.journal.appending.one import now
from review.journal.queries.team.copies import DATED_AFTER, dated_in_words


class Glance(Struct, frozen=True):
    """What shows at a glance.

    Attributes:
        acts: how many acts the file holds.
        size: its size in bytes.
        is_up_to_date: whether this version of the program wrote it; else the next opening updates it.
        shared_at: where it was exchanged last, a folder or a server's address without its password, or ``""``.
        ahead: the acts that are dated in the future, in words, or ``""``.
        codes: how many codes its theory map has, sub-themes included; None where it does not show.
    """

    acts: int
    size: int
    is_up_to_date: bool
    shared_at: str
    ahead: str = ""
    codes: int | None = None


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
        ahead = dated_in_words(connection.execute(DATED_AFTER, (now(),)).fetchone())
        is_up_to_date = (made, opening.projections_version(connection)) == (
            schema.VERSION,
            schema.PROJECTIONS_VERSION,
        )
        codes = _codes(connection) if is_up_to_date else None
    return Glance(
        int(acts),
        file_set.size_of(path),
        is_up_to_date,
        str(shared[0]) if shared else "",
        ahead,
        codes,
    )


def _codes(connection: Connection) -> int | None:
    """How many codes the last version of the theory map has; None if there is none, or it cannot be read."""
    row = connection.execute("SELECT map FROM theory_version ORDER BY number DESC LIMIT 1").fetchone()
    try:
        plain = json.loads(row[0]) if row else None
        theories = [*plain["theories"].values(), *plain.get("rival_framings", {}).values()] if plain else []
        return sum(1 + len(one.get("subthemes", {})) for one in theories) if plain else None
    except (ValueError, TypeError, LookupError, AttributeError):
        return None
