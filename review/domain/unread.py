"""Events that are kept but not shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from review.domain.wording.counted import counted, first_of, them
from review.domain.wording.short_id import short_id

_LONGEST = 40
_MOST = 10
"""How many letters of a kind, and how many kinds, a line names."""


class UnreadEvent(Struct, frozen=True):
    """An event without effect; `reason` is empty if a newer version wrote it, else what is wrong with its act."""

    event: str
    kind: str
    reason: str = ""


def newer_kinds(unread: Iterable[UnreadEvent]) -> dict[str, int]:
    """The number of events written by a newer version, by kind."""
    return dict(sorted(Counter(one.kind for one in unread if not one.reason).items()))


def notices(unread: Iterable[UnreadEvent]) -> list[str]:
    """A line about events from a newer version, if there are any."""
    kinds = newer_kinds(unread)
    if not kinds:
        return []
    number = sum(kinds.values())
    named = [kind if len(kind) <= _LONGEST else f"{kind[:_LONGEST]}…" for kind in kinds]
    line = (
        f"{counted(number, 'event')} from a newer version of the program, kept but not shown:"
        f" {'kind' if len(kinds) == 1 else 'kinds'} {first_of(named, _MOST)};"
        f" update realist-review to see {them(number)}"
    )
    return [line]


def faults(unread: Iterable[UnreadEvent]) -> list[str]:
    """A line for each event whose act is invalid."""
    return [
        f"event {short_id(one.event)}: {one.reason}; it is kept but has no effect"
        for one in unread
        if one.reason
    ]
