"""A pilot: records of a stage that several reviewers decide on before the others."""

from __future__ import annotations

from msgspec import Struct


class Pilot(Struct, frozen=True):
    """The `records` of a pilot, each of which so many `reviewers` decide on, and why it was drawn, if that was said."""

    stage: str
    records: tuple[str, ...]
    reviewers: int
    because: str = ""
