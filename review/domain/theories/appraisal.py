"""Appraisals: how relevant, rich and rigorous a source is for a theory, a configuration or the review."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct


class Level(StrEnum):
    """A level of a dimension of appraisal; the theory map says what each means."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    NOT_ASSESSED = "not-assessed"


class Appraisal(Struct, frozen=True):
    """One reviewer's appraisal of a record, or of a passage of it (`span`), for `target`.

    `target` is a code or the id of a configuration, ``""`` for the whole review. `levels` are by dimension; a dimension that was
    not judged has none. `because` has the reasons, the last one first; `events` the acts that it is made of, oldest first.
    `quote` is the passage as it was appraised; `is_lost`: the record's present text does not have it.
    """

    record: str
    target: str
    reviewer: str
    levels: Mapping[str, Level]
    because: tuple[str, ...]
    time: str
    events: tuple[str, ...]
    span: tuple[int, int] | None = None
    text_sha256: str = ""
    quote: str = ""
    is_lost: bool = False
