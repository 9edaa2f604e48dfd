"""The orders of a queue. Equal scores are ordered by record id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heapreplace

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.floating]

AGAIN = 0.85
"""What a passage's score is worth for each better one of the same document, in the order `spread`."""


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


def spread(scores: Scores, documents: Sequence[str]) -> Iterator[int]:
    """The indexes of all scores, highest first, where each further one of a document counts less (`AGAIN`).

    So no document fills the beginning of the list.

    Args:
        scores: one per passage, between 0 and 1; the earlier of equal ones comes first.
        documents: the document of each passage.
    """
    of_document: dict[str, list[int]] = {}
    for place in np.argsort(-scores, kind="stable").tolist():
        of_document.setdefault(documents[place], []).append(place)
    following = [(-float(scores[places[0]]), places[0], 0) for places in of_document.values()]
    heapify(following)
    while following:
        _, place, before = following[0]
        yield place
        own, next_ = of_document[documents[place]], before + 1
        if next_ < len(own):
            worth = float(scores[own[next_]]) * AGAIN**next_
            heapreplace(following, (-worth, own[next_], next_))
        else:
            heappop(following)
