"""Codings: codes put on passages, as they stand after changes, moves and removals."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from msgspec import UNSET

from review.acts import Code, Reanchor, Recode, Uncode
from review.journal.projections.events import TypedEvent, made_by
from review.journal.projections.former_codes import former_codes, found_as, present
from review.journal.projections.place import present_place
from review.journal.projections.table import Table


class CodingRow(NamedTuple):
    """A standing coding; `coding` is the event that made it."""

    coding: str
    record: str
    text_sha256: str
    start: int
    end: int
    quote: str
    status: str
    reviewer: str
    time: str
    page: int
    page_label: str
    label_source: str
    memo: str
    theory_event: str
    suggested: bool


class CodingCodeRow(NamedTuple):
    """One code of a coding, the stance toward it, and the version of the theory map under which it was put or last judged.

    `coded` is the code as it was put; it differs from `code` where that has another id since.
    """

    coding: str
    position: int
    code: str
    coded: str
    stance: str
    theory_event: str


class MergedCodeRow(NamedTuple):
    """A code put on a coding that was merged into another code of it, toward which the stance was another."""

    coding: str
    code: str
    coded: str
    stance: str
    theory_event: str


CODING = Table(
    "coding",
    CodingRow,
    keys=("coding",),
    subject=("coding",),
    sql="""
CREATE TABLE coding (
    coding TEXT PRIMARY KEY,
    record TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    status TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    time TEXT NOT NULL,
    page INTEGER NOT NULL,
    page_label TEXT NOT NULL,          -- without what was set by hand, which stands in page_label
    label_source TEXT NOT NULL,
    memo TEXT NOT NULL,
    theory_event TEXT NOT NULL,
    suggested INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX coding_by_record ON coding (record, start);
""",
)
CODING_CODE = Table(
    "coding_code",
    CodingCodeRow,
    keys=("coding", "position"),
    subject=("coding",),
    sql="""
CREATE TABLE coding_code (
    coding TEXT NOT NULL,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    coded TEXT NOT NULL,               -- the code as it was put, which may have another id since
    stance TEXT NOT NULL,
    theory_event TEXT NOT NULL,        -- when the code was put on the coding, got its stance, or was looked at again
    PRIMARY KEY (coding, position)
) WITHOUT ROWID;
CREATE INDEX coding_by_code ON coding_code (code);
""",
)
MERGED_CODE = Table(
    "merged_code",
    MergedCodeRow,
    keys=("coding", "coded"),
    subject=("coding",),
    sql="""
CREATE TABLE merged_code (
    coding TEXT NOT NULL,
    code TEXT NOT NULL,
    coded TEXT NOT NULL,               -- the code as it was put, beside that of the same code in coding_code
    stance TEXT NOT NULL,              -- not the one in coding_code
    theory_event TEXT NOT NULL,
    PRIMARY KEY (coding, coded)
) WITHOUT ROWID;
""",
)


def fold(connection: sqlite3.Connection, coding: str, events: Sequence[TypedEvent]) -> None:
    """Write a coding's row and those of its codes."""
    made = made_by(Code, events)
    rows, codes, merged = [], [], []
    if made and not _is_removed(events):
        rows = [_standing(coding, *made, events)]
        former = former_codes(connection)
        judged = _judged(made[1], events, former)
        shown = present(judged, former)
        codes = [
            CodingCodeRow(coding, place, code, coded, *judged[coded])
            for place, (code, coded) in enumerate(shown.items())
        ]
        merged = [
            MergedCodeRow(coding, code, coded, *said)
            for coded, said in judged.items()
            for code in (former.get(coded, coded),)
            if said.stance != judged[shown[code]].stance
        ]
    CODING.replace(connection, (coding,), rows)
    CODING_CODE.replace(connection, (coding,), codes)
    MERGED_CODE.replace(connection, (coding,), merged)


def codes_put(events: Sequence[TypedEvent]) -> tuple[str, ...]:
    """The codes of a coding as they were put, by its standing events; none if it was removed or is not known."""
    codes: tuple[str, ...] = ()
    for event in events:
        if isinstance(event.act, Code) or (isinstance(event.act, Recode) and codes):
            codes = codes if event.act.codes is UNSET else event.act.codes
    return () if not codes or _is_removed(events) else codes


def _is_removed(events: Sequence[TypedEvent]) -> bool:
    """Whether the last thing that was done to a coding, moves aside, removed it."""
    last = next(event.act for event in reversed(events) if not isinstance(event.act, Reanchor))
    return isinstance(last, Uncode)


class _Judged(NamedTuple):
    """What a coding says of one of its codes."""

    stance: str
    theory_event: str


def judged_after(events: Sequence[TypedEvent], former: Mapping[str, str]) -> dict[str, _Judged]:
    """What a coding says of each of its codes, by the id under which it was put, after these events; empty if it was removed."""
    made = made_by(Code, events)
    return {} if made is None or _is_removed(events) else _judged(made[1], events, former)


def _judged(made: Code, events: Sequence[TypedEvent], former: Mapping[str, str]) -> dict[str, _Judged]:
    """A coding's codes as they were put, in order, with their stances.

    A code keeps the stance that was set for it, even while others change, it is off the coding for a time, or it gets another
    id: so acts that were made apart, each on another code, all count. Acts from before there were several stances set that
    of all codes.
    """
    codes, common = made.codes, str(made.stance)
    known = {code: _Judged(str(stance), made.theory_event) for code, stance in made.stance_of.items()}
    for event in events:
        if not isinstance(change := event.act, Recode):
            continue
        before = codes
        if change.codes is not UNSET:
            # What is on the coding under a former id stays as it was put: it may have to be looked at again.
            codes = tuple(
                dict.fromkeys(_named(code, before, change.codes, former) or code for code in change.codes)
            )
        if change.stance is not UNSET:
            common = str(change.stance)
        earlier = dict(known)
        for code in dict.fromkeys([*known, *codes]):
            was = earlier.get(_named(code, earlier, codes, former))
            name = code if change.stances is UNSET else _named(code, change.stances, codes, former)
            stance = _stance_after(change, name, was.stance if was else common)
            is_new = code in codes and not _named(code, before, codes, former)
            is_looked_at = bool(_named(code, change.looked_at, codes, former))
            if not was or is_new or stance != was.stance or is_looked_at:
                known[code] = _Judged(stance, change.theory_event)
            else:
                known[code] = was
    return {code: known[code] for code in codes}


def _named(code: str, among: Collection[str], beside: Collection[str], former: Mapping[str, str]) -> str:
    """The id under which a code is among others, as `found_as`; not that of one merged with it since that is beside it."""
    found = found_as(code, among, former)
    return "" if found != code and found in beside else found


def _stance_after(change: Recode, code: str, stance: str) -> str:
    """The stance toward a code after a change of a coding."""
    if change.stances is not UNSET:
        return str(change.stances.get(code, stance))
    return stance if change.stance is UNSET else str(change.stance)


def _standing(coding: str, made: TypedEvent, act: Code, events: Sequence[TypedEvent]) -> CodingRow:
    """A coding's row."""
    status, theory_event = act.status, act.theory_event
    for event in events:
        if isinstance(change := event.act, Recode):
            theory_event = change.theory_event
            status = change.status if isinstance(change.status, str) else status
    place = present_place(act, events)
    return CodingRow(
        coding=coding,
        record=act.record,
        text_sha256=place.text_sha256,
        start=place.start,
        end=place.end,
        quote=place.quote,
        status=status,
        reviewer=made.reviewer,
        time=made.time,
        page=place.page,
        page_label=place.page_label,
        label_source=place.label_source,
        memo=act.memo,
        theory_event=theory_event,
        suggested=act.suggestion is not UNSET,
    )
