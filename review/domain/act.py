"""What reviewers do: decisions, codings, rejections, marks and memos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class DecisionKind(StrEnum):
    """What a reviewer decided about a record at a stage."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    MAYBE = "maybe"
    PARK = "park"


class Stance(StrEnum):
    """How a passage stands to the theory that it is coded to."""

    BEARS_ON = "bears-on"
    SUPPORTS = "supports"
    CHALLENGES = "challenges"
    REFINES = "refines"
    EXTENDS = "extends"


class EvidenceStatus(StrEnum):
    """Where a passage's claim comes from; `author` and `reviewer` are inferences."""

    MEASURED = "measured"
    REPORTED = "reported"
    AUTHOR = "author"
    REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True)
class Decision:
    """A reviewer's current decision on a record at a stage. `overrides` maps exclusion criteria to the reason for setting them aside."""

    event: str
    record: str
    stage: str
    reviewer: str
    decision: DecisionKind
    criteria: tuple[str, ...] = ()
    note: str = ""
    overrides: Mapping[str, str] = field(default_factory=dict)
    time: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    """Codes put on a passage by someone, with one stance and one status. `theory_version` is a number of the map's history."""

    id: str
    record: str
    text_sha256: str
    start: int
    end: int
    quote: str
    codes: tuple[str, ...]
    stance: Stance
    status: EvidenceStatus | None
    reviewer: str
    time: str
    page: int
    page_label: str
    memo: str = ""
    theory_version: int | None = None
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class Rejection:
    """A suggestion that a reviewer turned down: `code` does not hold for the span."""

    event: str
    record: str
    code: str
    start: int
    end: int
    reviewer: str
    theory_version: int | None = None


@dataclass(frozen=True, slots=True)
class DoneMark:
    """A span that a reviewer has finished with: it teaches by the codes that it did not get, too. `codes`: those in the map then."""

    event: str
    record: str
    start: int
    end: int
    reviewer: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Memo:
    """A reviewer's note on a record, a coding or a code."""

    id: str
    target: str
    text: str
    reviewer: str
    time: str
