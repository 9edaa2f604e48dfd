"""Inserts what comes from other copies in short steps, so that others can write meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Event as StopEvent
from typing import NamedTuple

from review.domain.team.exchange import FoundEvent, FoundText, RefusedInput
from review.errors import JournalError
from review.journal.exchange import review_id, texts
from review.journal.exchange.arriving import Staged, learn_letters
from review.journal.journal import Journal
from review.journal.soundness import COLUMNS
from review.journal.steps import in_steps

Progress = Callable[[int, int], None]
"""Called with how many of how many subjects are done."""

_STORED = f"SELECT {', '.join(COLUMNS)} FROM event WHERE hash = ?"

STOPPED = "stopped; what was imported stays, and the next time goes on from there"


class ReceivedEvents(NamedTuple):
    """How many events were new, and which were refused."""

    new: int
    refused: tuple[RefusedInput, ...]


def receive_events(
    journal: Journal,
    found: Iterable[FoundEvent],
    progress: Progress = lambda _done, _total: None,
    stop: StopEvent | None = None,
) -> ReceivedEvents:
    """Insert events of other copies and update the tables, each subject once; known events are skipped.

    What is inserted stays if it is stopped or fails, and the tables match it at every moment: the next time goes on.
    Events of another review are refused, except in a journal without events, which becomes a copy of the first one's.

    Raises:
        JournalError: the journal cannot be written, or it was stopped.
    """
    review = review_id.id_of(journal.database)
    with Staged(review) as staged:
        review = _stage(journal, staged, review, found, stop)
        with journal.snapshot() as connection:
            staged.settle(connection)
        if review_id.is_id(review) and journal.database.meta(review_id.NAME) != review:
            journal.database.set_meta(review_id.NAME, review)
        before = journal.revision
        subjects = staged.subjects()
        done = 0

        def insert(subject: str) -> None:
            nonlocal done
            _see(stop)
            with journal.transaction() as connection:
                staged.insert(connection, subject)
            done += 1
            progress(done, len(subjects))

        try:
            in_steps(journal, subjects, insert)
        finally:
            if staged.inserted:
                with journal.transaction() as connection:
                    learn_letters(connection, before)
        return ReceivedEvents(staged.inserted, tuple(one.as_input() for one in staged.refused))


def _stage(
    journal: Journal, staged: Staged, review: str, found: Iterable[FoundEvent], stop: StopEvent | None
) -> str:
    """Gather the events that are new; returns the id of the review that they belong to."""
    for event, file, line in found:
        _see(stop)
        review = review or event.review
        if event.review != review:
            staged.refuse(event.hash, file, line, "belongs to another review")
            continue
        staged.review = review
        row = (event.hash, event.previous, event.replica, event.clock, event.time, event.reviewer, event.act)
        # What is here already, as it is, was checked when it came: a fifth of the time of checking it again.
        if journal.row(_STORED, (event.hash,)) != row:
            staged.add(*row, file=file, line=line)
    return review


def receive_texts(
    journal: Journal, found: Iterable[FoundText], stop: StopEvent | None = None
) -> ReceivedEvents:
    """Store the texts of documents that acts here name; those that are there stay as they are.

    Raises:
        JournalError: the journal cannot be written, or it was stopped.
    """
    named, known = texts.named(journal), set(texts.known(journal))
    refused: list[RefusedInput] = []
    new = 0
    for text, file in found:
        _see(stop)
        if reason := texts.fault(
            journal, text, is_new=text.sha256 not in known, is_named=text.sha256 in named
        ):
            refused.append(RefusedInput(file, 0, reason))
        elif text.sha256 not in known:
            with journal.transaction() as connection:
                new += texts.store(connection, text)
            known.add(text.sha256)
    return ReceivedEvents(new, tuple(refused))


def _see(stop: StopEvent | None) -> None:
    if stop and stop.is_set():
        raise JournalError(STOPPED)
