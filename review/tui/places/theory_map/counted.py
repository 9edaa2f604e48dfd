"""What is counted over the whole review for the Theory map, without a screen: evidence, what waits, the work on theories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.domain import CodeEvidence
from review.tui.places.theory_map.history import refined_by_code
from review.tui.places.theory_map.work import WorkOnTheories, work_on_theories
from review.tui.widgets.theory_detail import Refined

if TYPE_CHECKING:
    from review.project import Project


@dataclass(frozen=True)
class Counted:
    """What there is on each code.

    `evidence` is by code, `waiting` counts the codings of each code that wait for another look, on any record, `work` is that on theories,
    `refined` how each theory came to its wording.
    """

    evidence: Mapping[str, CodeEvidence]
    waiting: Mapping[str, int]
    work: WorkOnTheories
    refined: Mapping[str, Refined]

    def history(self, code: str, under: Collection[str]) -> Refined:
        """How a theory came to its wording, and how many passages of it and its sub-themes, `under`, wait for another look."""
        waiting = sum(self.waiting.get(one, 0) for one in under)
        return self.refined.get(code, Refined())._replace(waiting=waiting)


def count(project: Project) -> Counted:
    """Count what there is now; may be called from any thread.

    Raises:
        ReviewError: the review cannot be read.
    """
    waits = project.looking_again.queue()
    evidence = project.theory.evidence_by_code({(one.coding.id, one.code) for one in waits})
    return Counted(
        {one.code: one for one in evidence},
        Counter(one.code for one in waits),
        work_on_theories(project),
        refined_by_code(project),
    )
