"""Variables of sources: the reference, source type, facets and appraisals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from review.domain import Record
from review.domain.theories.appraisal import Appraisal
from review.domain.theories.levels import REVIEW
from review.domain.wording.unknown import folded
from review.exchange.refi.values import QdaVariable
from review.project.interchange.exporting.ids import Ids
from review.project.interchange.names import (
    APPRAISED_BY,
    BECAUSE,
    DOCUMENT,
    ONLY_REFERENCE,
    ORGANISATION,
    SHORT_AUTHOR,
    SOURCE_TYPE,
)
from review.theory_map import TheoryMap

BETWEEN = "; "
"""Between several authors, values of a facet, or reasons."""

_OF_REFERENCE = {"title", "authors", ORGANISATION, SHORT_AUTHOR, "year", "doi", "role"}
_ABOUT = {
    SHORT_AUTHOR: "The name that citations begin with",
    DOCUMENT: f"“{ONLY_REFERENCE}” where the source is a reference without a document",
    SOURCE_TYPE: "The row of Table 1",
    "role": "evidence, theory-source or background; only evidence counts in N",
    APPRAISED_BY: "Who gave the levels",
    BECAUSE: "Why these levels were given",
}


class Variables:
    """The variables of a file, each made when a source first has a value; all are texts."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._made: dict[str, QdaVariable] = {}

    @property
    def made(self) -> tuple[QdaVariable, ...]:
        """The variables that have values."""
        return tuple(self._made.values())

    def values(self, named: Mapping[str, str]) -> Mapping[str, str]:
        """Values by name, without empty ones, by the id of their variable."""
        return {self._variable(name): value for name, value in named.items() if value}

    def _variable(self, name: str) -> str:
        guid = self._ids.of("variable", name)
        about = _ABOUT.get(name.partition("@")[0].partition(" (")[0], "")
        self._made.setdefault(guid, QdaVariable(guid=guid, name=name, description=about))
        return guid


def of_record(
    record: Record,
    theory_map: TheoryMap,
    facets: Mapping[str, Sequence[str]],
    appraisals: Iterable[Appraisal],
    label_of: Mapping[str, str],
    *,
    is_reference: bool,
) -> dict[str, str]:
    """The values of a record by name; `label_of` has the labels of configurations by id; `is_reference`: there is no document."""
    types = {one.id: one.name for one in theory_map.source_types}
    return {
        "title": record.title,
        "authors": BETWEEN.join(record.authors),
        ORGANISATION: record.organisation,
        SHORT_AUTHOR: record.short_author,
        "year": str(record.year or ""),
        "doi": record.doi,
        "role": record.role,
        DOCUMENT: ONLY_REFERENCE if is_reference else "",
        SOURCE_TYPE: types.get(record.source_type, record.source_type),
        **{_facet(facet, theory_map): BETWEEN.join(values) for facet, values in facets.items()},
        **_levels([one for one in appraisals if one.span is None], label_of),
    }


def _facet(facet: str, theory_map: TheoryMap) -> str:
    """The name of a facet, or its id where another variable has that name."""
    names = {one.id: one.name for one in theory_map.facets}
    name = names.get(facet, facet)
    others = {*_OF_REFERENCE, DOCUMENT, SOURCE_TYPE}
    others |= {other for one, other in names.items() if one != facet}
    return facet if folded(name) in set(map(folded, others)) else name


def _levels(appraisals: Sequence[Appraisal], label_of: Mapping[str, str]) -> dict[str, str]:
    """The levels of a record: ``rigour@T6``, and, where several reviewers appraised it, ``rigour@T6 (ann)`` for each."""
    found: dict[str, str] = {}
    for target in dict.fromkeys(one.target for one in appraisals):
        given = [one for one in appraisals if one.target == target]
        place = "" if target == REVIEW else f"@{label_of.get(target, target)}"
        found |= _agreed(given, place)
        if len(given) == 1:
            [one] = given
            found |= {f"{APPRAISED_BY}{place}": one.reviewer, f"{BECAUSE}{place}": _reasons(one)}
            continue
        for one in given:
            whose = f"{place} ({one.reviewer})"
            found |= {f"{dimension}{whose}": level for dimension, level in one.levels.items()}
            found[f"{BECAUSE}{whose}"] = _reasons(one)
    return found


def _agreed(appraisals: Sequence[Appraisal], place: str) -> dict[str, str]:
    """The level in each dimension in which reviewers do not differ."""
    levels: dict[str, set[str]] = {}
    for one in appraisals:
        for dimension, level in one.levels.items():
            levels.setdefault(dimension, set()).add(level)
    return {f"{dimension}{place}": given.pop() for dimension, given in levels.items() if len(given) == 1}


def _reasons(appraisal: Appraisal) -> str:
    return BETWEEN.join(dict.fromkeys(appraisal.because))
