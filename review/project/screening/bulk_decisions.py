"""One decision on several records: which of them get it, and storing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from threading import Event as StopEvent
from uuid import uuid4

from msgspec.structs import replace

from review.acts import Decide
from review.acts.decisions import DONE
from review.domain import DecisionKind, Role
from review.domain.searches.not_retrieved import counts_as_not_retrieved
from review.domain.wording.counted import are, counted, do, them, was
from review.domain.wording.named import named
from review.journal.journal import Journal
from review.journal.queries.listing import deciding, lookup
from review.project.runs.on_many import on_many


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many records were excluded, or parked, at a stage before the one that is decided at; or wait there for its pilot."""

    stage: str
    decision: DecisionKind | None
    count: int

    def in_words(self) -> str:
        """The number and why, as a sentence: ``1 excluded at title abstract is left out.``."""
        if self.decision is None:
            return (
                f"{self.count:,} {do(self.count, 'wait')} until the pilot of {named(self.stage)} is finished."
            )
        return f"{self.count:,} {DONE[self.decision]} at {named(self.stage)} {are(self.count)} left out."


@dataclass(frozen=True, slots=True)
class BulkDecision:
    """One decision on several records, before it is stored: those with the row keys `keys` get a decision like `act`.

    `kept` others that were asked for keep what they have: the reviewer has decided on them, or they have the decisions
    that the stage needs. If it `replaces`, they get it, too. `without` counts those that were excluded or parked at a
    stage before, which never get it, and those that wait for a pilot. `other_roles` of the `keys` have another role than evidence, and
    the flow counts `unseen` of them as not retrieved, whatever is decided. N counts `in_n` of those that it excludes or parks, because
    they are included at the last stage, which is another.
    """

    act: Decide
    keys: tuple[int, ...]
    kept: int = 0
    without: tuple[LeftOut, ...] = ()
    other_roles: int = 0
    unseen: int = 0
    in_n: int = 0
    replaces: bool = False

    @property
    def left_out(self) -> int:
        """How many were excluded or parked at a stage before, or wait for a pilot."""
        return sum(left.count for left in self.without)

    def in_words(self) -> str:
        """What would be done, in one line: ``62 records would be excluded at title abstract by E1. …``."""
        roles = f" {self.other_roles:,} of them not evidence." if self.other_roles else ""
        return f"{self._done(len(self.keys), 'would be ')}{roles}{self._beside}{self.left_in_words}"

    def stored_in_words(self, stored: int) -> str:
        """What was done to so many records, in one line."""
        return f"{self._done(stored)}{self._beside}{self.left_in_words}"

    @property
    def _beside(self) -> str:
        """What counts otherwise than the decision says, a sentence each, after a space."""
        if not self.in_n:
            return self._unseen_in_words
        included = f" {self.in_n:,} of them {are(self.in_n)} included at the last stage: N counts {them(self.in_n)} all the same."
        return self._unseen_in_words + included

    @property
    def _unseen_in_words(self) -> str:
        """Which of them count as not retrieved, as a sentence after a space."""
        if not self.unseen:
            return ""
        done = DONE[self.act.decision]
        return f" {self.unseen:,} of them {was(self.unseen)} not retrieved: the flow counts them there, not as {done}."

    def _done(self, count: int, verb: str = "") -> str:
        by = f" by {', '.join(self.act.criteria)}" if self.act.criteria else ""
        return f"{counted(count, 'record')} {verb}{DONE[self.act.decision]} at {named(self.act.stage)}{by}."

    @property
    def left_in_words(self) -> str:
        """Which records do not get it, and why: a sentence for each reason, after a space."""
        keeps = "keeps its decision" if self.kept == 1 else "keep their decisions"
        kept = f" {self.kept:,} decided before {keeps}." if self.kept else ""
        return kept + "".join(f" {of_them.in_words()}" for of_them in self.without)


@dataclass(frozen=True, slots=True)
class BulkDecided:
    """The events of a bulk decision, in the order of its keys, and a sentence about them."""

    events: tuple[str, ...]
    message: str


def planned(
    journal: Journal,
    reviewer: str,
    act: Decide,
    keys: Sequence[int],
    before: Sequence[str],
    *,
    replaces: bool,
    last: str = "",
    only: AbstractSet[int] | None = None,
) -> BulkDecision:
    """What a decision like `act` on the records with these row keys would do. `before` are the stages before its own.

    `last` is the last stage, if that is another. `only`: the keys of its pilot, while others wait for that.
    """
    decided = set() if replaces else deciding.decided(journal, reviewer, act.stage)
    chosen = asked = [key for key in keys if key not in decided]
    without = []
    if only is not None and (waiting := [key for key in chosen if key not in only]):
        without.append(LeftOut(act.stage, None, len(waiting)))
        chosen = [key for key in chosen if key in only]
    for stage in before:
        for decision in deciding.OUT_LATER:
            of_them = deciding.decided_as(journal, stage, decision)
            remaining = [key for key in chosen if key not in of_them]
            if len(remaining) < len(chosen):
                without.append(LeftOut(stage, decision, len(chosen) - len(remaining)))
            chosen = remaining
    evidence = lookup.with_role(journal, Role.EVIDENCE)
    return BulkDecision(
        act,
        tuple(chosen),
        kept=len(keys) - len(asked),
        without=tuple(without),
        other_roles=sum(key not in evidence for key in chosen),
        unseen=_unseen(journal, act, chosen) if before else 0,
        in_n=_in_n(journal, act, chosen, last) if last else 0,
        replaces=replaces,
    )


def _unseen(journal: Journal, act: Decide, chosen: Sequence[int]) -> int:
    """How many of the records were not retrieved, if an exclusion or parking of them counts in no box of the flow."""
    if not counts_as_not_retrieved(act.decision):
        return 0
    return len(lookup.not_retrieved(journal).intersection(chosen))


def _in_n(journal: Journal, act: Decide, chosen: Sequence[int], last: str) -> int:
    """How many of the records are included at the last stage, if the decision takes them out at an earlier one."""
    if act.decision not in deciding.OUT_LATER:
        return 0
    included = deciding.decided_as(journal, last, DecisionKind.INCLUDE)
    return len(included.intersection(chosen) & lookup.with_role(journal, Role.EVIDENCE))


def store(
    journal: Journal,
    reviewer: str,
    bulk: BulkDecision,
    before: Sequence[str],
    progress: Callable[[int, int], None],
    stop: StopEvent,
) -> BulkDecided:
    """Store a bulk decision in short steps; one undo reverses it. `stop` ends it, what was stored stays.

    Records that were merged, decided on elsewhere, or excluded or parked at a stage `before`, since it was planned are left out.

    Raises:
        JournalError: the journal is read-only or busy for too long; what was stored before stays.
    """
    batch = uuid4().hex
    events: list[str] = []
    records = lookup.identifiers(journal, bulk.keys)

    def decide(record: str) -> None:
        if deciding.can_be_decided(
            journal, reviewer, record, bulk.act.stage, before=before, again=bulk.replaces
        ):
            act = replace(bulk.act, record=record, batch=batch)
            events.append(journal.append(reviewer, act).hash)

    on_many(journal, records, decide, lambda done: progress(done, len(records)), stop)
    return BulkDecided(tuple(events), bulk.stored_in_words(len(events)))
