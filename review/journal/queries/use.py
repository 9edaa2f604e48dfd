"""Responses to suggestions, and the order in which a stage was read."""

from __future__ import annotations

import json

from msgspec import Struct

from review import acts
from review.domain.suggestions.use import Response, SuggestedCode
from review.journal.journal import Journal
from review.journal.queries.counts import COUNTED, reached
from review.journal.queries.records import OF_EVIDENCE
from review.journal.queries.visibility import CODINGS, DECISIONS, REJECTIONS


class ReadingOrder(Struct, frozen=True):
    """A stage as far as it has been decided.

    `labels` says of each record whether it is relevant, in the order in which they were first decided on;
    `in_suggested_order` counts those for which a model's order was on the screen then; `records` is how many there
    are to decide on, decided or not; `parked` how many were parked, which does not count; `in_conflict` how many of
    the relevant ones are conflicts that nobody settled; `imported` how many were first decided on by what an import brought, `in_bulk` how many only together with
    others; `aside` says of which records one of both is so.
    """

    labels: list[bool]
    in_suggested_order: int
    records: int
    parked: int = 0
    in_conflict: int = 0
    imported: int = 0
    in_bulk: int = 0
    aside: tuple[bool, ...] = ()


def reading_order(journal: Journal, stage: str, before: str) -> ReadingOrder:
    """How a stage was decided, as far as the viewer may see it; only records of evidence are screened.

    An include or a maybe makes a record relevant, of several reviewers' decisions one is enough; an exclusion makes it
    irrelevant. Where they disagreed and it was settled, the decision that counts takes the place of theirs. A parked record
    does not count: parking withholds the judgement. A record that was decided with others and later by itself counts where that was done,
    unless the first decision was imported.

    Args:
        journal: the journal.
        stage: a stage of the theory map.
        before: the stage before it, whose includes and maybes are to be decided on; ``""`` at the first.
    """
    read = journal.rows(
        f"SELECT decision.record, max({COUNTED} IN ('include', 'maybe')),"
        " ifnull((SELECT outcome.decision = 'conflict' FROM outcome WHERE outcome.stage = :stage AND outcome.record = decision.record), 0),"
        " max(ifnull(json_extract(iif(json_valid(act), act, '{}'), '$.model'), '') <> ''),"
        f" max({_IS_IMPORTED}), min({_IS_IN_BULK})"
        f" FROM {DECISIONS} AS decision JOIN record ON record.record = decision.record JOIN event ON event.hash ="
        " (SELECT hash FROM event WHERE subject = 'decision:' || decision.record || ':' || stage || ':' || decision.reviewer"
        f" AND kind = 'decide' AND hash NOT IN (SELECT event FROM undone) ORDER BY {_IS_IN_BULK} AND NOT {_IS_IMPORTED}, clock, hash LIMIT 1)"
        f" WHERE {OF_EVIDENCE} AND stage = :stage AND {COUNTED} <> 'park'"
        " GROUP BY decision.record ORDER BY min(clock), decision.record",
        {"stage": stage},
    )
    judged = {record for record, *_ in read}
    decided = journal.rows(
        f"SELECT DISTINCT record FROM {DECISIONS} AS decision JOIN record USING (record) WHERE {OF_EVIDENCE} AND stage = :stage",
        {"stage": stage},
    )
    return ReadingOrder(
        [bool(relevant) for _, relevant, *_ in read],
        sum(ordered for *_, ordered, _, _ in read),
        reached(journal, stage, before),
        sum(record not in judged for (record,) in decided),
        sum(relevant and conflict for _, relevant, conflict, *_ in read),
        sum(imported for *_, imported, _ in read),
        sum(in_bulk and not imported for *_, imported, in_bulk in read),
        tuple(bool(imported or in_bulk) for *_, imported, in_bulk in read),
    )


_IS_IMPORTED = "(instr(act, '\"imported_from\":') > 0)"
_IS_IN_BULK = f"({_IS_IMPORTED} OR instr(act, '\"batch\":') > 0)"
"""SQL: whether a decision came with an import; whether it was made together with others. Acts leave out what they do not say."""


def suggested_codes(journal: Journal) -> list[SuggestedCode]:
    """The responses to suggested codes, and codes put on passages, by all reviewers, the oldest first.

    Only what stands is listed, under its present code: a coding that was removed, or whose code was changed, is left out.
    """
    found = []
    for coding, act, time, reviewer, codes in journal.rows(
        "SELECT coding.coding, act, coding.time, coding.reviewer, (SELECT json_group_object(coded, code) FROM coding_code WHERE"
        f" coding_code.coding = coding.coding) FROM {CODINGS} AS coding CROSS JOIN event ON event.hash = coding.coding"
        " ORDER BY event.clock, event.hash"
    ):
        made, standing = acts.read(act), json.loads(codes)
        if isinstance(made, acts.Code):  # else damaged since it was written
            found += [
                SuggestedCode(
                    standing[code],
                    _response(made, code),
                    made.record,
                    reviewer,
                    time,
                    coding,
                    _model(made, code),
                )
                for code in made.codes
                if code in standing
            ]
    for act, code, time, reviewer in journal.rows(
        f"SELECT act, code, event.time, event.reviewer FROM {REJECTIONS} AS rejection JOIN event ON event.hash = rejection.event"
    ):
        made = acts.read(act)
        if isinstance(made, acts.Reject):
            found.append(SuggestedCode(code, Response.REJECTED, made.record, reviewer, time))
    return sorted(found, key=lambda act: act.time)


def _model(made: acts.Code, code: str) -> str:
    accepted = made.suggestion
    return accepted.model if isinstance(accepted, acts.Accepted) and accepted.code == code else ""


def _response(made: acts.Code, code: str) -> Response:
    if isinstance(made.suggestion, acts.Accepted) and made.suggestion.code == code:
        return Response.ACCEPTED
    if not isinstance(made.shown, tuple):
        return Response.UNKNOWN
    return Response.AGREED if code in made.shown else Response.MISSED
