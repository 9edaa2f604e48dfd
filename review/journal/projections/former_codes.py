"""Codes as they stand: ids that codes had before a merge, move or split lead to those they have now."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache


def former_codes(connection: sqlite3.Connection) -> Mapping[str, str]:
    """For each id that a code had before, by the present theory map, the one it has now."""
    row = connection.execute("SELECT map FROM theory_version ORDER BY number DESC LIMIT 1").fetchone()
    return _former_in(row[0]) if row else {}


def former_codes_under(connection: sqlite3.Connection, event: str) -> Mapping[str, str]:
    """The same by the version of the map that an act on it made; by the present one if that version is undone."""
    row = connection.execute("SELECT map FROM theory_version WHERE event = ?", (event,)).fetchone()
    return _former_in(row[0]) if row else former_codes(connection)


def former_codes_by_event(connection: sqlite3.Connection, *, after: int) -> Mapping[str, str]:
    """The same of every version after one with a number, as JSON, by the event that made it."""
    sql = "SELECT event, json_extract(map, '$.former_codes') FROM theory_version WHERE number > ? AND json_valid(map)"
    return dict(connection.execute(sql, (after,)))


def present_code(connection: sqlite3.Connection, target: str) -> str:
    """The id that a code has now; of anything else, its own."""
    return former_codes(connection).get(target, target)


@lru_cache(maxsize=2)
def _former_in(text: str) -> Mapping[str, str]:
    return json.loads(text).get("former_codes") or {}


def present(codes: Iterable[str], former: Mapping[str, str]) -> dict[str, str]:
    """Codes as they stand, in order, each with the one it was put as.

    Of several that became one, the one that kept its id counts, else the first.
    """
    found: dict[str, str] = {}
    for coded in codes:
        code = former.get(coded, coded)
        if code not in found or coded == code:
            found[code] = coded
    return found


def found_as(code: str, among: Collection[str], former: Mapping[str, str]) -> str:
    """The id under which a code is among others: its own, else one that led or leads to the same code; ``""`` if none is."""
    if code in among:
        return code
    now = former.get(code, code)
    return next((other for other in among if former.get(other, other) == now), "")


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """The codes of rows that may have another code now."""
    codes: set[str] = set()
    for old in before.keys() | after.keys():
        if before.get(old) != after.get(old):
            codes |= {old, before.get(old, old), after.get(old, old)}
    return sorted(codes)
