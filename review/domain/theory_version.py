"""The theory map's history."""

from __future__ import annotations

from msgspec import Struct


class TheoryVersion(Struct, frozen=True):
    """One version of the theory map: the act (`event`) that created it, what it changed and why."""

    number: int
    event: str
    time: str
    reviewer: str
    change: str
    code: str
    reason: str
