"""How references that were found twice were removed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct


class Removed(Struct, frozen=True):
    """What of the duplicates was removed from what the searches found; the three add up to that box of the flow.

    `recognised` and `merged` are as in `Duplicates`; `tied`: records that somebody said one more search had found, too.
    """

    recognised: int = 0
    merged: int = 0
    tied: int = 0


class Duplicates(Struct, frozen=True):
    """How many duplicates were removed, and when.

    `recognised`: references that were known when they were imported, the same in every field. `merged`: records merged since.
    `removed` is fewer where searches are logged and one of the two came without one: of such a pair nothing was identified twice.
    """

    recognised: int = 0
    merged: int = 0
    removed: Removed = Removed()


class Came(NamedTuple):
    """Something that came into the review: the record that it was then, and the one that shows it now (``""``: none)."""

    was: str
    record: str
    is_reference: bool


def removed(identified: Iterable[Came]) -> Removed:
    """What was removed from what was identified, so that one is left of each record."""
    came = list(identified)
    lines = [one.was for one in came if one.is_reference]
    all_of_them = {one.was for one in came}
    recognised = len(lines) - len(set(lines))
    merged = len(all_of_them) - len({one.record for one in came} - {""})
    return Removed(recognised, merged, len(came) - len(all_of_them) - recognised)
