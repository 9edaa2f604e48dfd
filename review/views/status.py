"""Where the review stands: status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

from review.domain import Counts, UnreadEvent
from review.domain.suggestions.stopping import Stopping
from review.domain.unread import newer_kinds
from review.domain.wording.says import says
from review.views.stopping import LikelyLeft
from review.views.view import Reviewer, View


class InvalidEvent(View, frozen=True, kw_only=True):
    """An event whose act is not valid, or about no record of the review."""

    event: Annotated[str, says("its id")]
    kind: Annotated[str, says("kind of its act; empty where it names none")]
    reason: Annotated[str, says("what is wrong with it")]


class UnreadEvents(View, frozen=True, kw_only=True):
    """Events that are kept and have no effect."""

    newer: Annotated[dict[str, int], says("number of those that a newer version wrote, by kind")]
    invalid: tuple[InvalidEvent, ...]

    @classmethod
    def of(cls, events: Sequence[UnreadEvent]) -> UnreadEvents:
        """Those events."""
        invalid = (
            InvalidEvent(event=one.event, kind=one.kind, reason=one.reason) for one in events if one.reason
        )
        return cls(newer=newer_kinds(events), invalid=tuple(invalid))


class Status(View, frozen=True, kw_only=True):
    """Where the review stands."""

    project: Annotated[str, says("the review's folder")]
    title: str
    reviewer: Reviewer
    theory_version: Annotated[int, says("current version of the theory map")]
    records: Annotated[int, says("number of records")]
    documents: Annotated[int, says("number of records with a text")]
    new_files: Annotated[int, says("number of files in `corpus/` that were not read yet")]
    unconfirmed: Annotated[int, says("number of records whose reference nobody has confirmed")]
    stages: Annotated[
        dict[str, dict[str, int]],
        says(
            "by stage: number of records by decision (or `conflict`), and `waiting`: those that wait for you"
        ),
    ]
    included: Annotated[int, says("number of records included at the last stage")]
    codings: Annotated[int, says("number of codings")]
    uncoded: Annotated[int, says("number of included records without a coding")]
    events: Annotated[int, says("number of events in the journal")]
    unread_events: Annotated[UnreadEvents, says("events that are kept and have no effect")]
    stopping: Annotated[dict[str, LikelyLeft], says("what is likely left, by stage")]
    next: Annotated[str, says("what to do next")]

    @classmethod
    def of(
        cls,
        counts: Counts,
        stopping: Mapping[str, Stopping],
        *,
        folder: Path,
        title: str,
        reviewer: str,
        theory_version: int,
        new_files: int,
        events: int,
        unread_events: Sequence[UnreadEvent],
        next_step: str,
    ) -> Status:
        """Counts, and what is likely left by stage, of the review in `folder`."""
        return cls(
            project=str(folder),
            title=title,
            reviewer=reviewer,
            theory_version=theory_version,
            records=counts.records,
            documents=counts.documents,
            new_files=new_files,
            unconfirmed=counts.unconfirmed,
            stages={stage: {**counts.stages[stage], "waiting": counts.waiting[stage]} for stage in stopping},
            included=counts.included,
            codings=counts.codings,
            uncoded=counts.uncoded,
            events=events,
            unread_events=UnreadEvents.of(unread_events),
            stopping={stage: LikelyLeft.of(estimate) for stage, estimate in stopping.items()},
            next=next_step,
        )
