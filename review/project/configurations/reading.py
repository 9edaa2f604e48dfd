"""The configurations of a journal, with what changed of their theories: for the service, and for exports as of a moment."""

from __future__ import annotations

from collections.abc import Collection

from review.acts import (
    Appraise,
    CiteText,
    Comment,
    Decide,
    Done,
    GiveVerdict,
    LookedAt,
    Memo,
    Reject,
    SampleAct,
    SetFacet,
    Settle,
    StateFlow,
    TieConflict,
    TieSearch,
    WriteProse,
    kinds_of,
)
from review.domain.theories import MAP_SUBJECT
from review.domain.theories.configuration import Configuration
from review.journal.journal import Journal
from review.journal.queries import theory
from review.journal.queries.theories.configurations import Versions, configurations, listed
from review.journal.queries.theories.groups import GROUPED, Groups, Shown
from review.journal.queries.theories.kept import Kept, of_kinds
from review.project.looking_again.waiting import StandingWordings

BESIDE = kinds_of(
    Appraise, CiteText, Comment, Decide, Done, GiveVerdict, LookedAt, Memo, Reject, SampleAct, SetFacet, Settle, StateFlow, TieConflict,
    TieSearch, WriteProse,
)  # fmt: skip
"""Acts that change nothing in a configuration; codings may, whose status its passages share."""

_CAN_CHANGE = f"kind NOT IN {of_kinds(BESIDE)}"


class Read:
    """What was read of a journal, each part kept until something arrives that could change it."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        wordings = StandingWordings(journal)
        self._groups = Kept(journal, lambda: Groups(journal), GROUPED)
        self._versions = Kept(journal, lambda: _versions(journal, wordings), f"subject = '{MAP_SUBJECT}'")
        self._light = Kept(
            journal,
            lambda: configurations(journal, self.versions, self.groups, last_pages=False),
            _CAN_CHANGE,
        )
        self._listed = Kept(journal, lambda: listed(journal, self.versions, self.groups), _CAN_CHANGE)

    @property
    def groups(self) -> Groups:
        """Which configurations there are."""
        return self._groups.now()

    @property
    def versions(self) -> Versions:
        """What is known of the versions of the theory map."""
        return self._versions.now()

    def some(self, wanted: Collection[Shown], *, last_pages: bool) -> list[Configuration]:
        """Some of the configurations."""
        return configurations(self._journal, self.versions, self.groups, wanted, last_pages=last_pages)

    def every(self, *, last_pages: bool) -> list[Configuration]:
        """All configurations, oldest first."""
        if last_pages:
            return configurations(self._journal, self.versions, self.groups)
        return self._light.now()

    def listed(self) -> list[Configuration]:
        """All configurations, oldest first, for a list: of their passages only those that are against them."""
        return self._listed.now()


def all_configurations(
    journal: Journal, texts_in: Journal | None = None, *, last_pages: bool = True
) -> list[Configuration]:
    """All configurations of a journal, oldest first; `texts_in` is the journal with the texts, if it is another one.

    `last_pages`: where passages end, for which texts are read, is needed.
    """
    versions = _versions(journal, StandingWordings(journal))
    return configurations(journal, versions, texts_in=texts_in, last_pages=last_pages)


def _versions(journal: Journal, wordings: StandingWordings) -> Versions:
    codes = list(theory.current(journal).map.code_names)
    return Versions(theory.numbers(journal), wordings.now(), codes)
