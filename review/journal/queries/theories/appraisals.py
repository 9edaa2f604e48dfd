"""Appraisals as they stand: each reviewer's acts on the same put together, of every dimension the last.

What was appraised for a theory that was merged into another counts where nothing was for that one itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from review.domain.theories.appraisal import Appraisal, Level
from review.journal.journal import Journal
from review.journal.queries import theory
from review.journal.queries.theories.groups import shown_by


class _Row(NamedTuple):
    appraisal: str
    record: str
    target: str
    levels: str
    because: str
    text_sha256: str
    start: int
    end: int
    quote: str
    reviewer: str
    time: str
    is_lost: int
    in_person: int
    clock: int
    is_for_merged: int


def _shown_in(journal: Journal, rows: Iterable[_Row]) -> list[_Row]:
    """Rows for merged configurations as rows for the one that shows them."""
    found = list(rows)
    groups = shown_by(journal, (row.target for row in found))
    return [row._replace(target=groups.get(row.target, row.target)) for row in found]


def appraisals(journal: Journal, *, record: str = "", target: str | None = None) -> list[Appraisal]:
    """The appraisals of listed records: all, those of a record, or those for a target (``""``: the whole review).

    Those for a configuration that was merged are for the one that shows it.

    In the order of the records, then of target, passage and reviewer; a whole record before its passages.
    """
    rows = journal.read(
        _Row,
        'SELECT appraisal, appraisal.record AS record, target, levels, because, appraisal.text_sha256 AS text_sha256, start, "end",'
        " quote, appraisal.reviewer AS reviewer, appraisal.time AS time,"
        " appraisal.text_sha256 NOT IN ('', record.text_sha256) AS is_lost, event.reviewer = appraisal.reviewer AS in_person, clock,"
        " given_for <> target AND given_for IN (SELECT value FROM json_each(:merged)) AS is_for_merged"
        " FROM appraisal JOIN record USING (record) JOIN event ON event.hash = appraisal"
        f" WHERE {'appraisal.record = :record' if record else '1'}"
        ' ORDER BY record.key, target, start, "end", appraisal.text_sha256, appraisal.reviewer',
        {"record": record, "merged": json.dumps(theory.merged_away(journal))},
    )
    of_same: dict[tuple[object, ...], list[_Row]] = {}
    for row in _shown_in(journal, rows):
        same = (row.record, row.target, row.text_sha256, row.start, row.end, row.reviewer)
        of_same.setdefault(same, []).append(row)
    return [_together(acts) for acts in of_same.values() if target in (None, acts[0].target)]


def _together(those: Iterable[_Row]) -> Appraisal:
    """What a reviewer's acts on the same come to: first those for a merged theory, then others' imports, then by age.

    An act of which no level counts any more is left out.
    """
    acts = sorted(those, key=lambda act: (not act.is_for_merged, act.in_person, act.clock, act.appraisal))
    decided_by: dict[str, _Row] = {}
    for act in acts:
        for dimension in json.loads(act.levels):
            decided_by[dimension] = act
    counting = [act for act in acts if act in decided_by.values()]
    last = acts[-1]
    return Appraisal(
        record=last.record,
        target=last.target,
        reviewer=last.reviewer,
        levels={name: Level(json.loads(act.levels)[name]) for name, act in decided_by.items()},
        because=tuple(act.because for act in reversed(counting) if act.because),
        time=last.time,
        events=tuple(act.appraisal for act in counting),
        span=(last.start, last.end) if last.text_sha256 else None,
        text_sha256=last.text_sha256,
        quote=last.quote,
        is_lost=bool(last.is_lost),
    )
