"""Events as rows of a server: a row's body is the canonical JSON whose SHA-256 is the event's hash."""

from __future__ import annotations

import hashlib
import json

import msgspec

from review.domain.team.exchange import SharedEvent

LARGEST_EVENT = 32 * 2**20
"""The most bytes of an event that is fetched; the longest act of ours is a theory map or a text of the desk."""

LARGEST_TEXT = 256 * 2**20
"""The same of a document's text, its pages, or its map to glyphs."""


class _Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    act: msgspec.Raw
    clock: int
    previous: str
    replica: str
    reviewer: str
    time: str


def body_of(event: SharedEvent) -> str:
    """The canonical JSON of an event without its hash."""
    rest = {
        "clock": event.clock,
        "previous": event.previous,
        "replica": event.replica,
        "reviewer": event.reviewer,
        "time": event.time,
    }
    return f'{{"act":{event.act},{json.dumps(rest, separators=(",", ":"))[1:]}'


def event_in(review: str, hash: str, body: str) -> SharedEvent:  # noqa: A002 - the event's own word
    """The event in a row.

    Raises:
        ValueError: there is none, in words.
    """
    spelled = body.encode()
    if hashlib.sha256(spelled).hexdigest() != hash:
        raise ValueError("was changed after it was written")
    try:
        read = msgspec.json.decode(spelled, type=_Body)
    except (msgspec.MsgspecError, RecursionError):
        read = _with_half_pairs(body)
    act = bytes(read.act).decode()
    event = SharedEvent(review, hash, read.previous, read.replica, read.clock, read.time, read.reviewer, act)
    if body_of(event) != body:
        raise ValueError("is not an event in its canonical form")
    return event


def _with_half_pairs(body: str) -> _Body:
    """The same of a body with halves of pairs of surrogates, as in a file's name that is not text, which msgspec refuses."""
    try:
        plain = json.loads(body)
        act = json.dumps(plain.pop("act"), sort_keys=True, separators=(",", ":"), allow_nan=False)
        read = _Body(msgspec.Raw(act.encode()), **plain)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise ValueError("is not an event") from None
    texts = (read.previous, read.replica, read.reviewer, read.time)
    if type(read.clock) is not int or not all(type(text) is str for text in texts):
        raise ValueError("is not an event")
    return read
