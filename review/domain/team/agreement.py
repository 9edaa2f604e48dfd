"""How far reviewers agree: where they disagree first, and figures beside it.

A figure that cannot be computed has no value but a reason. No figure has an adjective: what is good enough is for readers.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from review.domain.act import Decision, DecisionKind, Settlement, Stance
from review.domain.team.conflict import ConflictTie
from review.domain.theories.appraisal import Level


class Unit(StrEnum):
    """What is compared between reviewers."""

    RECORD = "record"
    CHARACTER = "character"
    PASSAGE = "overlapping passages"
    APPRAISAL = "appraisal"


class Kappa(StrEnum):
    """Whose kappa a figure is: Cohen's is of two reviewers, Fleiss' of more, a weighted one of two and of ordered levels."""

    COHEN = "cohen"
    FLEISS = "fleiss"
    QUADRATIC = "weighted, quadratic"
    LINEAR = "weighted, linear"


class Figure(Struct, frozen=True):
    """A figure with its 95 % interval (percentiles of resamples), each None with the `reason` why."""

    value: float | None
    interval: tuple[float, float] | None = None
    reason: str = ""


class CrossTable(Struct, frozen=True):
    """How often one reviewer said what (rows) where another said what (columns), both by `categories`.

    With more than two reviewers the tables of all pairs are added up; the reviewer whose name comes first is in the rows.
    """

    categories: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


class PairFigures(Struct, frozen=True):
    """Two of several reviewers: the units that both judged, per cent agreement (0 to 100) and kappa."""

    reviewers: tuple[str, str]
    n: int
    per_cent: float
    kappa: Figure


class Figures(Struct, frozen=True):
    """How far `reviewers` agree on the `n` units that at least two of them judged.

    `per_cent` (0 to 100) is the share of pairs of judgements that are the same, by unit. `kappa` is the one that
    `kappa_of` names; `alpha` is Krippendorff's, which gaps do not prevent. `kappa_linear` is only there for ordered levels.
    `pairs` are those of more than two reviewers.
    """

    unit: Unit
    n: int
    reviewers: tuple[str, ...]
    per_cent: Figure
    kappa: Figure
    kappa_of: Kappa
    alpha: Figure
    table: CrossTable
    pairs: tuple[PairFigures, ...] = ()
    kappa_linear: Figure | None = None


class Disagreement(Struct, frozen=True):
    """A record on which reviewers decided differently: every decision, what settled it, and which criteria it changed.

    The decisions are those made before others' could be seen; `later` has what reviewers decided after that, where it differs.
    """

    record: str
    decisions: tuple[Decision, ...]
    settled: Settlement | None = None
    criteria_changed: tuple[ConflictTie, ...] = ()
    later: Mapping[str, DecisionKind] = field(default_factory=dict)


class StageAgreement(Struct, frozen=True):
    """How far reviewers agree on the records of a stage.

    What counts is what each decided before others' decisions could be seen: neither a settlement nor a later decision changes
    it. `changed_later` counts the decisions that were changed after that, `seen_before` the records on which somebody could see
    another's decision before deciding, because one was enough then or enough had decided, `imported` those with a decision that
    came with a file: whether its maker had seen another's is not known.
    """

    stage: str
    figures: Figures
    disagreements: tuple[Disagreement, ...]
    seen_before: int = 0
    changed_later: int = 0
    imported: int = 0


class PassageDifference(Struct, frozen=True):
    """A passage that some who worked on its document put a code on and others did not: `stances` has a None for the others."""

    record: str
    start: int
    end: int
    stances: Mapping[str, Stance | None]


class CodeAgreement(Struct, frozen=True):
    """How far coders agree on where a code belongs, its sub-themes included: by characters, and by overlapping passages."""

    code: str
    characters: Figures
    passages: Figures
    differences: tuple[PassageDifference, ...]


class LevelDifference(Struct, frozen=True):
    """What reviewers appraised differently: a record, or a passage of it (`span`), for a target (empty: the whole review)."""

    record: str
    target: str
    span: tuple[int, int] | None
    levels: Mapping[str, Level]
    because: Mapping[str, tuple[str, ...]]


class DimensionAgreement(Struct, frozen=True):
    """How far reviewers agree on the levels of a dimension of appraisal; what one did not assess is a gap, not a level."""

    dimension: str
    figures: Figures
    differences: tuple[LevelDifference, ...]
