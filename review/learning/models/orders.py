"""The orders of a queue. Equal scores are ordered by record id."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.floating]


def highest_first(scores: Scores, records: Sequence[str], most: int) -> list[int]:
    """The indexes of the `most` highest scores, highest first.

    Args:
        scores: one per record.
        records: the records' ids.
        most: the most indexes to return.
    """
    if most <= 0:
        return []
    if most < len(scores):
        # Sorting strings is slow, so only records that can be among the first are compared by id.
        least = np.partition(scores, len(scores) - most)[len(scores) - most]
        places = np.flatnonzero(scores >= least)
    else:
        places = np.arange(len(scores))
    return sorted((int(place) for place in places), key=lambda place: (-scores[place], records[place]))[:most]


def most_uncertain_first(scores: Scores, records: Sequence[str], most: int) -> list[int]:
    """The indexes of the records with scores nearest to one half, whose decisions are most informative."""
    return highest_first(-np.abs(scores - 0.5), records, most)


def shuffled(records: Sequence[str], reviewer: str, most: int) -> list[int]:
    """A random order that is stable for each reviewer, whatever records are added or removed.

    Args:
        records: the records' ids.
        reviewer: different reviewers get different orders.
        most: the most indexes to return.
    """

    def random_key(place: int) -> bytes:
        return hashlib.sha256(f"{reviewer}\0{records[place]}".encode("utf-8", "surrogatepass")).digest()

    return sorted(range(len(records)), key=random_key)[:most]


def mixed(
    first: Sequence[int], second: Sequence[int], share: float, before: int = 0
) -> list[tuple[int, bool]]:
    """An order mixed with an evenly spread share of another, such as random records against bias.

    Args:
        first: the main order.
        second: the order that is mixed in.
        share: the share of `second` in the result, 0 to 1.
        before: how many items came before. The order is computed again after each decision, although only its first item
            is used; without this, the items from `second` would never come first.

    Returns:
        each index, and whether it comes from `second`.
    """
    seen: set[int] = set()
    queues = (iter(first), iter(second))
    result: list[tuple[int, bool]] = []
    for read in range(before, before + len(first)):
        # Computed from integers each time, because an accumulated rounded sum would sometimes lose one.
        from_second = int((read + 1) * share) > int(read * share)
        for source in (from_second, not from_second):
            place = next((p for p in queues[source] if p not in seen), None)
            if place is not None:
                seen.add(place)
                result.append((place, source))
                break
    return result
