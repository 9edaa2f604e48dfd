"""The configurations as choices, to find one by its label, theories, status or statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.domain.wording.named import named
from review.tui.dialogs.choose import Choice

if TYPE_CHECKING:
    from review.project import Project


def candidates(project: Project) -> list[Choice]:
    """All configurations, the newest first."""
    return [
        Choice(one.id, one.label, f"{' '.join([*one.theories, named(one.status)])}  {one.statement}")
        for one in reversed(project.configurations.listed())
    ]
