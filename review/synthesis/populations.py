"""Which included sources are about which population."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from review.domain import NOT_SET, Coding, FacetValues
from review.theory_map import TheoryMap

POPULATION = "population"
"""The facet with the populations."""

EVERYTHING = ""
"""The code under which all included sources are, coded or not."""

Populations = Mapping[tuple[str, str], Collection[str]]
"""Included sources by population and code; a theory includes its sub-themes."""


def sources_by_population(
    theory_map: TheoryMap, codings: Iterable[Coding], included: Collection[str], facets: Iterable[FacetValues]
) -> Populations:
    """The included sources by population and code.

    The population of a passage is its own, else that of its record; ``not set`` without either. Under ``""`` are all included sources
    that have a population, their own or that of a passage.
    """
    values = {one.target: one.values for one in facets if one.facet == POPULATION}
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for record in included:
        for population in values.get(record, ()):
            found[population, EVERYTHING].add(record)
    for coding in codings:
        if coding.record not in included:
            continue
        for population in values.get(coding.id, ()):
            found[population, EVERYTHING].add(coding.record)
        for population in values.get(coding.id) or values.get(coding.record) or (NOT_SET,):
            for code in theory_map.with_theories(coding.codes):
                found[population, code].add(coding.record)
    return dict(found)
