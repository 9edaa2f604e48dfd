"""Unfinished imports: a mark in ``meta`` that moves with each step and is removed with the last."""

from __future__ import annotations

import json
import os
from typing import NamedTuple

from review.journal.journal import Journal

_PREFIX = "import:"


class Unfinished(NamedTuple):
    """An import that was stopped after `done` of `total` references of the file with that name.

    Its decisions share `batch`; `reviewer` imported them. Marks of earlier versions have neither.
    """

    name: str
    done: int
    total: int
    batch: str = ""
    reviewer: str = ""


def mark(journal: Journal, at: Unfinished) -> None:
    """Store how far the import of a file is, in the transaction of its latest step."""
    body = {
        "done": at.done,
        "total": at.total,
        "process": os.getpid(),
        "batch": at.batch,
        "reviewer": at.reviewer,
    }
    journal.database.set_meta(_PREFIX + at.name, json.dumps(body))


def batch_of(journal: Journal, name: str, reviewer: str) -> str:
    """The batch of the decisions that this reviewer's stopped import of a file stored; ``""`` if none of it stands."""
    batches = [one.batch for one in imports(journal) if (one.name, one.reviewer) == (name, reviewer)]
    if not batches or not batches[0] or journal.value(_UNDONE, (batches[0],)):
        return ""
    return batches[0]


_UNDONE = (
    "SELECT 1 FROM undone CROSS JOIN event ON event.hash = undone.event WHERE kind = 'decide'"
    " AND json_extract(act, '$.batch') = ? LIMIT 1"
)


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
            known = (str(marked.get(one, "")) for one in ("batch", "reviewer"))
            found.append(Unfinished(name.removeprefix(_PREFIX), marked["done"], marked["total"], *known))
    return found


def _is_at_work(process: int) -> bool:
    import psutil

    return process != os.getpid() and psutil.pid_exists(process)
