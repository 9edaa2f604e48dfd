"""Codings that two copies looked at again apart, with different answers.

A code still holds, has another stance, or is off.
The later change is shown, and that a code still holds changes nothing; so the other answer is in the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from review import acts
from review.domain.wording.named import named
from review.journal.journal import Journal
from review.journal.queries import theory
from review.journal.queries.team.made_apart import MadeApart
from review.journal.queries.visibility import may_see


class AnsweredApart(NamedTuple):
    """A code of a coding on a record, what two said of it, and who; `said` counts."""

    record: str
    code: str
    said: str
    by: str
    other: str
    other_by: str


class _Made(NamedTuple):
    hash: str
    replica: str
    clock: int
    reviewer: str
    said: str = ""


_HOLDS = "still holds"
_STANDING = "hash NOT IN (SELECT event FROM undone)"
_SEVERAL = "SELECT count(DISTINCT replica) > 1 FROM event WHERE kind IN ('recode', 'uncode', 'holds')"
_CHANGES = (
    "SELECT substr(subject, 8) AS coding, record, hash, replica, clock, reviewer FROM event"
    f" WHERE kind IN ('recode', 'uncode') AND {_STANDING}"
)
_HELD = (
    "SELECT coding, code, hash, replica, clock, reviewer FROM held JOIN event ON event.hash = held.event"
    f" WHERE {_STANDING}"
)


def answered_apart(journal: Journal) -> Iterator[AnsweredApart]:
    """The answers that differ from another one, made apart in another copy; until somebody looks at the code there again."""
    if not journal.value(_SEVERAL):
        return
    changes = {made[0]: (coding, record, _Made(*made)) for coding, record, *made in journal.rows(_CHANGES)}
    held = [(coding, code, _Made(*made)._replace(said=_HOLDS)) for coding, code, *made in journal.rows(_HELD)]
    copies: dict[str, set[str]] = {}
    for coding, _, made in (*changes.values(), *held):
        copies.setdefault(coding, set()).add(made.replica)
    records = {coding: record for coding, record, _ in changes.values() if len(copies[coding]) > 1}
    if not records:
        return
    former = theory.current(journal).map.former_codes
    said: dict[tuple[str, str], list[_Made]] = {}
    for coding, code, made in held:
        said.setdefault((coding, former.get(code, code)), []).append(made)
    for coding in records:
        for event, code, answer in _answers(journal, coding, former):
            if event in changes:
                made = changes[event][2]._replace(said=answer)
                said.setdefault((coding, former.get(code, code)), []).append(made)
    apart = MadeApart(journal)
    for (coding, code), answers in said.items():
        *before, last = sorted(answers, key=lambda one: one.clock)
        if coding in records and (other := apart.last(before, last, differs=_unlike(last))):
            # What was changed counts, also where it is the earlier one.
            shown, kept = (other, last) if last.said == _HOLDS else (last, other)
            if may_see(journal, shown.hash) and may_see(journal, kept.hash):
                yield AnsweredApart(
                    records[coding], code, shown.said, shown.reviewer, kept.said, kept.reviewer
                )


def _answers(journal: Journal, coding: str, former: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """The events that changed a coding, with each code, as it was put, that they judged, and what they came to."""
    # The folds are not needed to open a review, so a start does without them.
    from review.journal.projections.coding import judged_after
    from review.journal.projections.events import effective, of_subject

    with journal.snapshot() as connection:
        events, _ = effective(of_subject(connection, f"coding:{coding}"))
    for place, event in enumerate(events):
        before, after = (judged_after(events[:end], former) for end in (place, place + 1))
        for code, was in before.items():
            now = after.get(code)
            if now is None:
                yield event.hash, code, "is off"
            elif now.stance != was.stance:
                yield event.hash, code, named(now.stance)
            elif now.theory_event != was.theory_event or _is_looked_at(
                event.act, {code, former.get(code, code)}
            ):
                yield event.hash, code, _HOLDS


def _is_looked_at(act: acts.Act, names: set[str]) -> bool:
    """Whether an act says of a code, by one of its names, that it was judged again."""
    return isinstance(act, acts.Recode) and not names.isdisjoint(act.looked_at)


def _unlike(last: _Made) -> Callable[[_Made], bool]:
    return lambda one: one.said != last.said
