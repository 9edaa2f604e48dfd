"""What printed tables say in words where files for programs have identifiers."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from review.domain import UNCLASSIFIED, DecisionKind, EvidenceStatus, Outcome, Role, Stance
from review.domain.theories.appraisal import Level
from review.domain.theories.configuration import ConfigurationStatus, Relation
from review.domain.theories.gap import GapKind
from review.domain.theories.verdict import VerdictKind
from review.domain.wording.named import named
from review.theory_map import TheoryMap

BETWEEN = "; "
"""Between the identifiers of a cell that has several."""


class Names(StrEnum):
    """What the identifiers in a column name."""

    CODE = "code"
    CRITERION = "criterion"
    SOURCE_TYPE = "source type"
    STAGE = "stage"
    STANCE = "stance"
    STATUS = "status"
    ROLE = "role"
    OUTCOME = "outcome"
    VERDICT = "verdict"
    LEVEL = "level"
    RELATION = "relation"
    CONFIGURATION_ROLE = "role in a configuration"
    CONFIGURATION_STATUS = "status of a configuration"
    GAP = "gap"


Words = Mapping[Names, Mapping[str, str]]
"""The words for identifiers, by what they name."""

STATUSES: Mapping[str, str] = {status: status.in_words for status in EvidenceStatus}
STAGES: Mapping[str, str] = {"title-abstract": "title and abstract", "theory-map": "theory map"}
OUTCOMES: Mapping[str, str] = {
    DecisionKind.INCLUDE: "included",
    DecisionKind.EXCLUDE: "excluded",
    DecisionKind.PARK: "parked",
    Outcome.NONE: "not yet decided",
}
YES = "yes"
"""In a column that is empty otherwise."""
LOST = "‡"
"""Marks passages that the present texts of their documents do not have."""
RETRODUCED = "retroduced"
"""The relation of a row that has an element's memo instead of a passage."""
RELATIONS: Mapping[str, str] = {
    Relation.SHOWS: "shows it",
    Relation.AGAINST: "against it",
    Relation.QUALIFIES: "qualifies it",
}
GAPS: Mapping[str, str] = {
    GapKind.NO_EVIDENCE: "No evidence",
    GapKind.FEW_SOURCES: "Few sources",
    GapKind.ONE_SIDED: "One-sided",
    GapKind.SOURCE_TYPE_MISSING: "Source type missing",
    GapKind.POPULATION_MISSING: "Population missing",
    GapKind.NAMED: "Named",
    GapKind.UNFINISHED: "Unfinished",
}
LOCATES = "Counts locate evidence and do not weigh it."
"""The sentence below every table that counts sources."""


def words_of(theory_map: TheoryMap) -> Words:
    """The words for the identifiers of a review: names beside codes, criteria and source types in full."""
    return {
        Names.CODE: {code: f"{code} {name}" for code, name in theory_map.code_names.items()}
        | {code.id: f"{code.id} {code.name} (rejected)" for code in theory_map.codes if code.rejected},
        Names.CRITERION: {one.id: f"{one.id}: {one.text}" for one in theory_map.criteria},
        Names.SOURCE_TYPE: {one.id: one.name for one in theory_map.source_types}
        | {UNCLASSIFIED: "Unclassified"},
        Names.STAGE: {stage.id: STAGES.get(stage.id, named(stage.id)) for stage in theory_map.stages},
        Names.STANCE: {stance: named(stance) for stance in Stance},
        Names.STATUS: STATUSES,
        Names.ROLE: {role: named(role) for role in Role},
        Names.OUTCOME: OUTCOMES,
        Names.VERDICT: {verdict: named(verdict) for verdict in VerdictKind},
        Names.LEVEL: {level: named(level) for level in Level},
        Names.RELATION: RELATIONS,
        Names.CONFIGURATION_ROLE: {role.id: role.name for role in theory_map.configuration_roles},
        Names.CONFIGURATION_STATUS: {status: named(status) for status in ConfigurationStatus},
        Names.GAP: GAPS,
    }


def in_words(identifiers: str, names: Mapping[str, str]) -> str:
    """Identifiers in words, each by itself; one that is not known stays as it is."""
    return BETWEEN.join(names.get(one, one) for one in identifiers.split(BETWEEN))
