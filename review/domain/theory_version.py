"""The theory map's history."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TheoryVersion:
    """One version of the theory map: the act (`event`) that created it, what it changed and why."""

    number: int
    event: str
    time: str
    reviewer: str
    change: str
    code: str
    reason: str
