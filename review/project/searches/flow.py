"""The flow of records through the review, and what is stated about its boxes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from review.acts import (
    Appraise,
    CiteText,
    Code,
    Comment,
    ConfigurationAct,
    Done,
    GiveVerdict,
    Holds,
    LookedAt,
    Memo,
    NewCmoc,
    PutFragment,
    Recode,
    Reject,
    SetFacet,
    StateFlow,
    Uncode,
    WriteProse,
    kinds_of,
)
from review.acts.flow import said
from review.domain import Decision, DecisionKind, Outcome, Settlement
from review.domain.searches import checking
from review.domain.searches.against_earlier import AgainstEarlier
from review.domain.searches.flow import Box, Flow, Stated, Streams
from review.domain.wording.named import named
from review.domain.wording.unknown import folded, meant
from review.errors import ReviewError
from review.journal.journal import Journal
from review.journal.queries import records, references, screening_acts
from review.journal.queries.searches import counts, log
from review.journal.queries.searches import flow as queries
from review.journal.queries.theories.kept import Kept, of_kinds
from review.project.service import Acknowledgement, Context, Service
from review.project.theory import TheoryService
from review.theory_map import TheoryMap

if TYPE_CHECKING:
    from review.synthesis.flow import FlowMaterial
    from review.synthesis.places import Candidate

NOT_REPORTED = "not-reported"
COMPUTED = "computed"


BESIDE = kinds_of(
    Appraise, CiteText, Code, Comment, ConfigurationAct, Done, GiveVerdict, Holds, LookedAt, Memo, NewCmoc, PutFragment, Recode, Reject,
    SetFacet, Uncode, WriteProse,
)  # fmt: skip
"""Acts that change nothing in the flow."""

_IS_OF_FLOW = f"kind NOT IN {of_kinds(BESIDE)}"


class FlowService(Service):
    """Reads the flow, and states what happened outside the program."""

    def __init__(self, context: Context, theory: TheoryService) -> None:
        super().__init__(context)
        self._theory = theory
        self._kept: tuple[TheoryMap, Kept[Flow]] | None = None

    def read(self) -> Flow:
        """The flow as it is now, as far as this reviewer may see the decisions; may be called from any thread."""
        theory_map, kept = self._theory.map, self._kept
        if kept is None or kept[0] != theory_map:
            # In one step: another thread may be here, too.
            kept = theory_map, Kept(self._journal, lambda: flow_of(self._journal, theory_map), _IS_OF_FLOW)
            self._kept = kept
        return kept[1].now()

    def included_against(self) -> list[AgainstEarlier]:
        """The records that N counts though an earlier stage has decided otherwise: excluded or parked them, or disagrees."""
        return screening_acts.included_against(self._journal, tuple(self._theory.stages))

    def stated(self) -> dict[Box, Stated]:
        """What is stated about boxes."""
        return queries.statements(self._journal)

    def state(self, box: Box | str, n: int | str, because: str) -> Acknowledgement:
        """State how many are in a box, that it is ``not-reported``, or go back to what is ``computed``; undoable.

        It replaces what was stated before.

        Raises:
            ReviewError: it is not one of these, there is no reason, or nothing changes.
            UnknownNameError: the box is unknown.
        """
        known = meant("box", box, Box)
        act = StateFlow(box=known, n=_number(n), because=" ".join(because.split()))
        if not act.because:
            raise ReviewError(f"say why {named(known)} is stated (--because T)")
        with self._journal.transaction():
            now = self.stated().get(known)
            if _says(act, now):
                raise ReviewError(f"nothing changes; {named(known)} is {said(act.n)} already")
            follows = queries.standing_statements(self._journal, known)
            before = f", before: {'not reported' if now.n is None else f'{now.n:,}'}" if now else ""
            stated = StateFlow(box=known, n=act.n, because=act.because, follows=follows)
            return self._act(stated, f"Flow, {stated.detail}{before}")


def _number(n: int | str) -> int | UnsetType | None:
    """What somebody typed for a box.

    Raises:
        ReviewError: it is not a number from 0, ``not-reported`` or ``computed``.
    """
    if folded(str(n)) == folded(NOT_REPORTED):
        return None
    if folded(str(n)) == COMPUTED:
        return UNSET
    digits = str(n).replace(",", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS):
        raise ReviewError(f"'{n}' is not a number from 0, {NOT_REPORTED} or {COMPUTED}")
    return int(digits)


_MOST_DIGITS = 12


def _says(act: StateFlow, now: Stated | None) -> bool:
    """Whether what is stated now already says this, alone."""
    if now is None:
        return act.n is UNSET
    return not now.others and (act.n, act.because) == (now.n, now.because)


def flow_of(journal: Journal, theory_map: TheoryMap) -> Flow:
    """The flow of a review in a journal; exclusions by criterion count only decisions that the viewer may see."""
    from review.synthesis.flow import flow

    return flow(_material(journal, theory_map))


def streams_of(journal: Journal, theory_map: TheoryMap) -> Streams:
    """What of the flow only other methods than databases found."""
    from review.synthesis.streams import streams

    return streams(_material(journal, theory_map))


def _material(journal: Journal, theory_map: TheoryMap) -> FlowMaterial:
    """What the flow is counted from."""
    from review.synthesis.flow import FlowMaterial
    from review.synthesis.identified import FILES_READ, Arrival

    came = queries.arrived(journal)
    arrivals = [
        Arrival(one.record, one.source or PurePath(one.path).name or FILES_READ, one.search) for one in came
    ]
    related = references.relations(journal)
    searches, imported, sources = log.searches(journal), queries.found(came), counts.references(journal)
    return FlowMaterial(
        stages=[stage.id for stage in theory_map.stages],
        arrivals=arrivals,
        candidates=_candidates(journal, theory_map),
        included=len(records.included_evidence(journal, theory_map.last_stage)),
        searches=searches,
        problems={
            one.id: checking.problems(one, imported.get(one.id, 0), sources.get(one.id)) for one in searches
        },
        siblings=[(one, other) for one, other, relation in related if relation == "same-study"],
        stated=queries.statements(journal),
    )


def _candidates(journal: Journal, theory_map: TheoryMap) -> dict[str, Candidate]:
    """The records of evidence with their outcomes, the criterion that excluded each, and whether reviewers differ on it."""
    from review.synthesis.places import Candidate

    found = _excluding(screening_acts.decisions(journal), screening_acts.settlements(journal))
    order = {criterion.id: place for place, criterion in enumerate(theory_map.criteria)}
    by_record: defaultdict[str, dict[str, str]] = defaultdict(dict)
    differing: defaultdict[str, set[str]] = defaultdict(set)
    for (record, stage), named_by in found.items():
        by_record[record][stage] = _deciding(named_by, order)
        if not set.intersection(*map(set, named_by)):
            differing[record].add(stage)
    outcomes = queries.outcomes(journal)
    return {
        record: Candidate(
            {stage: Outcome(outcome) for stage, outcome in outcomes.get(record, {}).items()},
            by_record[record],
            is_not_retrieved,
            differing[record],
            has_file,
        )
        for record, is_not_retrieved, has_file in queries.evidence(journal)
    }


def _excluding(
    decisions: Sequence[Decision], settlements: Sequence[Settlement]
) -> dict[tuple[str, str], list[tuple[str, ...]]]:
    """The criteria by which each record was excluded at each stage, by each who named some.

    If a disagreement was settled by some, those of the settlement.
    """
    given: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for made in (decisions, settlements):
        found: defaultdict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
        for one in made:
            if one.decision is DecisionKind.EXCLUDE and one.criteria:
                found[one.record, one.stage].append(one.criteria)
        given |= found
    return given


def _deciding(named_by: Sequence[tuple[str, ...]], order: Mapping[str, int]) -> str:
    """The criterion that most named; of several, the first in the map's order."""
    many = Counter(criterion for criteria in named_by for criterion in dict.fromkeys(criteria))
    return min(many, key=lambda one: (-many[one], order.get(one, len(order)), one))
