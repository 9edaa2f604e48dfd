"""The work of reviewers: decisions, codings, rejections, done marks and memos."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from review.domain.document import LabelSource
from review.domain.page_labels import in_citation


class DecisionKind(StrEnum):
    """A reviewer's decision on a record at a stage."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    MAYBE = "maybe"
    PARK = "park"


class Stance(StrEnum):
    """The relation of a passage to the theory that it is coded to."""

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


class Decision(Struct, frozen=True):
    """A reviewer's current decision on a record at a stage. `overrides` maps overridden exclusion criteria to the reason."""

    event: str
    record: str
    stage: str
    reviewer: str
    decision: DecisionKind
    criteria: tuple[str, ...] = ()
    note: str = ""
    overrides: Mapping[str, str] = field(default_factory=dict)
    time: str = ""


class Settlement(Struct, frozen=True):
    """The decision that counts on a record at a stage where reviewers disagree, by whom and why."""

    event: str
    record: str
    stage: str
    reviewer: str
    decision: DecisionKind
    reason: str
    criteria: tuple[str, ...] = ()
    time: str = ""

    @property
    def in_words(self) -> str:
        """The decision with its criteria and the reason: ``exclude by E1 (no data)``."""
        by = f" by {', '.join(self.criteria)}" if self.criteria else ""
        return f"{self.decision}{by} ({self.reason})"


class Coding(Struct, frozen=True):
    """A passage coded by a reviewer, with one stance and one status. `theory_version` is a version of the map.

    `page_label` and `label_source` are the page's present ones: those set by hand, or else the text's own.
    """

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
    label_source: LabelSource = LabelSource.PRINTED

    @property
    def cited_page(self) -> str:
        """Its page as in a citation: ``p. 347``."""
        return in_citation(self.page_label, self.page)


class Rejection(Struct, frozen=True):
    """A suggestion that a reviewer rejected: `code` does not apply to the span."""

    event: str
    record: str
    code: str
    start: int
    end: int
    reviewer: str
    theory_version: int | None = None


class DoneMark(Struct, frozen=True):
    """A span marked as done, from which models also learn missing codes. `codes`: those in the map at the time."""

    event: str
    record: str
    start: int
    end: int
    reviewer: str
    codes: tuple[str, ...] = ()


class Memo(Struct, frozen=True):
    """A reviewer's note on a record, a coding or a code."""

    id: str
    target: str
    text: str
    reviewer: str
    time: str
