"""Leaves out of tables what was appraised low. It stays in the review, and in N."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from msgspec.structs import replace

from review.domain import Coding
from review.domain.theories.configuration import Configuration
from review.domain.theories.levels import REVIEW, AppraisalIndex, is_low
from review.theory_map import TheoryMap


def codings_without_low(
    theory_map: TheoryMap, codings: Iterable[Coding], appraised: AppraisalIndex, dimensions: Sequence[str]
) -> tuple[Coding, ...]:
    """The codings without the codes for which the passage is low in one of the dimensions, and by nobody higher."""

    def kept(coding: Coding) -> Coding:
        stances = {
            code: stance
            for code, stance in coding.stances.items()
            if not is_low(appraised.of_coding(coding, theory_map.with_theories([code])), dimensions)
        }
        return coding if len(stances) == len(coding.stances) else replace(coding, stances=stances)

    return tuple(one for one in map(kept, codings) if one.stances)


def configurations_without_low(
    theory_map: TheoryMap,
    configurations: Iterable[Configuration],
    appraised: AppraisalIndex,
    dimensions: Sequence[str],
) -> tuple[Configuration, ...]:
    """The configurations without the fragments that are low for them; their elements and wordings stay."""

    def kept(one: Configuration) -> Configuration:
        codes = theory_map.with_theories(one.theories)
        elements = tuple(
            replace(
                element,
                fragments=tuple(
                    part
                    for part in element.fragments
                    if not is_low(appraised.of_fragment(part, one.id, codes), dimensions)
                ),
            )
            for element in one.elements
        )
        return replace(one, elements=elements)

    return tuple(map(kept, configurations))


def low_records(
    records: Collection[str], appraised: AppraisalIndex, dimensions: Sequence[str]
) -> frozenset[str]:
    """The records that are low for the whole review."""
    return frozenset(one for one in records if is_low(appraised.levels(one, ([REVIEW],)), dimensions))
