"""What a person is to know when a review is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.project.writing.drafts import left_in

if TYPE_CHECKING:
    from review.project import Project


def notices_of(project: Project) -> list[str]:
    """The notices from opening the project, without the one in the banner, and of texts to recover."""
    notices = [notice for notice in project.notices if notice != project.read_only]
    if unlisted := project.unlisted_reviewer:
        notices.append(unlisted)
    left = () if project.read_only else left_in(project.folder, project.reviewer)
    if codes := [one.note.code for one in left]:
        notices.append(
            f"Text typed on {', '.join(dict.fromkeys(codes))} was not saved: the Desk recovers it."
        )
    return notices
