"""The orders in which a queue can be read. Equal scores are put in the order of the records' ids."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.floating]


def highest_first(scores: Scores, records: Sequence[str], most: int) -> list[int]:
    """The places of the `most` highest scores, the highest first.

    Args:
        scores: one per record.
        records: the records' ids.
        most: how many places to give.
    """
    if most <= 0:
        return []
    if most < len(scores):
        # Sorting strings is slow: only the records that can be among the first are compared by id.
        least = np.partition(scores, len(scores) - most)[len(scores) - most]
        places = np.flatnonzero(scores >= least)
    else:
        places = np.arange(len(scores))
    return sorted((int(place) for place in places), key=lambda place: (-scores[place], records[place]))[:most]


def most_uncertain_first(scores: Scores, records: Sequence[str], most: int) -> list[int]:
    """The places of the records whose score is nearest to one half: their decisions teach the most."""
    return highest_first(-np.abs(scores - 0.5), records, most)


def shuffled(records: Sequence[str], reviewer: str, most: int) -> list[int]:
    """A random order that is the same each time for one reviewer, whatever records come or go.

    Args:
        records: the records' ids.
        reviewer: two reviewers read in different orders.
        most: how many places to give.
    """

    def lot(place: int) -> bytes:
        return hashlib.sha256(f"{reviewer}\0{records[place]}".encode("utf-8", "surrogatepass")).digest()

    return sorted(range(len(records)), key=lot)[:most]


def mixed(
    first: Sequence[int], second: Sequence[int], share: float, before: int = 0
) -> list[tuple[int, bool]]:
    """An order with a share of another in it, evenly spread: random records among the suggested ones against bias.

    Args:
        first: the order that is mostly kept.
        second: the order that every so many places come from.
        share: how much of the result is from `second`, 0 to 1.
        before: how many places came before these. The order is made anew after each decision, of which one reads
            the first place only; without this, the places from `second` would always stay ahead.

    Returns:
        each place, and whether it is there by `second`.
    """
    seen: set[int] = set()
    queues = (iter(first), iter(second))
    result: list[tuple[int, bool]] = []
    for read in range(before, before + len(first)):
        # Counted from whole numbers each time: a rounded sum carried along would now and then lose one.
        from_second = int((read + 1) * share) > int(read * share)
        for source in (from_second, not from_second):
            place = next((p for p in queues[source] if p not in seen), None)
            if place is not None:
                seen.add(place)
                result.append((place, source))
                break
    return result
