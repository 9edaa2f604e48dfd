"""Decisions as they were made before others' could be seen: what agreement between reviewers is about.

Once enough have decided on a record, everybody sees what they decided, and may decide again. So each counts as it stood when
enough had decided; what came later is shown beside it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from review.acts import Decide
from review.domain import Decision, DecisionKind
from review.journal import validity
from review.journal.journal import Journal
from review.journal.queries.team.asked import Asked, Through
from review.journal.queries.team.imported import imported_decisions


class Independent(Struct, frozen=True):
    """Decisions of a stage as they were made before others' could be seen, of each reviewer one on a record.

    `later` has what a reviewer decided afterwards where that differs, by (record, reviewer). `seen_before` are the records with
    a decision whose maker could see another's, because only one was asked for or enough had decided; `imported` those with a
    decision that came with a file: whether its maker had seen another's is not known.
    """

    decisions: tuple[Decision, ...]
    later: Mapping[tuple[str, str], DecisionKind]
    seen_before: frozenset[str]
    imported: frozenset[str]


class _Made(NamedTuple):
    """A decision that was made, and when: clocks of the act and of its undo."""

    clock: int
    hash: str
    undone: float


def independent(journal: Journal, stage: str, decisions: Iterable[Decision]) -> Independent:
    """What reviewers decided at a stage independently, of the present `decisions` that may be seen.

    Records with one decision are left out. How many were asked for counts as it was when each decision was made.
    """
    on: dict[str, list[Decision]] = {}
    for one in decisions:
        if one.stage == stage:
            on.setdefault(one.record, []).append(one)
    on = {record: made for record, made in on.items() if len(made) > 1}
    asked_at = Asked(journal, stage)
    imports = imported_decisions(journal) if on else {}
    made = _made(journal, stage, withdrawn=imports.keys())
    found: list[Decision] = []
    later: dict[tuple[str, str], DecisionKind] = {}
    seen_before: set[str] = set()
    imported: set[str] = set()
    for record, present in on.items():
        asked = asked_at.of(record)
        known = {one.reviewer: made.get((record, one.reviewer), ()) for one in present}
        opened = _opened(known.values(), asked)
        counting = {one.reviewer: _counting(known[one.reviewer], opened, one.event) for one in present}
        elsewhere = {reviewer for reviewer, one in counting.items() if one and one.hash in imports}
        if elsewhere:
            imported.add(record)
        if any(_could_see(who, counting[who], known, asked) for who in known.keys() - elsewhere):
            seen_before.add(record)
        for one in present:
            first = _independent(known[one.reviewer], opened)
            if first is None or first.hash == one.event:
                found.append(one)
                continue
            was = _as_made(journal, one, first.hash)
            found.append(was)
            if was.decision is not one.decision:
                later[record, one.reviewer] = one.decision
    return Independent(tuple(found), later, frozenset(seen_before), frozenset(imported))


def _made(journal: Journal, stage: str, withdrawn: AbstractSet[str]) -> dict[tuple[str, str], list[_Made]]:
    """Every decision that was ever made at a stage, by (record, reviewer), in the journal's order.

    Those of an import that was undone (`withdrawn` if undone) are left out: nobody made them here, and none of them stands.
    """
    found: dict[tuple[str, str], list[_Made]] = {}
    rows = journal.rows(
        "SELECT event.subject, event.clock, event.hash, undone.clock FROM event"
        " LEFT JOIN undone ON undone.event = event.hash WHERE kind = 'decide' ORDER BY event.clock, event.hash"
    )
    for subject, clock, event, undone in rows:
        if undone is not None and event in withdrawn:
            continue
        kind, *place = subject.split(":", 3)
        if kind == "decision" and place[1] == stage:
            known = found.setdefault((place[0], place[2]), [])
            known.append(_Made(clock, event, math.inf if undone is None else undone))
    return found


def _opened(made: Iterable[Sequence[_Made]], asked: Through) -> float:
    """The clock from which everybody saw what two or more had decided: as many as were asked for; infinite if never."""
    everyone = list(made)
    for clock in sorted({*asked.clocks, *(one.clock for those in everyone for one in those)}):
        if _standing(everyone, clock) >= max(asked.at(clock), 2):
            return clock
    return math.inf


def _standing(made: Iterable[Sequence[_Made]], clock: int) -> int:
    """How many reviewers had a decision after the act with a clock."""
    return sum(_independent(those, clock) is not None for those in made)


def _counting(made: Sequence[_Made], opened: float, present: str) -> _Made | None:
    """The decision of a reviewer that counts: the one that stood when enough had decided, or else the present one."""
    return _independent(made, opened) or next((one for one in made if one.hash == present), None)


def _could_see(
    reviewer: str, made: _Made | None, known: Mapping[str, Sequence[_Made]], asked: Through
) -> bool:
    """Whether a reviewer could see what others had decided when making the decision that counts."""
    if made is None:
        return False
    others = [those for other, those in known.items() if other != reviewer]
    return _standing(others, made.clock - 1) >= asked.at(made.clock - 1)


def _independent(made: Sequence[_Made], opened: float) -> _Made | None:
    """The decision of a reviewer that counted at a clock, if there was one."""
    standing = [one for one in made if one.clock <= opened < one.undone or opened == math.inf == one.undone]
    return standing[-1] if standing else None


def _as_made(journal: Journal, present: Decision, event: str) -> Decision:
    """A reviewer's decision as an earlier event made it; the present one where that cannot be read any more."""
    for one in journal.events("hash = ?", (event,)):
        act = validity.checked(one.act)
        if isinstance(act, Decide):
            return replace(
                present,
                event=event,
                decision=act.decision,
                criteria=act.criteria,
                note=act.note,
                overrides=act.overrides,
                time=one.time,
                theories=act.theories,
            )
    return present
