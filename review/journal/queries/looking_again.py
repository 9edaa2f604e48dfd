"""Under which acts on the theory map codes were put on passages and looked at again, and records were parked."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from review.domain.record import Role
from review.journal.journal import Journal
from review.journal.queries import theory
from review.journal.queries.visibility import CODINGS, EACH_CODING, HELD, MERGED_CODES, hidden_events


class CodedRow(NamedTuple):
    """A code of a coding on a listed record: its present id, the one that was put, and the act on the map that it knew."""

    coding: str
    code: str
    coded: str
    theory_event: str


def coded(journal: Journal, record: str = "") -> list[CodedRow]:
    """Every code of every standing coding, or of those on a record, in the order of the codings and their codes."""
    return journal.read(
        CodedRow,
        f"SELECT coding, code, coded, coding_code.theory_event FROM coding_code JOIN {CODINGS} AS coding USING (coding)"
        " JOIN record USING (record)"
        f" WHERE {'coding.record = ?' if record else '1'}"
        ' ORDER BY record.key, start, "end", coding.time, coding, position',
        (record,) if record else (),
    )


class MergedRow(NamedTuple):
    """A code that was put on a coding and is now another code of it, as `CodedRow`, and the stance that was toward it."""

    coding: str
    code: str
    coded: str
    theory_event: str
    stance: str


def merged(journal: Journal, coding: str = "") -> Mapping[tuple[str, str], list[MergedRow]]:
    """By coding and code: codes put there that were merged into it, where the stance toward them was another."""
    rows = journal.read(
        MergedRow,
        f"SELECT coding, code, coded, theory_event, stance FROM {MERGED_CODES} WHERE {'coding = :coding' if coding else '1'}",
        {"coding": coding},
    )
    found: defaultdict[tuple[str, str], list[MergedRow]] = defaultdict(list)
    for row in rows:
        found[row.coding, row.code].append(row)
    return found


def number_coded(journal: Journal, codes: Collection[str]) -> int:
    """How many standing codings have one of these codes, by their present ids."""
    sql = (
        f"SELECT count(DISTINCT {EACH_CODING}) FROM coding_code JOIN {CODINGS} AS coding USING (coding)"
        " WHERE code IN (SELECT value FROM json_each(?))"
    )
    return int(journal.value(sql, (json.dumps(list(codes)),)))


def held(journal: Journal) -> Mapping[str, list[tuple[str, str]]]:
    """By coding: the codes that were found to still hold on it, and the acts on the map under which they did."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for coding, code, theory_event in journal.rows(f"SELECT coding, code, theory_event FROM {HELD}"):
        found[coding].append((code, theory_event))
    return found


class CodingPlace(NamedTuple):
    """A standing coding, and the number of the version of the theory map that stood when it was made."""

    coding: str
    version: int


def codings_in_order(journal: Journal) -> list[CodingPlace]:
    """The standing codings in the order in which they were made."""
    return journal.read(
        CodingPlace,
        f"SELECT coding.coding, {_VERSION_THEN} AS version FROM {CODINGS} AS coding CROSS JOIN event AS made ON made.hash = coding.coding ORDER BY made.clock, made.hash",
    )


_VERSION_THEN = (
    "(SELECT ifnull(max(number), 0) FROM theory_version JOIN event AS maker ON maker.hash = theory_version.event"
    " WHERE (maker.clock, maker.hash) <= (made.clock, made.hash))"
)
"""The version of the theory map that stood when an event was made."""


class Rejudged(NamedTuple):
    """A code that was removed from a coding, or got another stance there; `code` is the one that was put.

    It was judged before under the version `under` of the theory map, and now while the version `by` stood.
    """

    coding: str
    code: str
    under: int
    by: int


class Answers(NamedTuple):
    """What looking again came to: the codes that were `changed`, and those that were `kept` as they were."""

    changed: list[Rejudged]
    kept: list[Rejudged]


def answers(journal: Journal) -> Answers:
    """Every code of a coding that a later act judged otherwise, or found to be right; what was undone is left out.

    One whose stance was set to what it was is kept, as one that was said to hold.
    """
    # The folds are not needed to open a review, so a start does without them.
    from review.journal.projections.coding import judged_after
    from review.journal.projections.events import effective, of_subject

    numbers = theory.numbers(journal)
    former = theory.current(journal).map.former_codes
    rows = journal.rows(
        f"SELECT DISTINCT subject, hash, {_VERSION_THEN} FROM event AS made WHERE kind IN ('recode', 'uncode')"
        " AND hash NOT IN (SELECT value FROM json_each(?)) ORDER BY subject, clock, hash",
        (json.dumps(hidden_events(journal)),),
    )
    then = {event: version for _, event, version in rows}
    changed, kept = [], _held(journal, numbers)
    for subject in dict.fromkeys(subject for subject, _, _ in rows):
        with journal.snapshot() as connection:
            events, _ = effective(of_subject(connection, subject))
        for place, event in enumerate(events):
            if event.hash not in then:
                continue
            before, after = (judged_after(events[:end], former) for end in (place, place + 1))
            for code, was in before.items():
                now = after.get(code)
                under = numbers.get(was.theory_event, 0)
                one = Rejudged(subject.partition(":")[2], code, under, then[event.hash])
                if now is None or now.stance != was.stance:
                    changed.append(one)
                elif now.theory_event != was.theory_event:
                    kept.append(one)
    return Answers(changed, kept)


def _held(journal: Journal, numbers: Mapping[str, int]) -> list[Rejudged]:
    """The codes that were said to hold on codings that stand or stood."""
    rows = journal.rows(
        "SELECT coding, code, theory_event FROM held WHERE event NOT IN (SELECT value FROM json_each(?))",
        (json.dumps(hidden_events(journal)),),
    )
    return [
        Rejudged(coding, code, 0, numbers[theory_event])
        for coding, code, theory_event in rows
        if theory_event in numbers
    ]


class ParkedRow(NamedTuple):
    """A reviewer's decision to park a record: what for (a JSON list), when, and the act on the map that it knew."""

    record: str
    time: str
    theories: str
    theory_event: str


def parked(journal: Journal, reviewer: str, stage: str, record: str = "") -> list[ParkedRow]:
    """The evidence, or one record of it, that a reviewer has parked at a stage, the oldest first.

    Where the decisions of all come to something else, it is left out.
    """
    one, given = (" AND decision.record = ?", (record,)) if record else ("", ())
    return journal.read(
        ParkedRow,
        "SELECT decision.record, decision.time, theories, theory_event FROM decision JOIN record USING (record)"
        " LEFT JOIN outcome ON outcome.record = decision.record AND outcome.stage = decision.stage"
        " WHERE decision.reviewer = ? AND decision.stage = ? AND decision.decision = 'park'"
        f" AND ifnull(outcome.decision, 'park') = 'park' AND record.role = ?{one} ORDER BY record.key",
        (reviewer, stage, Role.EVIDENCE, *given),
    )
