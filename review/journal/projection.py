"""From events to tables: the rows about one subject are the fold of that subject's events.

Reversals (undo, redo) need no code of their own: an undone event is left out of its subject's fold. The result
depends on the set of events and their order (Lamport clock, then hash), never on the order of arrival.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from review.acts import Reanchor, kinds_of
from review.domain import Decision, DecisionKind, Outcome, outcome
from review.errors import ReviewError
from review.journal.event import Event, canonical, effective
from review.journal.record_fold import fold_record
from review.journal.theory import changed
from review.theory_map.values import from_plain

Fold = Callable[[sqlite3.Connection, str, Sequence[Event]], None]

_MOVES = kinds_of(Reanchor)

_PLACE = ("text_sha256", "start", "end", "quote", "page", "page_label")


def project(connection: sqlite3.Connection, subject: str) -> None:
    """Bring the rows about `subject` up to date with its events."""
    rows = connection.execute(
        "SELECT hash, previous, replica, clock, time, reviewer, act FROM event WHERE subject = ? ORDER BY clock, hash",
        (subject,),
    ).fetchall()
    standing, undone = effective(Event.from_row(row) for row in rows)
    connection.execute("DELETE FROM undone WHERE subject = ?", (subject,))
    connection.executemany(
        "INSERT INTO undone VALUES (?,?,?,?)",
        [(hash, by.reviewer, by.clock, subject) for hash, by in undone.items()],  # noqa: A001 - the event's own word
    )
    kind, _, name = subject.partition(":")
    if fold := _FOLDS.get(kind):
        fold(connection, name, standing)


# --- decisions ---------------------------------------------------------------------------------------------------


def _fold_decision(connection: sqlite3.Connection, name: str, events: Sequence[Event]) -> None:
    record, stage, reviewer = name.split(":", 2)
    if events:
        event = events[-1]
        act = event.act
        connection.execute(
            "INSERT OR REPLACE INTO decision VALUES (?,?,?,?,?,?,?,?,?)",
            (
                record, stage, reviewer, event.hash, act["decision"], canonical(act.get("criteria", [])), act.get("note", ""),
                canonical(act.get("overrides", {})), event.time,
            ),
        )  # fmt: skip
    else:
        connection.execute(
            "DELETE FROM decision WHERE record = ? AND stage = ? AND reviewer = ?", (record, stage, reviewer)
        )
    _settle_outcome(connection, record, stage, _reviewers_needed(connection).get(stage, 1))


def _reviewers_needed(connection: sqlite3.Connection) -> dict[str, int]:
    row = connection.execute("SELECT map FROM theory_version ORDER BY number DESC LIMIT 1").fetchone()
    stages = json.loads(row[0]).get("stages") or {} if row else {}
    return {stage: (settings or {}).get("reviewers", 1) for stage, settings in stages.items()}


def _settle_outcome(connection: sqlite3.Connection, record: str, stage: str, needed: int) -> None:
    rows: list[tuple[str, str, str, str, str]] = connection.execute(
        "SELECT event, record, stage, reviewer, decision FROM decision WHERE record = ? AND stage = ?",
        (record, stage),
    ).fetchall()
    settled = outcome(
        [Decision(event, of, at, by, DecisionKind(decision)) for event, of, at, by, decision in rows], needed
    )
    if settled is Outcome.NONE:
        connection.execute("DELETE FROM outcome WHERE stage = ? AND record = ?", (stage, record))
    else:
        connection.execute("INSERT OR REPLACE INTO outcome VALUES (?,?,?)", (stage, record, settled))


# --- codings and what else is said of passages ---------------------------------------------------------------------


def _fold_coding(connection: sqlite3.Connection, coding: str, events: Sequence[Event]) -> None:
    connection.execute("DELETE FROM coding WHERE coding = ?", (coding,))
    connection.execute("DELETE FROM coding_code WHERE coding = ?", (coding,))
    made = next((event for event in events if event.kind == "code"), None)
    if made is None or next(event.kind for event in reversed(events) if event.kind not in _MOVES) == "uncode":
        return
    act = _moved(made, events)
    for event in events:
        if event.kind == "recode":
            act |= {
                name: event.act[name]
                for name in ("codes", "stance", "status", "theory_event")
                if name in event.act
            }
    connection.execute(
        "INSERT INTO coding VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            coding, act["record"], act["text_sha256"], act["start"], act["end"], act["quote"], act["stance"],
            act.get("status") or "", made.reviewer, made.time, act["page"], act["page_label"], act.get("memo", ""),
            act["theory_event"], "suggestion" in act,
        ),
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO coding_code VALUES (?,?,?)",
        [(coding, position, code) for position, code in enumerate(act["codes"])],
    )


def _moved(made: Event, events: Sequence[Event]) -> dict[str, Any]:
    """What an act says of a passage, with the place to which later readings of the file moved it."""
    act = dict(made.act)
    for event in events:
        if event.kind in _MOVES:
            act |= {name: event.act[name] for name in _PLACE if name in event.act}
    return act


def _fold_rejection(connection: sqlite3.Connection, event: str, events: Sequence[Event]) -> None:
    connection.execute("DELETE FROM rejection WHERE event = ?", (event,))
    for made in events:
        if made.kind in _MOVES:
            continue
        act = _moved(made, events)
        connection.execute(
            "INSERT INTO rejection VALUES (?,?,?,?,?,?,?,?)",
            (
                event, act["record"], act["code"], act["text_sha256"], act["start"], act["end"], made.reviewer,
                act["theory_event"],
            ),
        )  # fmt: skip


def _fold_done(connection: sqlite3.Connection, event: str, events: Sequence[Event]) -> None:
    connection.execute("DELETE FROM done_mark WHERE event = ?", (event,))
    for made in events:
        if made.kind in _MOVES:
            continue
        act = _moved(made, events)
        connection.execute(
            "INSERT INTO done_mark VALUES (?,?,?,?,?,?,?)",
            (
                event, act["record"], act["text_sha256"], act["start"], act["end"], made.reviewer,
                canonical(act["codes"]),
            ),
        )  # fmt: skip


def _fold_relation(connection: sqlite3.Connection, event: str, events: Sequence[Event]) -> None:
    connection.execute("DELETE FROM relation WHERE event = ?", (event,))
    for made in events:
        act = made.act
        connection.execute(
            "INSERT INTO relation VALUES (?,?,?,?,?)",
            (event, act["record"], act["other"], act["relation"], made.reviewer),
        )


def _fold_memo(connection: sqlite3.Connection, memo: str, events: Sequence[Event]) -> None:
    connection.execute("DELETE FROM memo WHERE memo = ?", (memo,))
    for made in events:
        connection.execute(
            "INSERT INTO memo VALUES (?,?,?,?,?)",
            (memo, made.act["target"], made.act["text"], made.reviewer, made.time),
        )


# --- the theory map --------------------------------------------------------------------------------------------------


def _fold_theory_map(connection: sqlite3.Connection, _: str, events: Sequence[Event]) -> None:
    needed_before = _reviewers_needed(connection)
    connection.execute("DELETE FROM theory_version")
    current = None
    number = 0
    for event in events:
        act = event.act
        if event.kind == "adopt":
            current = from_plain(json.loads(act["map"]))
        elif current is not None:
            try:
                current = changed(current, act)
            except ReviewError:
                # A change whose theory another reviewer's undo took away: it stays in the log, without effect.
                continue
        else:
            continue
        number += 1
        connection.execute(
            "INSERT INTO theory_version VALUES (?,?,?,?,?,?,?,?)",
            (
                number, event.hash, event.time, event.reviewer, event.kind, act.get("code", ""), act.get("reason", ""),
                # Not the canonical spelling: the order of theories, stages and criteria has a meaning.
                json.dumps(current.to_plain()),
            ),
        )  # fmt: skip
    needed = _reviewers_needed(connection)
    if needed != needed_before:
        for record, stage in connection.execute("SELECT DISTINCT record, stage FROM decision").fetchall():
            _settle_outcome(connection, record, stage, needed.get(stage, 1))


_FOLDS: dict[str, Fold] = {
    "record": fold_record,
    "decision": _fold_decision,
    "coding": _fold_coding,
    "reject": _fold_rejection,
    "done": _fold_done,
    "memo": _fold_memo,
    "relate": _fold_relation,
    "theory-map": _fold_theory_map,
}
