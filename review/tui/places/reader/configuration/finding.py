"""The configurations as choices, to find one by its label, theories, status or statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.domain.wording.named import named
from review.tui.dialogs.choose import Choice

if TYPE_CHECKING:
    from review.project import Project


def candidates(project: Project, besides: str = "") -> list[Choice]:
    """All configurations, the newest first; `besides` one of them, those that it has links to are marked."""
    listed = project.configurations.listed()
    linked = {link.to for one in listed if one.id == besides for link in one.links}
    return [
        Choice(
            one.id,
            one.label,
            f"{' '.join([*one.theories, named(one.status)])}  {one.as_read}",
            marked=one.id in linked,
        )
        for one in reversed(listed)
        if one.id != besides
    ]
