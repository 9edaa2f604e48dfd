"""The first version of the theory map: the file as it is read, until something is done under it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from review import acts
from review.journal.event import Event
from review.journal.exchange import review_id
from review.journal.journal import Journal
from review.journal.queries import theory
from review.project.service import MAP_NAME
from review.theory_map import TheoryMap

_OTHER = (
    "SELECT 1 FROM event WHERE kind NOT IN ('begin-review', 'adopt', 'undo')"
    " OR replica IS NOT (SELECT value FROM meta WHERE name = 'replica') LIMIT 1"
)
"""Whether there is an event that is not of a beginning, or is another copy's."""


def adopt_first(journal: Journal, reviewer: str, file_map: TheoryMap, digest: str) -> None:
    """Make the file's map version 1 if the review has none, or in place of one under which nothing was done.

    `digest` is the file's SHA-256. A version that takes the place of another keeps its author: the one who opens the review may only look.

    Raises:
        JournalError: it cannot be written.
    """
    with journal.transaction(), _no_first_look(journal):
        # Another process may be opening the review for the first time at the same moment.
        before = unused_first(journal)
        if before is None and theory.version_event(journal):
            return
        if before is not None and journal.database.meta("map_file_sha256") == digest:
            return
        if not journal.revision:
            journal.append(reviewer, acts.BeginReview(review=review_id.new_id()))
        first = acts.Adopt(map=json.dumps(file_map.to_plain()), reason=f"first use of {MAP_NAME}")
        if before is not None:
            reviewer = before.reviewer
            # Before the other, which so is newer than what was undone: nothing can be redone.
            journal.append(reviewer, acts.Undo.of(first, before.hash, reviewer))
        adopted = journal.append(reviewer, first)
        journal.database.set_meta(theory.MAP_FILE, adopted.hash)
        journal.database.set_meta("map_file_sha256", digest)


@contextmanager
def _no_first_look(journal: Journal) -> Iterator[None]:
    """Keep the journal from looking at the file before these acts, too: that look would make the same ones."""
    look, journal.first_look = journal.first_look, None
    try:
        yield
    finally:
        journal.first_look = look


def show_first(journal: Journal, reviewer: str, file_map: TheoryMap, digest: str) -> None:
    """Make the file's map version 1 as `adopt_first` does, in memory only: for one who looks, and stores nothing."""
    journal.database.go_on_in_memory()
    adopt_first(journal, reviewer, file_map, digest)
    journal.database.read_only = "a command that only looks stores nothing"


def unused_first(journal: Journal) -> Event | None:
    """The event of the first map if nothing else was ever done, here or in another copy; else None."""
    if journal.value(_OTHER) is not None:
        return None
    from review.project.sharing.synced import SHARED_AT

    if journal.database.meta(SHARED_AT):
        return None
    standing = journal.events("kind = 'adopt' AND hash NOT IN (SELECT event FROM undone)")
    if len(standing) != 1 or standing[0].act.get("file"):
        return None
    return standing[0]
