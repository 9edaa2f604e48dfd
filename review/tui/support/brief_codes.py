"""Codes where there is little room: cut so that no two of them look alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import count


def brief_codes(codes: Collection[str], room: int) -> dict[str, str]:
    """Each of the codes in at most `room` cells, no two alike: ``T3.co`` for ``T3.complex``.

    A code's beginning if no other begins like this, else its beginning and end (``T3…x``); where neither tells it from
    the others, its beginning and a number (``T3.…1``).
    """
    shown = {code: code for code in codes if len(code) <= room}
    for end in range(room):
        cuts = {code: _cut(code, room, end) for code in codes if code not in shown}
        times = Counter([*shown.values(), *cuts.values()])
        shown |= {code: cut for code, cut in cuts.items() if times[cut] == 1}
    for code in codes:
        if code not in shown:
            taken = set(shown.values())
            shown[code] = next(cut for cut in _numbered(code, room) if cut not in taken)
    return shown


def _cut(code: str, room: int, end: int) -> str:
    """The beginning of a code, or the beginning and so many characters of its end."""
    return f"{code[: room - end - 1]}…{code[-end:]}" if end else code[:room]


def _numbered(code: str, room: int) -> Iterator[str]:
    """The beginning of a code and 1, 2, 3 and so on; the numbers alone where there is no room for a beginning."""
    for number in count(1):
        yield f"{code[: max(0, room - 1 - len(str(number)))]}…{number}"
