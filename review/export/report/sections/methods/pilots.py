"""Methods: the records that several reviewers decided on first, to try the criteria."""

from __future__ import annotations

from collections.abc import Collection

from review.domain.wording.counted import was
from review.export.report.draft import Draft
from review.export.report.sentences import Part, counted, sentence
from review.theory_map import Stage


def pilots(draft: Draft, stage: Stage, decided: Collection[str]) -> Part:
    """What each pilot of a stage was, its reason, and whether all of its records are decided."""
    made = [one for one in draft.material.pilots() if one.stage == stage.id]
    said: list[Part] = []
    for place, one in enumerate(made, start=1):
        of = f"pilot {place} at {stage.id}"
        left = len(set(one.records) - set(decided))
        waits = (
            ("; ", counted(left, "record", f"{of}, not decided"), f" of it {was(left)} not decided")
            if left
            else ""
        )
        said += [
            " " if said else "",
            sentence(
                "In a pilot, ",
                counted(len(one.records), "record", of),
                f" {was(len(one.records))} to be decided by ",
                counted(one.reviewers, "reviewer", f"{of}, reviewers"),
                " each",
                f" ({one.because.rstrip('.')})" if one.because else "",
                waits,
            ),
        ]
    return said
