"""The work of reviewers: decisions, codings, rejections, done marks and memos."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from msgspec import Struct, field

from review.domain.document import LabelSource
from review.domain.page_labels import passage_in_citation


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


def common_stance(stances: Mapping[str, Stance]) -> Stance | None:
    """The stance of all codes; None where they differ, or where there is none."""
    different = {*stances.values()}
    return different.pop() if len(different) == 1 else None


def codes_in_words(stances: Mapping[str, Stance]) -> str:
    """Codes with their stances: ``T1, T4 (supports)``, or ``T1 (challenges), RA (supports)`` where they differ."""
    if common := common_stance(stances):
        return f"{', '.join(stances)} ({common})"
    return ", ".join(f"{code} ({stance})" for code, stance in stances.items())


class EvidenceStatus(StrEnum):
    """Where a passage's claim comes from; `author` and `reviewer` are inferences."""

    MEASURED = "measured"
    REPORTED = "reported"
    AUTHOR = "author"
    REVIEWER = "reviewer"

    @property
    def in_words(self) -> str:
        """As people read it: ``author's inference``."""
        return (
            f"{self}'s inference" if self in {EvidenceStatus.AUTHOR, EvidenceStatus.REVIEWER} else str(self)
        )


class CommentSource(StrEnum):
    """Who comments on a review from outside the coding; comments never count in N."""

    STAKEHOLDER = "stakeholder"
    EXPERT = "expert"
    TEAM = "team"


class Decision(Struct, frozen=True):
    """A reviewer's current decision on a record at a stage.

    `overrides` maps overridden exclusion criteria to the reason; `theories` are those that a record is parked for;
    `theory_event` made the version of the theory map under which it was made.
    """

    event: str
    record: str
    stage: str
    reviewer: str
    decision: DecisionKind
    criteria: tuple[str, ...] = ()
    note: str = ""
    overrides: Mapping[str, str] = field(default_factory=dict)
    time: str = ""
    theories: tuple[str, ...] = ()
    theory_event: str = ""


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

    def against(self, decisions: Iterable[Decision]) -> str:
        """That it still counts although the reviewers, by their `decisions`, agree on another one since; else ``""``."""
        made = [one.decision for one in decisions if (one.record, one.stage) == (self.record, self.stage)]
        if len(made) < 2 or len(set(made)) > 1 or made[0] is self.decision:
            return ""
        who = "Both" if len(made) == 2 else f"All {len(made)}"
        return f"{who} decided {made[0]} since; the settlement ({self.decision}) still counts"


class Coding(Struct, frozen=True):
    """A passage coded by a reviewer: its codes, each with its own stance, and one status.

    `stances` has every code, in order, with the passage's stance toward it. `theory_version` is the version of the map under which it was made or last changed, and `theory_event` the event of that version.

    `page_label` and `label_source` are the page's present ones: those set by hand, or else the text's own. `ends_on` has the
    label and number of the page on which the passage ends, None where it is on one page. `paragraphs`: the numbers of the
    first and last paragraph in a text without pages, which is cited by them. `is_lost`: the record's present text does not
    have the passage; position, page and paragraphs are then those of the text before.
    """

    id: str
    record: str
    text_sha256: str
    start: int
    end: int
    quote: str
    stances: Mapping[str, Stance]
    status: EvidenceStatus | None
    reviewer: str
    time: str
    page: int
    page_label: str
    memo: str = ""
    theory_version: int | None = None
    suggested: bool = False
    label_source: LabelSource = LabelSource.PRINTED
    ends_on: tuple[str, int] | None = None
    theory_event: str = ""
    paragraphs: tuple[int, int] | None = None
    is_lost: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """Its codes, in order."""
        return tuple(self.stances)

    @property
    def stance(self) -> Stance | None:
        """The stance that it has toward all of its codes; None where they differ."""
        return common_stance(self.stances)

    def stances_toward(self, codes: Collection[str]) -> tuple[Stance, ...]:
        """Its different stances toward some of its codes, in order."""
        return tuple(dict.fromkeys(stance for code, stance in self.stances.items() if code in codes))

    @property
    def codes_in_words(self) -> str:
        """Its codes with their stances: ``T1, T4 (supports)``, or ``T1 (challenges), RA (supports)`` where they differ."""
        return codes_in_words(self.stances)

    @property
    def cited_page(self) -> str:
        """Its page or pages as in a citation: ``p. 347``, ``pp. 16–17``; or its paragraphs: ``para. 12``."""
        begins_on = (self.page_label, self.page)
        return passage_in_citation([begins_on, self.ends_on or begins_on], self.paragraphs)

    @property
    def page_end(self) -> int:
        """The page of the PDF on which it ends."""
        return self.ends_on[1] if self.ends_on else self.page

    @property
    def pages(self) -> range:
        """The pages of the PDF that it is on."""
        return range(self.page, self.page_end + 1)

    @property
    def page_label_end(self) -> str:
        """The label of the page on which it ends."""
        return self.ends_on[0] if self.ends_on else self.page_label


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


class Comment(Struct, frozen=True):
    """What a stakeholder, an expert or the team said, as `reviewer` wrote it down at `time`.

    `on` is a record, coding or code, or empty for the whole review. `who` said it and when (`date`: a year, month or day)
    are None if not reported.
    """

    id: str
    on: str
    text: str
    source: CommentSource
    who: str | None
    date: str | None
    reviewer: str
    time: str

    @property
    def in_words(self) -> str:
        """Who commented, and when: ``stakeholder, carers' panel, 2026-11``."""
        return ", ".join(part for part in (self.source.value, self.who, self.date) if part)


NOT_SET = "not set"
"""The value of a facet that is not set, in filters and tables."""


class FacetValues(Struct, frozen=True):
    """The values of a facet on a record or coding (`target`); `record` is the target or that of the coding."""

    target: str
    record: str
    facet: str
    values: tuple[str, ...]
    event: str
    reviewer: str
    time: str


def passages_of(codings: Iterable[Coding]) -> int:
    """How many passages are coded; one that was coded twice, or by two reviewers, counts once."""
    return len({(one.record, one.text_sha256, one.start, one.end) for one in codings})


def codings_of(acts: Iterable[Coding]) -> int:
    """How many codings: a passage with its codes by one person is one, in however many acts they came."""
    return len({(one.record, one.text_sha256, one.start, one.end, one.reviewer) for one in acts})
