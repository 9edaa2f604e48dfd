"""What is counted over the whole review for the Theory map, without a screen: evidence, what waits, the work on theories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.domain import CodeEvidence
from review.tui.places.theory_map.work import WorkOnTheories

if TYPE_CHECKING:
    from review.project import Project


@dataclass(frozen=True)
class Counted:
    """What there is on each code.

    `evidence` is by code, `waiting` counts the codings of each code that wait for another look, on any record, `work` is that on theories.
    """

    evidence: Mapping[str, CodeEvidence]
    waiting: Mapping[str, int]
    work: WorkOnTheories


def count(project: Project) -> Counted:
    """Count what there is now; may be called from any thread.

    Raises:
        ReviewError: the review cannot be read.
    """
    waits = project.looking_again.queue()
    evidence = project.theory.evidence_by_code({(one.coding.id, one.code) for one in waits})
    return Counted(
        {one.code: one for one in evidence}, Counter(one.code for one in waits), WorkOnTheories(project)
    )
