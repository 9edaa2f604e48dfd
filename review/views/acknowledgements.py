"""What commands answer that write one event."""

from __future__ import annotations

from typing import Annotated

from review.domain.wording.says import says
from review.views.view import EventId, View


class Acknowledged(View, frozen=True, kw_only=True):
    """An act is on the disk."""

    event: EventId


class LeftAsItIs(View, frozen=True, kw_only=True):
    """Nothing was written to the journal."""

    event: Annotated[None, says("always null")]
