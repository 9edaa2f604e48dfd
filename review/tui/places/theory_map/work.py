"""The work on theories of the map, without a screen: verdicts, configurations, passages looked at for evidence against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from review.domain.theories.looked_at import passages_by_target
from review.domain.theories.verdict import Verdict
from review.tui.widgets.theories.work import WorkOnTheory

if TYPE_CHECKING:
    from review.project import Project


class WorkOnTheories:
    """Read when the review is counted: `verdicts` are by theory or rival framing."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.verdicts: Mapping[str, Verdict] = project.verdicts.all()
        self._configurations = project.configurations.listed()
        self._looked_at = passages_by_target(project.looked_at.all())

    def on(self, code: str) -> WorkOnTheory:
        """What was done on a theory, with its sub-themes."""
        under = self._project.theory.map.under(code)
        tied = tuple(one for one in self._configurations if not one.theories.keys().isdisjoint(under))
        return WorkOnTheory(
            self.verdicts.get(code),
            len(set().union(*(self._looked_at.get(one, ()) for one in under))),
            tied,
            tuple(under),
        )
