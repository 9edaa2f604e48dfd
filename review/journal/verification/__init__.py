"""Verification of events, of the tables made from them, of texts and files, and of foreign parts in the database.

Each check yields one line per problem and reads the journal row by row, on a connection of its own that returns bytes
that are not text as they are. No check trusts what a column holds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from review.domain import unread
from review.domain.counts import lost_in_words
from review.errors import ReviewError
from review.journal import updating
from review.journal.event import Columns
from review.journal.journal import Journal
from review.journal.queries.counts import lost_codings
from review.journal.queries.letters import clashes
from review.journal.queries.team.copies import dated_in_future
from review.journal.queries.unread import unread_events
from review.journal.updating import Progress
from review.journal.verification.copies import lost_events
from review.journal.verification.events import (
    act_problems,
    broken_events,
    event_findings,
    forks,
)
from review.journal.verification.file import foreign_parts, integrity_problems, lost_rows, setting_problems
from review.journal.verification.folder import file_problems, files_of_other_copies
from review.journal.verification.tables import projection_problems
from review.journal.verification.texts import coding_problems, text_problems

_TO_A_COPY = "go back to a copy in backups/ with `review restore FILE`"


CHECKS = 11
"""How many checks `problems` makes."""


def problems(
    journal: Journal, folder: Path, progress: Progress = lambda _done, _total: None
) -> Iterator[str]:
    """One line for each problem; nothing if all is well.

    `progress` is called before each check with the number of checks done and their total; it may raise to end them.
    """
    done = count()

    def guarded(check: Callable[[Journal], Iterator[str]]) -> Iterator[str]:
        progress(next(done), CHECKS)
        return _guarded(check, journal)

    misplaced: dict[str, Columns] = {}

    def event_problems(of: Journal) -> Iterator[str]:
        for found in event_findings(of):
            if found.right:
                misplaced[found.hash] = found.right
            yield found.line

    whole = True
    for damage in (integrity_problems, foreign_parts, event_problems, lost_events):
        lines = 0
        for line in guarded(damage):
            lines += 1
            yield line
        # Foreign triggers do not damage events, and neither do wrong columns that are made from them.
        if damage is event_problems:
            lines -= len(misplaced)
        whole = whole and (not lines or damage is foreign_parts)
    yield from guarded(act_problems)
    texts_whole = True
    for line in guarded(text_problems):
        texts_whole = False
        yield line
    yield from guarded(
        lambda of: projection_problems(of, whole=whole, texts_whole=texts_whole, misplaced=misplaced)
    )
    yield from guarded(coding_problems)
    yield from guarded(setting_problems)
    yield from guarded(lost_rows)
    yield from guarded(lambda of: file_problems(of, folder))


def notices(journal: Journal, folder: Path) -> Iterator[str]:
    """A line for each notice that is not a problem of this file.

    These are events from a newer version, acts that are dated in the future, chains that part since a file was copied and written to in two places, letters
    that another copy probably gave to other records, documents that only other copies have, and codings that the present
    texts do not have.
    """
    yield from _guarded(lambda of: iter(unread.notices(unread_events(of))), journal)
    yield from _guarded(lambda of: filter(None, [dated_in_future(of)]), journal)
    yield from _guarded(forks, journal)
    yield from _guarded(lambda of: (clash.line for clash in clashes(of)), journal)
    yield from _guarded(lambda of: files_of_other_copies(of, folder), journal)
    yield from _guarded(lambda of: filter(None, [lost_in_words(lost_codings(of))]), journal)


def _guarded(check: Callable[[Journal], Iterator[str]], journal: Journal) -> Iterator[str]:
    """The lines of a check; the last one says if damage stopped it."""
    try:
        yield from check(journal)
    except (ReviewError, sqlite3.Error) as error:
        said = str(error).removeprefix(f"{journal.path.name}: ")
        yield f"{journal.path.name}: cannot be read to the end ({said}); {_TO_A_COPY}"
    except Exception as error:  # noqa: BLE001 - an unexpected failure in a damaged file must not hide what other checks find
        said = " ".join(str(error).split())[:200]
        yield f"{journal.path.name}: a check failed unexpectedly ({type(error).__name__}: {said}); please report it"


def rebuilt(journal: Journal, progress: Progress | None = None) -> Iterator[str]:
    """Rebuild every table from events and texts; yields a line for each that has fewer rows than before.

    If events are damaged or missing, nothing is rebuilt and a line says so: the tables may be the only remaining record of
    what people did.
    """
    for damage in (integrity_problems, broken_events, lost_events):
        if next(_guarded(damage, journal), ""):
            yield f"the tables were not rebuilt because events are damaged or missing: {_TO_A_COPY}"
            return
    with journal.snapshot() as connection:
        before = updating.row_counts(connection)
    journal.rebuild(progress)
    with journal.snapshot() as connection:
        yield from updating.fewer_rows(before, updating.row_counts(connection))


__all__ = [
    "act_problems",
    "broken_events",
    "coding_problems",
    "file_problems",
    "foreign_parts",
    "lost_events",
    "lost_rows",
    "notices",
    "problems",
    "projection_problems",
    "rebuilt",
    "setting_problems",
    "text_problems",
]
