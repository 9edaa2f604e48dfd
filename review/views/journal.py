"""Answers about the journal: log, verify, backup, restore."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

from review.domain.wording.meaning import meaning
from review.journal.event import Event
from review.views.view import Reviewer, Time, View


class LoggedEvent(View, frozen=True, kw_only=True):
    """One event: an act of a reviewer, in the chain of a replica of the review."""

    event: Annotated[str, meaning("id of the event: the hash of its content")]
    previous: Annotated[str, meaning("id of the previous event in its chain; empty for the first")]
    replica: Annotated[str, meaning("id of the replica that wrote it")]
    clock: Annotated[
        int,
        meaning("its position in the order of events: greater than that of all events known to its replica"),
    ]
    time: Time
    reviewer: Reviewer
    act: Annotated[dict[str, Any], meaning("the act, as stored in the journal")]
    undone: Annotated[bool, meaning("whether it was undone")]

    @classmethod
    def of(cls, event: Event) -> LoggedEvent:
        """An event."""
        return cls(
            event=event.hash,
            previous=event.previous,
            replica=event.replica,
            clock=event.clock,
            time=event.time,
            reviewer=event.reviewer,
            act=dict(event.act),
            undone=event.undone,
        )


class Log(View, frozen=True, kw_only=True):
    """The audit trail."""

    events: Annotated[tuple[LoggedEvent, ...], meaning("oldest first")]

    @classmethod
    def of(cls, events: Iterable[Event]) -> Log:
        """Events."""
        return cls(events=tuple(map(LoggedEvent.of, events)))


class Verified(View, frozen=True, kw_only=True):
    """The result of checking the journal, its tables, texts, indexes, quotations and files."""

    ok: Annotated[bool, meaning("true if no problem was found")]
    problems: Annotated[tuple[str, ...], meaning("problems, a sentence each")]
    notices: Annotated[
        tuple[str, ...],
        meaning(
            "what is kept but not shown because a newer version wrote it, copies of the review that were written to in two places,"
            " letters behind years that another copy probably gave to other records, documents that only other copies have, and"
            " codings that the present texts do not have; not a problem"
        ),
    ]

    @classmethod
    def of(cls, problems: Sequence[str], notices: Sequence[str] = ()) -> Verified:
        """The view of problems and notices."""
        return cls(ok=not problems, problems=tuple(problems), notices=tuple(notices))


class BackedUp(View, frozen=True, kw_only=True):
    """A copy of the journal was written."""

    file: Annotated[str, meaning("path of the backup")]


class Restored(View, frozen=True, kw_only=True):
    """The journal was restored from a backup."""

    file: Annotated[str, meaning("path of the backup")]
    kept: Annotated[str | None, meaning("where the previous journal is kept; null if there was none")]

    @classmethod
    def of(cls, file: Path, kept: Path | None) -> Restored:
        """The view of the backup, and where the previous journal is kept."""
        return cls(file=str(file), kept=str(kept) if kept else None)
