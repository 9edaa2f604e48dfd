"""Selects the works to compare: those that share a key. Comparing all pairs of 100,000 would take days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter

from review.duplicates.normalised import Normalised

_TITLE_START = 24
_ABSTRACT_START = 60
_SMALL_WORD = 4
_LARGEST_BLOCK = 60
"""The largest block in which all works are compared; larger ones are sorted and only neighbours compared."""
_NEIGHBOURS = 20


def keys(work: Normalised) -> tuple[str, ...]:
    """The keys of a work, each from different fields, so that works with an error in one field still share others.

    The keys are the DOI; the PubMed id; the title's first letters; its three longest words (order, articles and first
    words may differ); volume, first page and first author; the abstract's first letters.
    """
    found = []
    if work.doi:
        found.append(f"doi {work.doi}")
    if work.pmid:
        found.append(f"pmid {work.pmid}")
    if work.title:
        found.append(f"start {work.title[:_TITLE_START]}")
        longest = sorted(
            {word for word in work.words if len(word) >= _SMALL_WORD}, key=lambda word: (-len(word), word)
        )
        found.append(f"words {' '.join(sorted(longest[:3]))}")
    if work.volume and work.page:
        found.append(f"place {work.volume} {work.page[1]} {work.year}")
    if len(work.abstract) >= _ABSTRACT_START:
        found.append(f"abstract {work.abstract[:_ABSTRACT_START]}")
    return tuple(found)


def candidates(works: Sequence[Normalised]) -> Iterator[tuple[int, int]]:
    """The pairs of indexes in `works` to compare, the smaller first, each once; memory is linear in the works.

    Blocks are the runs of equal keys in one sorted list. A pair comes from the first block that both share.
    """
    keyed = [keys(work) for work in works]
    entries = sorted(((key, place) for place, own in enumerate(keyed) for key in own), key=itemgetter(0))
    start = 0
    for end in range(1, len(entries) + 1):
        if end < len(entries) and entries[end][0] == entries[start][0]:
            continue
        if end - start > 1:
            key = entries[start][0]
            block = [place for _, place in entries[start:end]]
            for left, right in _pairs(block, works):
                if key == min(set(keyed[left]) & set(keyed[right])):
                    yield min(left, right), max(left, right)
        start = end


def _pairs(block: list[int], works: Sequence[Normalised]) -> Iterator[tuple[int, int]]:
    reach = len(block)
    if reach > _LARGEST_BLOCK:
        block = sorted(block, key=lambda place: _order(works[place]))
        reach = _NEIGHBOURS
    for index, left in enumerate(block):
        for right in block[index + 1 : index + 1 + reach]:
            yield left, right


def _order(work: Normalised) -> tuple[str, int, str, str]:
    return work.title, work.year or 0, work.people[0].words[0] if work.people else "", work.record
