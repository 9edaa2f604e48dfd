"""Unfinished imports: a mark in ``meta`` that moves with each step and is removed with the last."""

from __future__ import annotations

import json
import os
from typing import NamedTuple

from review.journal.journal import Journal

_PREFIX = "import:"


class Unfinished(NamedTuple):
    """An import that was stopped after `done` of `total` references of the file with that name."""

    name: str
    done: int
    total: int


def mark(journal: Journal, name: str, done: int, total: int) -> None:
    """Store how far the import of a file is, in the transaction of its latest step."""
    body = json.dumps({"done": done, "total": total, "process": os.getpid()})
    journal.database.set_meta(_PREFIX + name, body)


def finish(journal: Journal, name: str) -> None:
    """Remove the mark of a complete import, and those of stopped imports that were reported."""
    stopped = [name, *(one.name for one in imports(journal))]
    with journal.transaction() as connection:
        connection.executemany("DELETE FROM meta WHERE name = ?", [(_PREFIX + one,) for one in stopped])


def imports(journal: Journal) -> list[Unfinished]:
    """Stopped imports by file name; those still running are left out."""
    found = []
    for name, body in journal.rows(
        "SELECT name, value FROM meta WHERE name GLOB ? ORDER BY name", (_PREFIX + "*",)
    ):
        marked = json.loads(body)
        if not _is_at_work(marked["process"]):
            found.append(Unfinished(name.removeprefix(_PREFIX), marked["done"], marked["total"]))
    return found


def _is_at_work(process: int) -> bool:
    import psutil

    return process != os.getpid() and psutil.pid_exists(process)
