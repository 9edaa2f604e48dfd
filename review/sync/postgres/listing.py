"""What the reviews on a server are called."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from review.domain.wording.one_line import first_words
from review.sync.postgres.rows import event_in

if TYPE_CHECKING:
    import psycopg

_LARGEST = 4 * 2**20
_MAPS = (
    "SELECT DISTINCT ON (review) review, hash, body FROM event"
    """ WHERE body LIKE '%%"kind":"adopt"%%' AND octet_length(body) <= %s ORDER BY review, written_in DESC"""
)


def titles(connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, str]:
    """By review the first words of the title in the theory map that came last; a review whose map cannot be read has none.

    Raises:
        psycopg.Error: see `in_plain_words`.
    """
    found: dict[str, str] = {}
    for review, hash_, body in connection.execute(_MAPS.encode(), (_LARGEST,)):
        with suppress(ValueError, LookupError, TypeError, RecursionError):
            act = json.loads(event_in(str(review), str(hash_), str(body)).act)
            title = json.loads(act["map"])["title"]
            found[str(review)] = first_words("".join(sign for sign in str(title) if sign.isprintable()))
    return found
