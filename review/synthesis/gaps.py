"""Finds the gaps in the evidence on each theory and rival framing, and on the whole review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from review.domain import NOT_SET, UNCLASSIFIED, CodeEvidence, Stance, TableOne
from review.domain.theories.gap import ENOUGH, Gap, GapKind
from review.domain.theories.verdict import Verdict, VerdictKind
from review.synthesis.populations import EVERYTHING, POPULATION, Populations
from review.theory_map import TheoryMap

WHOLE_REVIEW = ""
"""The code of gaps of the whole review."""


def gaps(
    theory_map: TheoryMap,
    evidence: Iterable[CodeEvidence],
    table_one: TableOne,
    populations: Populations,
    verdicts: Mapping[str, Verdict],
) -> tuple[Gap, ...]:
    """The gaps of the review, then those of each theory and rival framing that is not rejected, in the map's order.

    From the review are missing the source types and populations of the map that no included source has, where any is set; from a
    theory, if it has at least `ENOUGH` sources, those that sources coded to other theories have, but none that is coded to it: what
    nobody has coded yet is missing nowhere.
    """
    types = {one.source_type: one.sources for one in table_one.counts if one.source_type != UNCLASSIFIED}
    types = types if any(types.values()) else {}
    about = _about(theory_map, populations)
    of_code = {count.code: count for count in evidence}
    coded = {
        *(kind for count in of_code.values() for kind, number in count.by_source_type.items() if number),
        *(one for (one, code), sources in populations.items() if code != EVERYTHING and sources),
    }
    found = [*_missing(WHOLE_REVIEW, table_one.total, _without(types), _without(about))]
    for code in theory_map.codes:
        if code.rejected:
            continue
        count = of_code[code.id]
        found += _of_evidence(count)
        if count.sources >= ENOUGH:
            lacking = [kind for kind in types if kind in coded and not count.by_source_type.get(kind)]
            unseen = [one for one in about if one in coded and not populations.get((one, code.id))]
            found += _missing(code.id, count.sources, lacking, unseen)
        found += _of_verdict(count, verdicts)
    return tuple(found)


def _about(theory_map: TheoryMap, populations: Populations) -> Mapping[str, int]:
    """The number of included sources by population: those of the map, then others; empty if no source has any."""
    found = {
        population: len(sources)
        for (population, code), sources in populations.items()
        if code == EVERYTHING and population != NOT_SET
    }
    known = [value for facet in theory_map.facets if facet.id == POPULATION for value in facet.values]
    return {one: found.get(one, 0) for one in dict.fromkeys([*known, *sorted(found)])} if found else {}


def _without(numbers: Mapping[str, int]) -> list[str]:
    return [one for one, number in numbers.items() if not number]


def _missing(code: str, sources: int, types: Iterable[str], populations: Iterable[str]) -> Iterator[Gap]:
    """What is missing among a number of sources, if there are any."""
    for kind, missing in (
        (GapKind.SOURCE_TYPE_MISSING, tuple(types)),
        (GapKind.POPULATION_MISSING, tuple(populations)),
    ):
        if missing and sources:
            yield Gap(code, kind, sources, missing=missing)


def _of_evidence(count: CodeEvidence) -> Iterator[Gap]:
    """What the numbers of sources say: none, few, or all that take a side on the same one."""
    if not count.sources:
        yield Gap(count.code, GapKind.NO_EVIDENCE, 0, count.not_included)
    elif count.sources < ENOUGH:
        yield Gap(count.code, GapKind.FEW_SOURCES, count.sources, count.not_included)
    sides = {side: count.sources_by_stance.get(side, 0) for side in (Stance.SUPPORTS, Stance.CHALLENGES)}
    for side, sources in sides.items():
        if sources >= ENOUGH and sum(map(bool, sides.values())) == 1:
            yield Gap(count.code, GapKind.ONE_SIDED, sources, side=side)


def _of_verdict(count: CodeEvidence, verdicts: Mapping[str, Verdict]) -> Iterator[Gap]:
    """The gaps that verdicts name; else, if there is evidence, that the work on it is not finished."""
    verdict = verdicts.get(count.code)
    given = (verdict, *verdict.others) if verdict else ()
    named = dict.fromkeys(one.gap for one in given if one.gap)
    for gap in named:
        yield Gap(count.code, GapKind.NAMED, count.sources, named=gap)
    open_ended = verdict.verdict is VerdictKind.NOT_EXPLORED if verdict else bool(verdicts)
    if open_ended and count.sources and not named:
        yield Gap(count.code, GapKind.UNFINISHED, count.sources)
