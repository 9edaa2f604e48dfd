"""How far reviewers agree, as far as one of them may see it: for the service, exports and the report alike."""

from __future__ import annotations

from review.domain import Coding
from review.domain.team.agreement import CodeAgreement, DimensionAgreement, StageAgreement
from review.domain.team.conflict import ConflictTie
from review.journal import texts
from review.journal.journal import Journal
from review.journal.queries import coding_acts, screening_acts
from review.journal.queries.team.independent import independent
from review.journal.queries.team.ties import ties
from review.journal.queries.theories import appraisals
from review.theory_map import TheoryMap


def of_stage(journal: Journal, stage: str) -> StageAgreement:
    """The agreement on the records of a stage that at least two reviewers decided on."""
    from review.team.decisions import stage_agreement  # loads numpy

    seen = screening_acts.decisions(journal, stage=stage)
    made = independent(journal, stage, seen)
    settlements = {one.record: one for one in screening_acts.settlements(journal, stage=stage)}
    tied: dict[str, list[ConflictTie]] = {}
    for tie in ties(journal, stage=stage):
        tied.setdefault(tie.record, []).append(tie)
    return stage_agreement(
        stage, made.decisions, settlements, tied, made.later, len(made.seen_before), len(made.imported)
    )


def of_stages(journal: Journal, theory_map: TheoryMap) -> list[StageAgreement]:
    """The agreement at each stage at which there is something to compare, in the order of the map."""
    twice = decided_twice(journal, theory_map)
    return [of_stage(journal, stage) for stage, many in twice.items() if many]


def decided_twice(journal: Journal, theory_map: TheoryMap) -> dict[str, int]:
    """For each stage the number of records with at least two decisions that the reviewer may see."""
    reviewers: dict[tuple[str, str], int] = {}
    for one in screening_acts.decisions(journal):
        place = one.stage, one.record
        reviewers[place] = reviewers.get(place, 0) + 1
    return {
        stage.id: sum(many > 1 for (at, _), many in reviewers.items() if at == stage.id)
        for stage in theory_map.stages
    }


def of_codes(journal: Journal, theory_map: TheoryMap, texts_in: Journal | None = None) -> list[CodeAgreement]:
    """The agreement on each code that was used in documents which at least two coders worked on.

    Who has a coding or a done mark on the present text of a document worked on it.
    """
    from review.team.passages import Worked, code_agreement  # loads numpy

    placed = coding_acts.codings(journal, placed=True, last_pages=False)
    worked: dict[str, set[str]] = {}
    for coding in placed:
        worked.setdefault(coding.record, set()).add(coding.reviewer)
    for mark in coding_acts.done_marks(journal):
        worked.setdefault(mark.record, set()).add(mark.reviewer)
    shared = {record: sorted(who) for record, who in worked.items() if len(who) > 1}
    codings: dict[str, list[Coding]] = {record: [] for record in shared}
    for coding in placed:
        if coding.record in codings:
            codings[coding.record].append(coding)
    lengths = texts.lengths(journal, list(shared), texts_in or journal)
    return code_agreement(
        theory_map,
        [Worked(record, lengths.get(record, 0), who, codings[record]) for record, who in shared.items()],
    )


def of_appraisals(journal: Journal, theory_map: TheoryMap) -> list[DimensionAgreement]:
    """The agreement on each dimension of appraisal."""
    from review.team.appraisals import dimension_agreement  # loads numpy

    dimensions = [dimension.id for dimension in theory_map.appraisal_dimensions]
    return dimension_agreement(dimensions, appraisals.appraisals(journal))
