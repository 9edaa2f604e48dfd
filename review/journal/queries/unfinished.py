"""Imports that have not come to their end: a mark in this file, which moves with each step and goes with the last."""

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
    """Note how far the import of a file is, in the transaction of what it has just stored."""
    body = json.dumps({"done": done, "total": total, "process": os.getpid()})
    journal.set_meta(_PREFIX + name, body)


def finish(journal: Journal, name: str) -> None:
    """Forget the import of that file, which is complete, and those that were stopped before and told since."""
    stopped = [name, *(one.name for one in imports(journal))]
    with journal.transaction() as connection:
        connection.executemany("DELETE FROM meta WHERE name = ?", [(_PREFIX + one,) for one in stopped])


def imports(journal: Journal) -> list[Unfinished]:
    """The imports that were stopped, by the file's name; those at which a process is at work are left out."""
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
