"""Answers of commands that write one event."""

from __future__ import annotations

from typing import Annotated

from review.domain.wording.meaning import meaning
from review.views.view import EventId, View


class Acknowledged(View, frozen=True, kw_only=True):
    """An act was written to the journal."""

    event: EventId


class DecidedAll(View, frozen=True, kw_only=True):
    """One decision on all records that fit, undone as one; without `--all` nothing was written."""

    records: Annotated[int, meaning("number of records that get the decision")]
    events: Annotated[tuple[EventId, ...], meaning("one for each record; empty without `--all`")]
    kept: Annotated[
        int,
        meaning(
            "number of records that fit, but have your decision or those that the stage needs, and keep them"
        ),
    ]
    left_out: Annotated[
        int, meaning("number of records that fit, but were excluded or parked at a stage before")
    ]


class LeftAsItIs(View, frozen=True, kw_only=True):
    """Nothing was written to the journal."""

    event: Annotated[None, meaning("always null")]
