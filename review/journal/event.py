"""Events: what a person did, appended and never changed, each with an identity that its content alone decides."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

Act = Mapping[str, Any]
"""What was done: a JSON object whose ``kind`` names the verb.

Objects have no order here; where order has a meaning (a whole theory map) the act holds JSON as text."""

RECORD_KINDS = frozenset({"ingest", "reread", "import", "edit", "confirm", "source-type", "merge"})
CODING_KINDS = frozenset({"code", "recode", "uncode"})
THEORY_KINDS = frozenset({"adopt", "refine", "add", "reject-theory", "reinstate"})
REVERSALS = frozenset({"undo", "redo"})
MOVES = frozenset({"reanchor"})
"""What becomes of a coding, rejection or done mark when its document has a new text."""

UNDOABLE_KINDS = (
    CODING_KINDS
    | THEORY_KINDS
    | {"decide", "edit", "confirm", "source-type", "memo", "reject", "done", "merge", "relate"}
) - {"adopt"}
"""A reviewer's own acts; reading files is not undone, and a review cannot lose the map that it began with."""


@dataclass(frozen=True, slots=True)
class Event:
    """One act by one reviewer. `previous` is the hash of the replica's event before it, `clock` a Lamport clock."""

    hash: str
    previous: str
    replica: str
    clock: int
    time: str
    reviewer: str
    act: Act
    undone: bool = False

    @classmethod
    def from_row(cls, row: Sequence[Any], *, undone: bool = False) -> Self:
        """The event that a row (its fields in order, the act as JSON) holds."""
        hash, previous, replica, clock, time, reviewer, act = row  # noqa: A001 - the event's own word
        return cls(hash, previous, replica, clock, time, reviewer, json.loads(act), undone)

    @property
    def kind(self) -> str:
        """The verb."""
        return str(self.act["kind"])


def canonical(value: object) -> str:
    """The one JSON spelling of a value: keys sorted, no white space, ASCII only, no NaN."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def identity(previous: str, replica: str, clock: int, time: str, reviewer: str, act: str) -> str:
    """The SHA-256, in hexadecimal, of an event's canonical JSON; `act` is the act's."""
    rest = {"clock": clock, "previous": previous, "replica": replica, "reviewer": reviewer, "time": time}
    # Keys are sorted and "act" comes first: so its JSON, which may be long, is made once.
    return hashlib.sha256(f'{{"act":{act},{canonical(rest)[1:]}'.encode("ascii")).hexdigest()


def subject_of(hash: str, reviewer: str, act: Act) -> str:  # noqa: A002 - the event's own word for it
    """What an event is about: every row that a reader sees is the fold of one subject's events.

    Reversals take the subject of the event that they reverse, and moves that of what they move: their ``subject`` names it.
    """
    kind = act["kind"]
    if kind in REVERSALS | MOVES:
        return str(act["subject"])
    if kind in RECORD_KINDS:
        return f"record:{act['record']}"
    if kind in THEORY_KINDS:
        return "theory-map"
    if kind == "decide":
        return f"decision:{act['record']}:{act['stage']}:{reviewer}"
    if kind in CODING_KINDS:
        return f"coding:{act.get('coding', hash)}"
    return f"{kind}:{hash}"


def effective(events: Iterable[Event]) -> tuple[list[Event], dict[str, Event]]:
    """What stands of a subject's events, in order: those not undone, and for each undone one the event that undid it."""
    ordered = list(events)
    undone: dict[str, Event] = {}
    for event in ordered:
        if event.kind == "undo":
            undone[event.act["event"]] = event
        elif event.kind == "redo":
            undone.pop(event.act["event"], None)
    standing = [event for event in ordered if event.kind not in REVERSALS and event.hash not in undone]
    return standing, undone
