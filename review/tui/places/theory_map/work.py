"""The work on theories of the map, without a screen: verdicts, configurations, passages looked at for evidence against."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.domain.theories.configuration import Configuration
from review.domain.theories.looked_at import passages_by_target
from review.domain.theories.verdict import Verdict
from review.tui.widgets.theories.work import WorkOnTheory

if TYPE_CHECKING:
    from review.project import Project


@dataclass(frozen=True)
class WorkOnTheories:
    """What there was when the review was counted: `verdicts` by theory or rival framing, passages `looked_at` by target."""

    verdicts: Mapping[str, Verdict]
    configurations: Sequence[Configuration]
    looked_at: Mapping[str, Collection[tuple[str, int, int]]]

    def on(self, code: str, under: Collection[str]) -> WorkOnTheory:
        """What was done on a theory with its sub-themes; `under` are the codes of all of them."""
        tied = tuple(one for one in self.configurations if not one.theories.keys().isdisjoint(under))
        return WorkOnTheory(
            self.verdicts.get(code),
            len(set().union(*(self.looked_at.get(one, ()) for one in under))),
            tied,
            tuple(under),
        )


def work_on_theories(project: Project) -> WorkOnTheories:
    """Read it; may be called from any thread.

    Raises:
        ReviewError: the review cannot be read.
    """
    return WorkOnTheories(
        project.verdicts.all(),
        project.configurations.listed(),
        passages_by_target(project.looked_at.all()),
    )
