"""How the theories of the map came to their present wording, without a screen: for the pane, the story, two versions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from review.domain.wording.one_line import first_words
from review.domain.wording.quoted import quoted
from review.domain.wording.short_id import short_id
from review.domain.wording.word_changes import Words, word_changes
from review.errors import ReviewError
from review.tui.widgets.theory_detail import Refined

if TYPE_CHECKING:
    from review.domain.theories.theory_version import TheoryParts
    from review.project import Project

QUOTE = 60
"""The most characters of a passage, memo or comment that names a trigger."""


def refined_by_code(project: Project) -> Mapping[str, Refined]:
    """The version of each theory, how often it was refined, and its first proposition with the changes since.

    May be called from any thread.

    Raises:
        ReviewError: the review cannot be read.
    """
    versions = project.theory.versions()
    pairs = project.theory_history.beside(versions[0].number, versions[-1].number)
    refinements = project.theory_history.refinements()
    return {
        code: Refined(*refinements.get(code, (1, 0)), _changed_words(before, after))
        for code, before, after in pairs
    }


def _changed_words(before: TheoryParts | None, after: TheoryParts | None) -> tuple[Words, ...]:
    if before and after and before.proposition != after.proposition:
        return tuple(word_changes(before.proposition, after.proposition))
    return ()


def cited(project: Project, identifier: str) -> str:
    """What led to a change, or a record that it draws on, in a few words; an id that is no longer there stays."""
    try:
        return project.records.cited(identifier)
    except ReviewError:
        pass
    try:
        coding = project.coding.get(identifier)
        where = f"{project.records.cited(coding.record)}, {coding.cited_page}"
        return f"{quoted(first_words(coding.quote, QUOTE))} ({where})"
    except ReviewError:
        pass
    said = {memo.id: f"memo: {memo.text}" for memo in project.annotations.memos()}
    said |= {one.id: f"comment: {one.text}" for one in project.annotations.comments()}
    return first_words(said.get(identifier, short_id(identifier)), QUOTE)
