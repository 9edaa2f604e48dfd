"""Events made up for tests of exchange: only their hashes have to be right."""

from __future__ import annotations

import hashlib
import json

from msgspec.structs import replace

from review.domain.team.exchange import SharedEvent
from review.sync.postgres.rows import body_of

REVIEW = "0123456789abcdef0123456789abcdef"


def an_event(number: int, *, review: str = REVIEW, replica: str = "laptop", note: str = "") -> SharedEvent:
    """An event with its hash."""
    act = json.dumps({"kind": "memo", "n": number, "text": note}, separators=(",", ":"))
    event = SharedEvent(review, "", "", replica, number, "2026-11-29T10:00:00.000+00:00", "Ann Özil", act)
    return replace(event, hash=hashlib.sha256(body_of(event).encode()).hexdigest())


def events(count: int, **given: str) -> dict[str, SharedEvent]:
    """Events by hash."""
    made = [an_event(number, **given) for number in range(1, count + 1)]
    return {event.hash: event for event in made}
