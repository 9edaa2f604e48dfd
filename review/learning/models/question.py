"""What the order of records compares before any decision: the review's own words, and the texts of records."""

from __future__ import annotations

from review.domain import RecordText
from review.theory_map import TheoryMap


def question_text(theory_map: TheoryMap, stage: str | None = None) -> str:
    """The review's own words: question, propositions, inclusion criteria (of a stage)."""
    stages = [s.id for s in theory_map.stages] if stage is None else [stage]
    codes = [code for code in theory_map.codes if not code.rejected]
    criteria = [c for s in stages for c in theory_map.criteria_of(s, excludes=False)]
    return ". ".join(
        [
            theory_map.question,
            *(code.proposition for code in codes),
            *(" ".join(code.key_terms) for code in codes),
            *(criterion.text for criterion in criteria),
            *(" ".join(criterion.key_terms) for criterion in criteria),
        ]
    )


def record_text(record: RecordText) -> str:
    """Title and abstract, or a report's opening if the abstract is missing or short."""
    return f"{record.title} {record.abstract} {record.opening}".rstrip()
