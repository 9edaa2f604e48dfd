"""How the theories of the map came to their present wording, without a screen: for the pane, the story, two versions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from review.domain.wording.one_line import first_words
from review.domain.wording.short_id import short_id
from review.domain.wording.word_changes import Words, word_changes
from review.errors import ReviewError
from review.tui.widgets.theory_detail import Refined

if TYPE_CHECKING:
    from review.domain.theories.theory_version import TheoryParts
    from review.project import Project

QUOTE = 60
"""The most characters of a passage, memo or comment that names a trigger."""


class MapHistory:
    """Read when something is asked for, then kept: it belongs to one version of the map."""

    def __init__(self, project: Project) -> None:
        self._project = project

    @cached_property
    def _refinements(self) -> Mapping[str, tuple[int, int]]:
        return self._project.theory_history.refinements()

    @cached_property
    def _beside(self) -> Mapping[str, tuple[TheoryParts | None, TheoryParts | None]]:
        """The first and the present parts of each theory."""
        versions = self._project.theory.versions()
        pairs = self._project.theory_history.beside(versions[0].number, versions[-1].number)
        return {code: (before, after) for code, before, after in pairs}

    def refined(self, code: str) -> Refined:
        """The version of a theory, how often it was refined, and its first proposition with the changes since."""
        version, count = self._refinements.get(code, (1, 0))
        before, after = self._beside.get(code, (None, None))
        words: tuple[Words, ...] = ()
        if before and after and before.proposition != after.proposition:
            words = word_changes(before.proposition, after.proposition)
        return Refined(version, count, words)

    def cited(self, identifier: str) -> str:
        """What led to a change, or a record that it draws on, in a few words; an id that is no longer there stays."""
        project = self._project
        try:
            return project.records.cited(identifier)
        except ReviewError:
            pass
        try:
            coding = project.coding.get(identifier)
            cited = f"{project.records.cited(coding.record)}, {coding.cited_page}"
            return f"“{first_words(coding.quote, QUOTE)}” ({cited})"
        except ReviewError:
            pass
        said = {memo.id: f"memo: {memo.text}" for memo in project.annotations.memos()}
        said |= {one.id: f"comment: {one.text}" for one in project.annotations.comments()}
        return first_words(said.get(identifier, short_id(identifier)), QUOTE)
