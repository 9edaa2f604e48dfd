"""Events and texts in backups that the journal lacks: a cut-off end, a lost write-ahead log, an older file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from review.domain.wording.counted import are, counted
from review.domain.wording.short_id import short_id
from review.errors import ReviewError
from review.journal import file_set, opening
from review.journal.journal import Journal

_LISTED = 5


def lost_events(journal: Journal) -> Iterator[str]:
    """Events and texts that the journal lacks, from the newest copy that has any.

    The newest of all is not enough: it may have been made at an opening after the loss.
    """
    with journal.snapshot() as connection:
        for path in _newest_first(journal.path.parent / file_set.BACKUPS):
            try:
                lines = list(_lost(connection, path))
            except (ReviewError, sqlite3.Error, OSError):
                continue  # skip an unreadable copy
            if lines:
                yield from lines
                return


def _newest_first(folder: Path) -> list[Path]:
    """The automatic copies, newest first, without those from before a restore."""
    found = []
    for path in folder.glob("review-????????T??????*.db"):
        try:
            found.append((path.stat().st_mtime_ns, path.name, path))
        except OSError:
            continue
    newest_first = [path for *_, path in sorted(found, reverse=True)]
    for place, path in enumerate(newest_first):
        if path.name.endswith(file_set.BEFORE_RESTORE):
            # What a restore replaced is not lost: it is in this file, as `restore` reported.
            return newest_first[:place]
    return newest_first


def _lost(connection: sqlite3.Connection, path: Path) -> Iterator[str]:
    name = f"{file_set.BACKUPS}/{path.name}"
    connected, _ = opening.connect_reading(path)
    with closing(connected) as copy:
        number = 0
        listed: list[str] = []
        for hash_, time in copy.execute("SELECT hash, time FROM event ORDER BY clock, hash"):
            if not connection.execute("SELECT 1 FROM event WHERE hash = ?", (hash_,)).fetchone():
                number += 1
                if len(listed) < _LISTED:
                    listed.append(f"{short_id(str(hash_))} of {str(time)[:19]}")
        if number:
            more = f" and {number - len(listed):,} more" if number > len(listed) else ""
            yield (
                f"{counted(number, 'event')} of {name} {are(number)} missing here"
                f" ({', '.join(listed)}{more}): `review restore {name}` goes back to that copy"
            )
        for (text_sha256,) in copy.execute("SELECT text_sha256 FROM text"):
            if not connection.execute("SELECT 1 FROM text WHERE text_sha256 = ?", (text_sha256,)).fetchone():
                yield f"text {short_id(str(text_sha256))}: is in {name} and missing here; `review restore {name}` goes back to that copy"
