"""What a project file says of a record: source type, facets, appraisals, role and a decision, beside what the review has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from review.acts import Act, Decide, SetFacet, SourceType
from review.domain import DecisionKind, Role
from review.domain.theories.appraisal import Appraisal
from review.domain.wording.named import named
from review.exchange.refi.values import Skipped
from review.project.interchange.importing.describing import Described, GivenAppraisal
from review.project.interchange.importing.ground import Ground, Intent, appending
from review.project.theories.appraisals import AppraisalService


class RecordState(NamedTuple):
    """What the review says of a record already; without a role of one that is only planned."""

    source_type: str = ""
    role: str = ""
    facets: Mapping[str, tuple[str, ...]] = {}
    appraisals: tuple[Appraisal, ...] = ()
    is_decided: bool = False


class RecordPlanning:
    """Says which acts describe records. `code_named` has the map's code by the id in the file, `cmocs` ids by label."""

    def __init__(
        self,
        ground: Ground,
        theory_event: str,
        appraisals: AppraisalService,
        code_named: Mapping[str, str],
        cmocs: Mapping[str, str],
    ) -> None:
        self._map = ground.theory_map
        self._event = theory_event
        self._appraisals = appraisals
        self._code_named = code_named
        self._codes = {*ground.theory_map.code_names, *ground.code_of.values()}
        self._cmocs = cmocs
        self._users = ground.users
        self._reviewer = ground.users.importer
        self._batch = ground.batch
        self.skipped: list[Skipped] = []

    def of(
        self,
        record: str,
        title: str,
        said: Described,
        state: RecordState,
        labels: Mapping[str, str],
    ) -> Iterator[Intent]:
        """The acts that say of a record what the file does; `labels` has those of its configurations here."""
        yield from self._source_type(record, title, said.source_type, state)
        for facet, values in said.facets.items():
            if facet not in state.facets:
                yield self._intent(
                    "facets",
                    SetFacet(record=record, target=record, facet=facet, values=values, batch=self._batch),
                )
            elif tuple(state.facets[facet]) != values:
                self._keep(title, f"facet {facet}")
        for given in said.appraisals:
            yield from self._appraisal(record, title, given, state, labels)
        if not state.is_decided:
            for stage, decision in said.decisions.items():
                yield self._intent("decisions", self._decide(record, stage, decision))
        role = said.reference.get("role", "")
        if state.role and role in tuple(Role) and role != state.role:
            self._keep(title, f"role {role}")

    def _intent(self, what: str, act: Act) -> Intent:
        return appending(what, self._reviewer, lambda: act)

    def _source_type(self, record: str, title: str, source_type: str, state: RecordState) -> Iterator[Intent]:
        if source_type and not state.source_type:
            act = SourceType(record=record, source_type=source_type, batch=self._batch)
            yield self._intent("source_types", act)
        elif source_type and source_type != state.source_type:
            self._keep(title, f"source type {source_type}")

    def _keep(self, title: str, what: str) -> None:
        self.skipped.append(Skipped(f"“{title}”: {what}", "the review has another one, which is kept"))

    def _appraisal(
        self,
        record: str,
        title: str,
        given: GivenAppraisal,
        state: RecordState,
        labels: Mapping[str, str],
    ) -> Iterator[Intent]:
        """An appraisal, unless the reviewer's levels are there already."""
        reviewer = self._users.appraiser(given.reviewer)
        if reviewer is None:
            why = "a stakeholder in the theory map, who comments only"
            self.skipped.append(Skipped(f"“{title}”: appraisal by {given.reviewer}", why))
            return
        target = labels.get(given.target, "") or self._code_named.get(given.target, given.target)
        is_known = target in labels.values() or target in self._codes or not target
        if not is_known:
            what = f"“{title}”: appraisal for {given.target}"
            self.skipped.append(Skipped(what, "the theory map does not have the code"))
            return
        there = {
            dimension
            for one in state.appraisals
            if (one.target in (target, self._id_of(target))) and one.reviewer == reviewer and not one.span
            for dimension in one.levels
        }
        levels = {dimension: level for dimension, level in given.levels.items() if dimension not in there}
        if not levels:
            return
        by = "" if reviewer == self._reviewer else reviewer

        def make() -> Act:
            act = self._appraisals.act(record, levels, given.because, target=target, batch=self._batch)
            return replace(act, appraised_by=by)

        yield appending("appraisals", self._reviewer, make)

    def _id_of(self, target: str) -> str:
        """The id of the configuration with a label; ``""`` if it is not one."""
        return self._cmocs.get(target, "")

    def _decide(self, record: str, stage: str, decision: str) -> Decide:
        at = "the last stage" if stage == self._map.last_stage else named(stage)
        return Decide(
            record=record,
            stage=stage,
            decision=DecisionKind(decision),
            theory_event=self._event,
            note=f"imported: {named(decision)}d at {at}",
            batch=self._batch,
        )
