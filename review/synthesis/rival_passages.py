"""Finds the passages that speak to a theory and to its rival."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from review.domain import Coding, Stance
from review.domain.theories.rival_passage import RivalPassage
from review.theory_map import TheoryMap


def rival_passages(
    theory_map: TheoryMap, codings: Iterable[Coding], included: Collection[str]
) -> tuple[RivalPassage, ...]:
    """The passages of included sources on a theory and its rival: by theory in the map's order, record and place.

    A passage is one coding with both, or two codings that overlap, also of different reviewers. Those that cover the same
    text are one passage with all of their stances.
    """
    of_record: defaultdict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        if coding.record in included:
            of_record[coding.record].append(coding)
    pairs = [
        (theory.id, rival) for theory in theory_map.theories for rival in theory_map.competitors(theory.id)
    ]
    return tuple(
        passage
        for theory, rival in pairs
        for record in sorted(of_record)
        for passage in _passages(theory_map, theory, rival, of_record[record])
    )


def _passages(
    theory_map: TheoryMap, theory: str, rival: str, codings: Sequence[Coding]
) -> Iterator[RivalPassage]:
    """The passages of one record under a theory and its rival, by place."""
    under_theory, under_rival = theory_map.under(theory), theory_map.under(rival)
    to_theory = [coding for coding in codings if coding.stances_toward(under_theory)]
    to_rival = [coding for coding in codings if coding.stances_toward(under_rival)]
    made: defaultdict[tuple[str, int, int], dict[str, Coding]] = defaultdict(dict)
    for one, other in _overlapping(to_theory, to_rival):
        span = one.text_sha256, min(one.start, other.start), max(one.end, other.end)
        made[span] |= {one.id: one, other.id: other}
    for _, together in sorted(made.items()):
        ordered = sorted(together.values(), key=lambda coding: (coding.start, coding.end, coding.id))
        yield RivalPassage(
            theory,
            rival,
            tuple(ordered),
            _quotation(ordered),
            _stances(ordered, under_theory),
            _stances(ordered, under_rival),
        )


def _overlapping(some: Iterable[Coding], others: Iterable[Coding]) -> Iterator[tuple[Coding, Coding]]:
    """The pairs that have text in common; which of the others can be one is found by where they start."""
    by_start = sorted(others, key=lambda coding: coding.start)
    starts = [coding.start for coding in by_start]
    longest = max((coding.end - coding.start for coding in by_start), default=0)
    for one in some:
        near = by_start[bisect_right(starts, one.start - longest) : bisect_left(starts, one.end)]
        for other in near:
            if one.text_sha256 == other.text_sha256 and one.start < other.end:
                yield one, other


def _quotation(ordered: Iterable[Coding]) -> str:
    """The text that overlapping codings cover together; what each adds is at the end of its quotation."""
    text, reached = "", 0
    for coding in ordered:
        if not text:
            text, reached = coding.quote, coding.end
        elif coding.end > reached:
            text += coding.quote[reached - coding.end :]
            reached = coding.end
    return text


def _stances(codings: Collection[Coding], codes: Collection[str]) -> tuple[Stance, ...]:
    held = {stance for coding in codings for stance in coding.stances_toward(codes)}
    return tuple(stance for stance in Stance if stance in held)
