"""Answers of commands that write one event."""

from __future__ import annotations

from typing import Annotated

from review.domain.wording.meaning import meaning
from review.views.view import EventId, View


class Acknowledged(View, frozen=True, kw_only=True):
    """An act was written to the journal."""

    event: EventId


class LeftAsItIs(View, frozen=True, kw_only=True):
    """Nothing was written to the journal."""

    event: Annotated[None, meaning("always null")]
