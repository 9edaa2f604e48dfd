"""Configurations (CMOCs) in files of this program, made here unless they are there already."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from review.acts import (
    AddElement,
    ConfigurationAct,
    LinkCmocs,
    Memo,
    NewCmoc,
    PutFragment,
    SetCmocStatus,
    StateCmoc,
)
from review.domain import EvidenceStatus, Stance
from review.domain.texts.spans import Span
from review.domain.theories.configuration import Configuration, ConfigurationStatus, LinkKind, Relation
from review.domain.wording.named import named
from review.exchange.refi.values import QdaSet, Skipped
from review.journal.exchange import review_id
from review.journal.journal import Journal
from review.journal.queries.theories.groups import Groups, labels_given, next_label
from review.project.coding.quotation import quoted
from review.project.interchange.configuration_notes import (
    ConfigurationNote,
    NotedElement,
    noted_configurations,
)
from review.project.interchange.exporting.ids import Ids
from review.project.interchange.importing.ground import Ground, Intent
from review.project.interchange.importing.services import Services

_Made = NewCmoc | ConfigurationAct | PutFragment | Memo


class ConfigurationPlanning:
    """Says which configurations are made; `code_named` has codes by their ids in the file, `places` passages by guid.

    `made` has the label here of each configuration by that in the file; `skipped` what has no place.
    """

    def __init__(
        self,
        ground: Ground,
        services: Services,
        code_named: Mapping[str, str],
        places: Mapping[str, tuple[str, Span]],
    ) -> None:
        self._code_named = code_named
        self._ground = ground
        self._services = services
        self._places = places
        self._ids: dict[str, str] = {}
        self.made: dict[str, str] = {}
        self.skipped: list[Skipped] = []

    def intents(self, *, preview: bool) -> Iterator[Intent]:
        """The configurations, then the links between them."""
        if not self._ground.is_own:
            return
        every = self._services.configurations.all()
        exported = self._exported(every)
        alike = {_same(one, one.written): one for one in every}
        noted = list(noted_configurations(self._ground.project))
        for of, note in noted:
            if known := exported.get(of.guid) or alike.get(_same(note, note.statement)):
                self._ids[of.guid], self.made[note.label] = known.id, known.label
                self._ground.present.there["configuration"] += 1
            else:
                self.made.setdefault(note.label, note.label)
                memos = len(self._ground.notes.texts(of.notes))
                yield Intent("configurations", partial(self._make, of, note), memos)
        there = {(one.id, link.to, link.kind) for one in every for link in one.links}
        if not preview:
            for of, note in noted:
                yield from self._links(of, note, there)

    def _exported(self, every: Sequence[Configuration]) -> dict[str, Configuration]:
        """The configurations of this review by the guids under which it exported them, or what was merged into them."""
        journal = self._services.context.journal
        ids, by_id = Ids(review_id.id_of(journal.database)), {one.id: one for one in every}
        return {
            ids.configuration(member): by_id[shown.id]
            for shown in Groups(journal).shown
            for member in shown.members
            if shown.id in by_id
        }

    def _make(self, of: QdaSet, note: ConfigurationNote, journal: Journal) -> None:
        """Make a configuration with its elements and passages."""
        by = self._ground.users.named(note.reviewer)
        is_free = note.label not in labels_given(journal)
        label = note.label if is_free and _LABEL.fullmatch(note.label) else next_label(journal)
        event, tied = self._services.theory.event, self._theories(note)
        cmoc = self._append(journal, by, NewCmoc(label=label, theories=tied, theory_event=event))
        self._ids[of.guid], self.made[note.label] = cmoc, label
        elements = {}
        for one in note.elements:
            act = AddElement(cmoc=cmoc, role=one.role, wording=one.wording, memo=one.memo)
            elements[self._append(journal, by, act)] = one
        for name, element in elements.items():
            self._put(cmoc, name, element, by, journal)
        if note.statement:
            worded = {name: element.wording for name, element in elements.items()}
            self._append(journal, by, StateCmoc(cmoc=cmoc, statement=note.statement, elements=worded))
        if note.status in tuple(ConfigurationStatus) and note.status != ConfigurationStatus.CANDIDATE:
            status = ConfigurationStatus(note.status)
            self._append(journal, by, SetCmocStatus(cmoc=cmoc, status=status, reason=note.reason))
        for text in self._ground.notes.texts(of.notes):
            self._append(journal, by, Memo(target=cmoc, text=text))

    def _put(self, cmoc: str, name: str, element: NotedElement, by: str, journal: Journal) -> None:
        """Put the passages of an element that were found here."""
        for one in element.fragments:
            if one.passage not in self._places:
                what = f"a passage of a configuration ({named(element.role)})"
                self.skipped.append(Skipped(what, "it is not in the text of the document here"))
                continue
            record, span = self._places[one.passage]
            act = PutFragment(
                **quoted(self._services.documents, record, *span),
                cmoc=cmoc,
                element=name,
                role=element.role,
                relation=Relation(one.relation) if one.relation in tuple(Relation) else Relation.SHOWS,
                status=one.status if one.status in tuple(EvidenceStatus) else "",
            )
            self._append(journal, self._ground.users.named(one.reviewer) if one.reviewer else by, act)

    def _links(
        self, of: QdaSet, note: ConfigurationNote, there: Collection[tuple[str, str, str]]
    ) -> Iterator[Intent]:
        """The links that are missing, also those of a configuration that came before the import was stopped."""
        by, one = self._ground.users.named(note.reviewer), self._ids.get(of.guid, "")
        for link in note.links:
            to = self._ids.get(link.to, "")
            if (
                one
                and to
                and to != one
                and link.kind in tuple(LinkKind)
                and (one, to, link.kind) not in there
            ):
                act = LinkCmocs(cmoc=one, to=to, link=LinkKind(link.kind))
                yield Intent("", partial(self._append, by=by, act=act))

    def _append(self, journal: Journal, by: str, act: _Made) -> str:
        """Write an act as a part of the import; its event."""
        ground = self._ground
        whole = replace(act, batch=ground.batch, imported_by=ground.imported_by(by))
        return journal.append(by, whole).hash

    def _theories(self, note: ConfigurationNote) -> dict[str, Stance]:
        """The stances toward codes, by their ids here."""
        found = {}
        for code, stance in note.theories.items():
            here = self._code_named.get(code, "")
            if here and stance in tuple(Stance):
                found[here] = Stance(stance)
        return found


_LABEL = re.compile(r"C[0-9]{1,9}")


def _same(one: Configuration | ConfigurationNote, statement: str) -> frozenset[tuple[str, str]]:
    """What makes configurations equal: the wordings of their roles, or without any the statement; whatever their spaces."""
    worded = [(element.role, element.wording) for element in one.elements] or [("", statement)]
    return frozenset((role, " ".join(wording.split())) for role, wording in worded)
