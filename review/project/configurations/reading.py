"""The configurations of a journal, with what changed of their theories: for the service, and for exports as of a moment."""

from __future__ import annotations

from collections.abc import Collection

from review.domain.theories.configuration import Configuration
from review.journal.journal import Journal
from review.journal.queries import theory
from review.journal.queries.theories.configurations import Versions, configurations, listed
from review.journal.queries.theories.groups import Groups, Shown
from review.project.looking_again.waiting import StandingWordings


class Read:
    """What was read of a journal, kept until something is done in it, by any program."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._wordings = StandingWordings(journal)
        self._revision = -1
        self._groups: Groups | None = None
        self._versions: Versions | None = None
        self._light: list[Configuration] | None = None
        self._listed: list[Configuration] | None = None

    def _as_it_stands(self) -> None:
        if (revision := self._journal.revision) != self._revision:
            self._groups = self._versions = self._light = self._listed = None
            self._revision = revision

    @property
    def groups(self) -> Groups:
        """Which configurations there are."""
        self._as_it_stands()
        if self._groups is None:
            self._groups = Groups(self._journal)
        return self._groups

    @property
    def versions(self) -> Versions:
        """What is known of the versions of the theory map."""
        self._as_it_stands()
        if self._versions is None:
            self._versions = _versions(self._journal, self._wordings)
        return self._versions

    def some(self, wanted: Collection[Shown], *, last_pages: bool) -> list[Configuration]:
        """Some of the configurations."""
        return configurations(self._journal, self.versions, self.groups, wanted, last_pages=last_pages)

    def every(self, *, last_pages: bool) -> list[Configuration]:
        """All configurations, oldest first."""
        if last_pages:
            return configurations(self._journal, self.versions, self.groups)
        self._as_it_stands()
        if self._light is None:
            self._light = configurations(self._journal, self.versions, self.groups, last_pages=False)
        return self._light

    def listed(self) -> list[Configuration]:
        """All configurations, oldest first, for a list: of their passages only those that are against them."""
        self._as_it_stands()
        if self._listed is None:
            self._listed = listed(self._journal, self.versions, self.groups)
        return self._listed


def all_configurations(journal: Journal, texts_in: Journal | None = None) -> list[Configuration]:
    """All configurations of a journal, oldest first; `texts_in` is the journal with the texts, if it is another one."""
    versions = _versions(journal, StandingWordings(journal))
    return configurations(journal, versions, texts_in=texts_in)


def _versions(journal: Journal, wordings: StandingWordings) -> Versions:
    codes = list(theory.current(journal).map.code_names)
    return Versions(theory.numbers(journal), wordings.now(), codes)
