"""Where coders differ: codings of overlapping passages with other codes, or other stances toward the same codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from review.domain.act import Coding, Stance
from review.domain.team.conflict import CodingDifference


def differences(codings: Iterable[Coding]) -> list[CodingDifference]:
    """The differences between reviewers on overlapping passages, in the order of records and places.

    Codings that overlap by a character or more, each with the next, are one place; there, codes and stances of each reviewer's codings
    are compared as sets. Where only one reviewer coded nothing can be compared.
    """
    by_place = sorted(codings, key=lambda one: (one.start, one.end, one.time, one.id))
    texts: dict[tuple[str, str], list[Coding]] = {}
    for one in by_place:
        texts.setdefault((one.record, one.text_sha256), []).append(one)
    compared = (_compared(place) for coded in texts.values() for place in _places(coded))
    return [found for found in compared if len(found.by) > 1 and (found.of_code or found.of_stance)]


def _places(coded: Sequence[Coding]) -> Iterator[list[Coding]]:
    """The codings of a text, ordered by their start, in groups that overlap."""
    place: list[Coding] = []
    end = 0
    for one in coded:
        if place and one.start >= end:
            yield place
            place = []
        place.append(one)
        end = max(end, one.end) if len(place) > 1 else one.end
    if place:
        yield place


def _compared(place: Sequence[Coding]) -> CodingDifference:
    by: dict[str, dict[str, tuple[Stance, ...]]] = {}
    in_turn = sorted(place, key=lambda one: one.reviewer)
    for reviewer, own in groupby(in_turn, key=lambda one: one.reviewer):
        codes = by.setdefault(reviewer, {})
        for code, stance in (item for coding in own for item in coding.stances.items()):
            codes[code] = tuple(dict.fromkeys([*codes.get(code, ()), stance]))
    return CodingDifference(
        place[0].record,
        min(one.start for one in place),
        max(one.end for one in place),
        tuple(place),
        by,
    )
