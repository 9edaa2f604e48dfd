"""Composing configurations (CMOCs) from passages, tying them to theories, and finding them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

from msgspec.structs import replace

from review.acts import (
    Act,
    AddElement,
    ConfigurationAct,
    LinkCmocs,
    MergeCmocs,
    NewCmoc,
    SetCmocStatus,
    StateCmoc,
    TakeElement,
    TakeFragment,
    TieCmoc,
    UnlinkCmocs,
    WordElement,
)
from review.domain import EvidenceStatus, Stance
from review.domain.texts.spans import Span
from review.domain.theories.configuration import (
    Configuration,
    ConfigurationStatus,
    Element,
    Fragment,
    LinkKind,
    Relation,
    link_in_words,
    ordered,
)
from review.domain.wording.named import named
from review.domain.wording.unknown import meant
from review.errors import ReviewError, UnknownNameError
from review.journal.event import Event
from review.journal.queries.theories import configurations
from review.journal.queries.theories.fragments import fragments_in
from review.journal.queries.theories.groups import next_label
from review.project.configurations.matching import is_found_in
from review.project.configurations.names import Names, as_stance, as_status
from review.project.configurations.parts import Made, Put, contents, element_of, is_worded_by, part_of
from review.project.configurations.putting import Putting, joined
from review.project.configurations.reading import Read
from review.project.documents import DocumentService
from review.project.service import Acknowledgement, Context, Service
from review.project.theory import TheoryService

OFF = "off"
"""Typed for a stance: the configuration is no longer tied to the code."""


class ConfigurationService(Service):
    """Acts on configurations.

    `cmoc` is a label in any case, an id, or the beginning of one; that of a merged one leads to the one that shows it.
    """

    def __init__(self, context: Context, theory: TheoryService, documents: DocumentService) -> None:
        super().__init__(context)
        self._theory = theory
        self._putting = Putting(context, documents)
        self._read = Read(context.journal)
        self._names = Names(theory)

    # --- finding ---------------------------------------------------------------------------------------------------

    def find(self, cmoc: str, *, last_pages: bool = True) -> Configuration:
        """The configuration that somebody means.

        `last_pages`: where passages end, for which texts are read, is needed.

        Raises:
            UnknownNameError: none or several.
        """
        return self._read.some([self._read.groups.meant(cmoc)], last_pages=last_pages)[0]

    def all(
        self,
        theory: str = "",
        status: ConfigurationStatus | str = "",
        search: str = "",
        *,
        last_pages: bool = False,
    ) -> list[Configuration]:
        """The configurations, oldest first: those tied to a code or its sub-themes, with a status, with words.

        Words may be in any case, without accents, and anywhere in label, statement, wordings, memos and quotations.

        Raises:
            UnknownNameError: the code or status is unknown.
        """
        codes: tuple[str, ...] = ()
        if theory:
            codes = self._theory.map.under(self._names.code(theory))
        wanted = as_status(status) if status else None
        return [
            one
            for one in self._read.every(last_pages=last_pages)
            if (not codes or not one.theories.keys().isdisjoint(codes))
            and (wanted is None or one.status is wanted)
            and (not search.strip() or is_found_in(one, search))
        ]

    def listed(self) -> list[Configuration]:
        """All configurations, oldest first, for a list: of their passages only those that are against them are read."""
        return self._read.listed()

    def of_record(self, record: str) -> list[Fragment]:
        """The fragments in a record, by place, each with the id and label of its configuration."""
        return fragments_in(self._journal, record, self._read.groups)

    # --- composing -------------------------------------------------------------------------------------------------

    def new(
        self,
        wordings: Mapping[str, str] | None = None,
        theories: Mapping[str, Stance | str] | None = None,
    ) -> Made:
        """Begin a configuration with elements in these roles, tied to codes with these stances; all may be left out.

        Raises:
            UnknownNameError: a role or code is unknown.
        """
        worded = {
            self._names.role(role): text.strip() for role, text in (wordings or {}).items() if text.strip()
        }
        batch = uuid4().hex if worded else ""
        with self._journal.transaction():
            made = self._begin(theories or {}, batch)
            for role in ordered(list(worded)):
                if role in worded:
                    self._append(AddElement(cmoc=made.cmoc, role=role, wording=worded[role], batch=batch))
        return made

    def begin(
        self,
        roles: Sequence[str],
        record: str,
        span: Span,
        *,
        wording: str = "",
        theories: Mapping[str, Stance | str] | None = None,
    ) -> tuple[Put, ...]:
        """Begin a configuration with a passage, in an element of each role, worded by `wording` or else by the quotation.

        It is one act to undo.

        Raises:
            ReviewError: the span is not in the text, or no role is given.
            UnknownNameError: a role or code is unknown, or the record has no text.
        """
        if not roles:
            raise ReviewError("no role given")
        into: dict[str, Element | None] = dict.fromkeys(map(self._names.role, roles))
        batch = uuid4().hex
        with self._journal.transaction():
            made = self._begin(theories or {}, batch)
            begun = self.find(made.cmoc, last_pages=False)
            return self._putting.put(begun, into, record, span, wording=wording.strip(), batch=batch)

    def _begin(self, theories: Mapping[str, Stance | str], batch: str) -> Made:
        tied = self._names.ties(theories)
        label = next_label(self._journal)
        made = self._append(NewCmoc(label=label, theories=tied, theory_event=self._theory.event, batch=batch))
        return Made(made.hash, f"{label} begun{self._names.both_sides(tied)}", made.hash, label)

    def put(
        self,
        cmoc: str,
        role: str,
        record: str,
        span: Span,
        *,
        relation: Relation | str = Relation.SHOWS,
        element: str = "",
        wording: str = "",
        status: EvidenceStatus | str = "",
    ) -> Put:
        """Put a passage of a record into an element in `role`.

        Without `element` (the beginning of its id) it joins the only element of the role; else, or with a wording that this
        one does not have, it makes one, worded by the quotation without `wording`. `status` is that of the evidence.

        Raises:
            ReviewError: the span is not in the text, or the passage is in that element already.
            UnknownNameError: the configuration, role, element or relation is unknown, or the record has no text.
        """
        configuration = self.find(cmoc, last_pages=False)
        chosen = self._names.role(role)
        into = joined(configuration, chosen, element, wording)
        return self._putting.put(
            configuration,
            {chosen: into},
            record,
            span,
            relation=relation,
            wording=wording.strip(),
            status=status,
        )[0]

    def put_whole(
        self,
        cmoc: str,
        roles: Sequence[str],
        record: str,
        span: Span,
        *,
        relation: Relation | str = Relation.SHOWS,
        status: EvidenceStatus | str = "",
    ) -> tuple[Put, ...]:
        """Put a passage that holds a whole claim into an element of each role, as `put` does; undone as one.

        Raises:
            ReviewError: as for `put`, or no role is given.
            UnknownNameError: as for `put`.
        """
        if not roles:
            raise ReviewError("no role given")
        configuration = self.find(cmoc, last_pages=False)
        chosen = dict.fromkeys(map(self._names.role, roles))
        into = {role: joined(configuration, role) for role in chosen}
        return self._putting.put(configuration, into, record, span, relation=relation, status=status)

    def retroduce(self, cmoc: str, role: str, wording: str, memo: str) -> Put:
        """Add an element that no passage shows; the memo says what must be true for the outcome.

        Raises:
            ReviewError: wording or memo is empty.
            UnknownNameError: the configuration or role is unknown.
        """
        configuration = self.find(cmoc, last_pages=False)
        if not wording.strip() or not memo.strip():
            raise ReviewError(
                "a retroduced element needs a wording and a memo: what must be true for this outcome?"
            )
        act = AddElement(
            cmoc=configuration.id, role=self._names.role(role), wording=wording.strip(), memo=memo.strip()
        )
        added = self._append(act)
        return Put(
            added.hash,
            f"{configuration.label}: retroduced {named(act.role)}",
            configuration.id,
            added.hash,
            "",
        )

    def word(self, cmoc: str, element: str, wording: str) -> Acknowledgement:
        """Word an element; wordings that were given apart are replaced.

        Raises:
            ReviewError: the wording is empty or nothing changes, or the element is gone.
            UnknownNameError: the configuration or element is unknown.
        """
        configuration = self.find(cmoc, last_pages=False)
        if not wording.strip():
            raise ReviewError("the wording is empty; nothing was saved")
        one = element_of(configuration, element)
        if not configurations.stands(self._journal, one.id):
            raise ReviewError(
                f"this {named(one.role)} of {configuration.label} was undone, only its passages are left; put them into another"
            )
        if one.wording == wording.strip() and not one.others:
            raise ReviewError(
                f"nothing changes; this {named(one.role)} of {configuration.label} is worded so"
            )
        act = WordElement(
            cmoc=configuration.id,
            element=one.id,
            wording=wording.strip(),
            follows=configurations.wordings_known(self._journal, one.id),
        )
        return self._act(act, f"{configuration.label}: {named(one.role)} worded")

    def take(self, cmoc: str, part: str) -> Acknowledgement:
        """Take out a fragment, or an element with its fragments, by the beginning of its id (an element also by its role).

        The last fragment of an element takes the element with it, unless somebody worded it or gave it a memo.

        Raises:
            UnknownNameError: the configuration or part is unknown.
        """
        configuration = self.find(cmoc, last_pages=False)
        one = part_of(configuration, part)
        if isinstance(one, Fragment):
            last_of = next((home for home in configuration.elements if home.fragments == (one,)), None)
            if last_of is None or not is_worded_by(last_of, one):
                taken = TakeFragment(cmoc=configuration.id, fragment=one.id, record=one.record)
                said = f"{configuration.label}: {named(one.role)} of {one.citation} taken out"
                return self._act(taken, f"{said}; its element stays" if last_of else said)
            one = last_of
        acts: list[ConfigurationAct] = [
            TakeFragment(cmoc=configuration.id, fragment=held.id, record=held.record)
            for held in one.fragments
        ]
        acts.append(TakeElement(cmoc=configuration.id, element=one.id))
        return self._deed(acts, f"{configuration.label}: {named(one.role)} taken out{contents(one)}")

    def state(self, cmoc: str, statement: str) -> Acknowledgement:
        """Write the statement by hand; ``""``: it is composed of the elements again. Statements written apart are replaced.

        Raises:
            ReviewError: nothing changes.
            UnknownNameError: the configuration is unknown.
        """
        configuration = self.find(cmoc, last_pages=False)
        if statement.strip() == configuration.written and not (
            configuration.is_outdated or configuration.others
        ):
            how = "written so" if configuration.written else "composed"
            raise ReviewError(f"nothing changes; the statement of {configuration.label} is {how} already")
        act = StateCmoc(
            cmoc=configuration.id,
            statement=statement.strip(),
            elements={one.id: one.wording for one in configuration.elements},
            follows=configurations.statements_known(self._journal, configuration.id),
        )
        said = "statement written" if act.statement else "statement composed of the elements"
        return self._act(act, f"{configuration.label}: {said}")

    # --- theories, links, status -----------------------------------------------------------------------------------

    def tie(self, cmoc: str, code: str, stance: Stance | str) -> Acknowledgement:
        """Tie a configuration to a code with a stance, or judge the tie again; ``off`` unties it.

        The message says if it has one stance toward a theory and its rival.

        Raises:
            ReviewError: nothing changes, and the code was not reworded since it was judged.
            UnknownNameError: the configuration or code is unknown, or it is not tied to the code.
        """
        configuration = self.find(cmoc, last_pages=False)
        known = self._names.code(code)
        if stance.strip().casefold() in {OFF, ""}:
            return self._untie(configuration, known)
        judged = as_stance(stance)
        if configuration.theories.get(known) == judged and known not in configuration.reworded:
            raise ReviewError(f"nothing changes; {configuration.label} is tied to {known} ({named(judged)})")
        act = TieCmoc(cmoc=configuration.id, code=known, stance=judged, theory_event=self._theory.event)
        tied = {**configuration.theories, known: judged}
        return self._act(
            act,
            f"{configuration.label} tied to {known} ({named(judged)}){self._names.both_sides(tied, known)}",
        )

    def _untie(self, configuration: Configuration, code: str) -> Acknowledgement:
        """Untie a configuration, and those merged into it that are tied to the code, too."""
        if code not in configuration.theories:
            raise UnknownNameError(f"{configuration.label} is not tied to {code}")
        acts = [
            TieCmoc(cmoc=cmoc, code=code, stance="", theory_event=self._theory.event)
            for cmoc in configurations.tied(self._journal, configuration.id, code)
        ]
        return self._deed(acts, f"{configuration.label} no longer tied to {code}")

    def link(self, cmoc: str, to: str, kind: LinkKind | str) -> Acknowledgement:
        """Link a configuration to another: it leads to it, or the other is a variant, rival or counter-case.

        Raises:
            ReviewError: both are one configuration, or are linked so already.
            UnknownNameError: a configuration or the kind is unknown.
        """
        one, other = self._two(cmoc, to)
        chosen = meant("link", kind, LinkKind)
        said = link_in_words(chosen, one.label, other.label)
        if any(link.to == other.id and link.kind is chosen for link in one.links):
            raise ReviewError(f"{said} already")
        return self._act(LinkCmocs(cmoc=one.id, to=other.id, link=chosen), said)

    def unlink(self, cmoc: str, to: str) -> Acknowledgement:
        """Remove all links from a configuration to another.

        Raises:
            ReviewError: there is none.
            UnknownNameError: a configuration is unknown.
        """
        one, other = self._two(cmoc, to)
        pairs = configurations.linked_pairs(self._journal, one.id, other.id)
        if not pairs:
            raise ReviewError(f"{one.label} has no link to {other.label}")
        acts = [UnlinkCmocs(cmoc=first, to=second) for first, second in pairs]
        back = [link_in_words(link.kind, other.label, one.label) for link in other.links if link.to == one.id]
        still = f"; still {', '.join(back)}" if back else ""
        return self._deed(acts, f"{one.label} no longer linked to {other.label}{still}")

    def merge(self, cmoc: str, merged: str) -> Acknowledgement:
        """Show the elements, fragments, ties and links of `merged` in `cmoc`, whose statement, status and stances count.

        Raises:
            ReviewError: both are one configuration.
            UnknownNameError: a configuration is unknown.
        """
        one, other = self._two(cmoc, merged)
        return self._act(MergeCmocs(cmoc=one.id, merged=other.id), f"{other.label} merged into {one.label}")

    def _two(self, cmoc: str, other: str) -> tuple[Configuration, Configuration]:
        wanted = [self._read.groups.meant(one) for one in (cmoc, other)]
        if wanted[0] == wanted[1]:
            raise ReviewError(f"{cmoc} and {other} are one configuration")
        found = self._read.some(wanted, last_pages=False)
        return found[0], found[1]

    def set_status(self, cmoc: str, status: ConfigurationStatus | str, reason: str) -> Acknowledgement:
        """Say what the review makes of a configuration: candidate, kept, or set aside.

        Raises:
            ReviewError: there is no reason, or nothing changes.
            UnknownNameError: the configuration or status is unknown.
        """
        configuration, wanted = self.find(cmoc, last_pages=False), as_status(status)
        if not reason.strip():
            raise ReviewError("a status needs a reason; nothing was saved")
        if (configuration.status, configuration.reason) == (wanted, reason.strip()):
            raise ReviewError(f"nothing changes; {configuration.label} is {named(wanted)} for this reason")
        act = SetCmocStatus(cmoc=configuration.id, status=wanted, reason=reason.strip())
        return self._act(act, f"{configuration.label} {named(act.status)}")

    # --- writing -------------------------------------------------------------------------------------------

    def _append(self, act: Act) -> Event:
        return self._journal.append(self._reviewer, act)

    def _deed(self, acts: Sequence[ConfigurationAct], said: str) -> Acknowledgement:
        """Write acts that are undone as one."""
        batch = uuid4().hex if len(acts) > 1 else ""
        with self._journal.transaction():
            events = [self._append(replace(act, batch=batch)) for act in acts]
        return Acknowledgement(events[-1].hash, said)
