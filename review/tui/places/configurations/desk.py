"""Configurations without a screen: which are listed, the one under the cursor, and what it is linked with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from review.domain.theories.chain import Drawing, Linked, draw, linked_with
from review.domain.theories.configuration import (
    Configuration,
    ConfigurationStatus,
    Element,
    Fragment,
)
from review.domain.wording.named import named
from review.errors import UnknownNameError
from review.tui.places.configurations.marks import MARKS, marks

if TYPE_CHECKING:
    from review.domain.theories.appraisal import Appraisal
    from review.domain.wording.word_changes import Words
    from review.project import Project

THEORY, STATUS, MARK = "theory", "status", "mark"
"""The fields of filters."""

LABEL = 12
"""The most characters of a label in the drawing; those of this program are shorter."""


@dataclass(frozen=True)
class Detail:
    """A configuration in full: what is shown beside the list.

    `roles` and `codes` have names by id, `rewordings` have the changed words of theories that were
    reworded since it was tied to them, `written` the memos and comments on it, each with who wrote it, `appraised` the appraisals
    of sources for it, each with the citation.
    """

    configuration: Configuration
    roles: Mapping[str, str]
    codes: Mapping[str, str]
    rewordings: Mapping[str, Sequence[Words]]
    written: Sequence[tuple[str, str]]
    appraised: Sequence[tuple[str, Appraisal]] = ()


class Asked(NamedTuple):
    """What is to be read: all configurations, the `reads`-th time, and which have the words that are searched, if any are."""

    reads: int
    searched: str


class Found(NamedTuple):
    """All configurations, and the ids of those that have the words; None if none were searched."""

    every: Sequence[Configuration]
    having: frozenset[str] | None


class ConfigurationsDesk:
    """The configurations, filtered and searched; the one that is chosen stays chosen while it is listed.

    `listed` are those that fit, `total` is the number of all. They are read at once; if `reads_later`, `unread` says what is to be
    read, and `take` has it; until then those of before are listed.
    """

    def __init__(self, project: Project, *, reads_later: bool = False) -> None:
        self._project = project
        self._reads_later = reads_later
        self._reads = 0
        self._read_for: Asked | None = None
        self._all: Sequence[Configuration] = ()
        self._links: list[Linked] = []
        self._having: frozenset[str] | None = None
        self._chosen = ""
        self._goes_to = ""
        self._detail: Detail | None = None
        self.where: dict[str, str] = {}
        self.searched = ""
        self.listed: Sequence[Configuration] = ()
        self.reload()

    # The list

    def reload(self) -> None:
        """Have the configurations read again; the cursor stays, or goes to the next one that is still listed."""
        self._reads += 1
        self.map = self._project.theory.map
        self._detail = None
        self._read_now()

    def _read_now(self) -> None:
        if not self._reads_later and (wanted := self.unread()):
            self.take(wanted, self.read(wanted))

    def unread(self) -> Asked | None:
        """What is still to be read, or read again."""
        asked, last = Asked(self._reads, self.searched.strip()), self._read_for
        is_read = last is not None and last.reads == asked.reads and asked.searched in ("", last.searched)
        return None if is_read else asked

    @property
    def is_read(self) -> bool:
        """Whether the configurations were ever read."""
        return self._read_for is not None

    def read(self, asked: Asked) -> Found:
        """Read it; may be called from any thread.

        Raises:
            ReviewError: the review cannot be read.
        """
        configurations = self._project.configurations
        if not asked.searched:
            return Found(configurations.listed(), None)
        # Their words are also in their passages, which a list does not need.
        having = frozenset(one.id for one in configurations.all(search=asked.searched))
        return Found(configurations.listed(), having)

    def take(self, asked: Asked, found: Found) -> None:
        """Have what was read."""
        self._read_for = asked
        self._all, self._having = found
        self._links = [(one.id, to.to, to.kind) for one in self._all for to in one.links]
        self._select()

    @property
    def total(self) -> int:
        """The number of all configurations."""
        return len(self._all)

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or a filter is active."""
        return bool(self.where or self.searched.strip())

    def search(self, words: str) -> None:
        """List those that have all these words."""
        self.searched = words
        self._read_now()
        self._select()

    def toggle(self, field: str, value: str) -> None:
        """Filter by a value instead of another one of its field; no longer if that is what is filtered by."""
        if self.where.get(field) == value:
            del self.where[field]
        else:
            self.where[field] = value
        self._select()

    def clear(self) -> None:
        """List all."""
        self.where, self.searched = {}, ""
        self._select()

    def conditions(self) -> list[tuple[tuple[str, str], str]]:
        """The filters to choose from, as field and value, with their labels."""
        codes = self.map.code_names
        tied = {code for one in self._all for code in one.theories}
        found = [((THEORY, code), f"theory: {code} {name}") for code, name in codes.items() if code in tied]
        found += [
            ((THEORY, code), f"theory: {code} {name}") for code, name in codes.items() if code not in tied
        ]
        statuses = [((STATUS, str(one)), f"status: {named(one)}") for one in ConfigurationStatus]
        return [*statuses, *(((MARK, mark), f"mark: {mark}") for mark in MARKS), *found]

    def _select(self) -> None:
        before = [one.id for one in self.listed]
        found: Sequence[Configuration] = self._all
        if self.searched.strip() and self._having is not None:
            found = [one for one in found if one.id in self._having]
        self.listed = [one for one in found if self._fits(one)]
        self._detail = None
        self._go()
        ids = {one.id for one in self.listed}
        if self._chosen not in ids:
            following = before[before.index(self._chosen) :] if self._chosen in before else []
            kept = [one for one in following if one in ids]
            last = self.listed[min(len(before) - len(following), len(self.listed) - 1)].id if ids else ""
            self._chosen = kept[0] if kept else last

    def _go(self) -> None:
        """Choose the one that was asked for as soon as it is known; filters that hide it are cleared."""
        if self._goes_to not in {one.id for one in self._all}:
            return
        self._chosen, self._goes_to = self._goes_to, ""
        if self._chosen not in {one.id for one in self.listed}:
            self.where, self.searched, self.listed = {}, "", self._all

    def _fits(self, one: Configuration) -> bool:
        theory, status, mark = (self.where.get(field, "") for field in (THEORY, STATUS, MARK))
        return (
            (not theory or not one.theories.keys().isdisjoint(self.map.under(theory)))
            and (not status or one.status == status)
            and (not mark or mark in marks(one))
        )

    # The chosen one

    @property
    def position(self) -> int:
        """The place of the chosen one in the list."""
        return next((number for number, one in enumerate(self.listed) if one.id == self._chosen), 0)

    @property
    def chosen(self) -> Configuration | None:
        """The chosen configuration with all that is known of it; None if none is listed."""
        return self.detail.configuration if self.detail else None

    @property
    def detail(self) -> Detail | None:
        """The chosen configuration and what stands about it elsewhere, read when it is first asked for."""
        if self._detail is None and self._chosen:
            self._detail = self._read(self._chosen)
        return self._detail

    def choose(self, position: int) -> None:
        """Choose the one at a place of the list."""
        chosen = self.listed[position].id if 0 <= position < len(self.listed) else ""
        if chosen != self._chosen:
            self._chosen, self._detail = chosen, None

    def go_to(self, cmoc: str) -> None:
        """Choose a configuration by id or label, or the one that it was merged into; filters that hide it are cleared.

        Raises:
            UnknownNameError: there is none.
        """
        self._goes_to = self._project.configurations.find(cmoc, last_pages=False).id
        if self.is_read and self._goes_to not in {one.id for one in self._all}:
            self.reload()
        else:
            self._select()

    def part(self, identifier: str) -> Element | Fragment | None:
        """The element or fragment of the chosen one with this id."""
        if self.chosen is None:
            return None
        parts: list[Element | Fragment] = [*self.chosen.elements, *self.chosen.fragments]
        return next((one for one in parts if one.id == identifier), None)

    def chain(self) -> Drawing:
        """The drawing of what the chosen one is linked with; empty without links."""
        among = {one.id: one.label[:LABEL] for one in self.chained()}
        return draw(among, self._links, self._chosen) if len(among) > 1 else ()

    def chained(self) -> list[Configuration]:
        """The configurations of that drawing."""
        among = linked_with(self._chosen, self._links)
        return [one for one in self._all if one.id in among]

    def _read(self, cmoc: str) -> Detail | None:
        project = self._project
        try:
            one = project.configurations.find(cmoc)
        except UnknownNameError:  # gone since the list was read: the next look at the project says so
            return None
        theory_map = project.theory.map
        written = [(memo.reviewer, memo.text) for memo in project.annotations.memos(one.id)]
        written += [(said.in_words, said.text) for said in project.annotations.comments(one.id)]
        return Detail(
            one,
            roles={role.id: role.name for role in theory_map.configuration_roles},
            codes=theory_map.code_names,
            rewordings=self._rewordings(one),
            written=written,
            appraised=[
                (project.records.cited(of.record), of) for of in project.appraisals.all(target=one.id)
            ],
        )

    def _rewordings(self, one: Configuration) -> dict[str, Sequence[Words]]:
        """The changed words of each theory that was reworded since."""
        from review.domain.wording.word_changes import word_changes

        found: dict[str, Sequence[Words]] = {}
        for of in one.rewordings:
            for code, before, after in self._project.theory_history.beside(of.judged_under, of.since):
                if code == of.code and before and after:
                    found[code] = word_changes(before.proposition, after.proposition)
        return found
