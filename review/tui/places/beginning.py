"""What a person is to know when a review is opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from review.project.writing.drafts import forms_left, left_in

if TYPE_CHECKING:
    from review.project import Project


def notices_of(project: Project) -> list[str]:
    """The notices from opening the project, without the one in the banner, and of texts to recover."""
    notices = [notice for notice in project.notices if notice != project.read_only]
    if unlisted := project.unlisted_reviewer:
        notices.append(unlisted)
    return notices if project.read_only else [*notices, *_typed(project)]


def _typed(project: Project) -> Iterator[str]:
    """What was typed and not saved before the program ended, and where it is."""
    if codes := [one.note.code for one in left_in(project.folder, project.reviewer)]:
        yield f"Text typed on {', '.join(dict.fromkeys(codes))} was not saved: the Desk recovers it."
    for left in forms_left(project.folder, project.reviewer):
        yield f"Not saved: “{left.note.form}”. Open it again, and what was typed is there ({left.file.name})."
