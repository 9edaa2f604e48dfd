"""Configurations without a screen: which are listed, the one under the cursor, and what it is linked with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.domain.theories.chain import Drawing, Linked, draw, linked_with
from review.domain.theories.configuration import (
    CONTEXT,
    MECHANISM,
    OUTCOME,
    Configuration,
    ConfigurationStatus,
    Element,
    Fragment,
    Relation,
)
from review.domain.wording.named import named
from review.errors import UnknownNameError

if TYPE_CHECKING:
    from review.domain.theories.appraisal import Appraisal
    from review.domain.wording.word_changes import Words
    from review.project import Project

THEORY, STATUS, MARK = "theory", "status", "mark"
"""The fields of filters."""

PARTIAL, AGAINST, LOOK_AGAIN, OUTDATED = "partial", "evidence against", "look again", "statement outdated"
LABEL = 12
"""The most characters of a label in the drawing; those of this program are shorter."""

MARKS: Mapping[str, str] = {PARTIAL: "p", AGAINST: "a", LOOK_AGAIN: "L", OUTDATED: "!"}
"""What stands out about a configuration, and its letter in the list."""


def marks(configuration: Configuration) -> tuple[str, ...]:
    """What stands out about a configuration, in the order of `MARKS`."""
    found = {
        PARTIAL: not configuration.is_complete,
        AGAINST: any(one.relation is Relation.AGAINST for one in configuration.fragments),
        LOOK_AGAIN: bool(configuration.reworded),
        OUTDATED: configuration.is_outdated,
    }
    return tuple(mark for mark in MARKS if found[mark])


def missing(configuration: Configuration) -> list[str]:
    """Which of context, mechanism and outcome a partial configuration does not have."""
    roles = {element.role for element in configuration.elements}
    lacking = {CONTEXT: CONTEXT in roles, "mechanism": bool(roles & MECHANISM), OUTCOME: OUTCOME in roles}
    return [name for name, there in lacking.items() if not there]


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


class ConfigurationsDesk:
    """The configurations, filtered and searched; the one that is chosen stays chosen while it is listed.

    `listed` are those that fit, `total` is the number of all.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._all: Sequence[Configuration] = ()
        self._chosen = ""
        self._detail: Detail | None = None
        self.where: dict[str, str] = {}
        self.searched = ""
        self.listed: Sequence[Configuration] = ()
        self.reload()

    # The list

    def reload(self) -> None:
        """Read the configurations again; the cursor stays, or goes to the next one that is still listed."""
        self.map = self._project.theory.map
        self._all = self._project.configurations.listed()
        self._links: list[Linked] = [(one.id, to.to, to.kind) for one in self._all for to in one.links]
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
        if self.searched.strip():
            # Their words are also in their passages, which a list does not need.
            having = {one.id for one in self._project.configurations.all(search=self.searched)}
            found = [one for one in found if one.id in having]
        self.listed = [one for one in found if self._fits(one)]
        self._detail = None
        ids = {one.id for one in self.listed}
        if self._chosen not in ids:
            following = before[before.index(self._chosen) :] if self._chosen in before else []
            kept = [one for one in following if one in ids]
            last = self.listed[min(len(before) - len(following), len(self.listed) - 1)].id if ids else ""
            self._chosen = kept[0] if kept else last

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
        identifier = self._project.configurations.find(cmoc, last_pages=False).id
        if identifier not in {one.id for one in self._all}:
            self.reload()
        if identifier not in {one.id for one in self.listed}:
            self.clear()
        self._chosen, self._detail = identifier, None

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
