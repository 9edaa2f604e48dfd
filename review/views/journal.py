"""What commands answer about the journal: log, verify, backup, restore."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

from review.domain.wording.says import says
from review.journal.event import Event
from review.views.view import Reviewer, Time, View


class LoggedEvent(View, frozen=True, kw_only=True):
    """One event: an act of a reviewer, in the chain of a copy of the review."""

    event: Annotated[str, says("id of the event: the hash of what it holds")]
    previous: Annotated[str, says("id of the event before it in its chain; empty for the first")]
    replica: Annotated[str, says("id of the copy of the review in which it was written")]
    clock: Annotated[int, says("its place in the order of events: greater than of all that it knew of")]
    time: Time
    reviewer: Reviewer
    act: Annotated[dict[str, Any], says("what was done, as the journal stores it")]
    undone: Annotated[bool, says("whether it was undone")]

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

    events: Annotated[tuple[LoggedEvent, ...], says("the oldest first")]

    @classmethod
    def of(cls, events: Iterable[Event]) -> Log:
        """Events."""
        return cls(events=tuple(map(LoggedEvent.of, events)))


class Verified(View, frozen=True, kw_only=True):
    """Whether the journal, its tables, texts, indexes, quotations and files are as they should be."""

    ok: Annotated[bool, says("whether nothing was found")]
    problems: Annotated[tuple[str, ...], says("what was found, a sentence each")]
    notices: Annotated[
        tuple[str, ...], says("what is kept and not shown, because a newer version wrote it: no problem")
    ]

    @classmethod
    def of(cls, problems: Sequence[str], notices: Sequence[str] = ()) -> Verified:
        """What was found."""
        return cls(ok=not problems, problems=tuple(problems), notices=tuple(notices))


class BackedUp(View, frozen=True, kw_only=True):
    """A copy of the journal was written."""

    file: Annotated[str, says("its path")]


class Restored(View, frozen=True, kw_only=True):
    """The journal is that of a backup again."""

    file: Annotated[str, says("path of the backup")]
    kept: Annotated[str | None, says("where the journal that was here is kept; null where there was none")]

    @classmethod
    def of(cls, file: Path, kept: Path | None) -> Restored:
        """The backup, and where the journal that was here is kept."""
        return cls(file=str(file), kept=str(kept) if kept else None)
