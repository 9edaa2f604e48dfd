"""Passages that somebody looked at for evidence against a theory or configuration."""

from __future__ import annotations

from msgspec import Struct


class LookedAtPassage(Struct, frozen=True):
    """A passage that was looked at for evidence against `target` (a code, or the id of a configuration) and not coded.

    `event` is the act; the span is on the record's present text.
    """

    event: str
    target: str
    record: str
    start: int
    end: int
    reviewer: str
    time: str
