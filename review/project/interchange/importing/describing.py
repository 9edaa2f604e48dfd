"""What a project file says of its sources beside coded passages: variables, cases, sets, notes and codes on whole sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from review.domain.theories.appraisal import Level
from review.domain.wording.counted import them
from review.domain.wording.unknown import folded
from review.exchange.refi.values import QdaCase, QdaProject, QdaSource, Skipped
from review.project.interchange.importing.own import decided_by, is_own, own_sets
from review.project.interchange.names import (
    APPRAISED_BY,
    BECAUSE,
    DOCUMENT,
    ONLY_REFERENCE,
    SOURCE_TYPE,
)
from review.theory_map import TheoryMap

OF_REFERENCE = ("doi", "year", "authors", "organisation", "short author", "role", "title")
"""Variables that say something about the reference itself, in files of this program; of others only the DOI is read."""

_OF_APPRAISAL = re.compile(
    rf"(?P<what>{BECAUSE}|{APPRAISED_BY}|[^@() ]+)(?:@(?P<target>[^ ()]+))?(?: \((?P<reviewer>.+)\))?"
)


class GivenAppraisal(Struct, frozen=True, kw_only=True):
    """The levels that variables such as ``rigour@T6`` give, by dimension.

    Without a target they are for the whole review, without a reviewer those of who imports.
    """

    target: str = ""
    reviewer: str = ""
    levels: Mapping[str, str]
    because: str = ""


class Described(Struct, frozen=True, kw_only=True):
    """What a source's variables, cases and sets come to for its record.

    `reference` has what is said of the reference (`OF_REFERENCE`); `is_reference`: the source's text is only that, and not a document.
    `decisions` are by stage, in its order. `memo` has the rest in words.
    """

    source_type: str = ""
    facets: Mapping[str, tuple[str, ...]] = {}
    appraisals: tuple[GivenAppraisal, ...] = ()
    reference: Mapping[str, str] = {}
    is_reference: bool = False
    decisions: Mapping[str, str] = {}
    memo: str = ""


class Describing:
    """Puts together what a file says of its sources."""

    def __init__(self, project: QdaProject, theory_map: TheoryMap) -> None:
        self._map = theory_map
        self._is_own = is_own(project)
        self._variables = {variable.guid: variable.name.strip() for variable in project.variables}
        self._types = {folded(one.name): one.id for one in theory_map.source_types}
        self._types |= {folded(one.id): one.id for one in theory_map.source_types}
        self._cases: dict[str, list[str]] = {}
        self._cases_of_selections: dict[str, list[str]] = {}
        for case in project.cases:
            words = self._case_in_words(case)
            for found, members in ((self._cases, case.sources), (self._cases_of_selections, case.selections)):
                for guid in members:
                    found.setdefault(guid, []).append(words)
        self._sets: dict[str, list[str]] = {}
        self._decisions: dict[str, dict[str, str]] = {}
        own = own_sets(project)
        for one in project.sets:
            for guid in one.sources:
                if self._is_own and (decided := decided_by(one.name)):
                    stage, decision = decided
                    self._decisions.setdefault(guid, {})[stage or theory_map.last_stage] = decision
                elif one.guid not in own:
                    self._sets.setdefault(guid, []).append(one.name)

    def of(self, source: QdaSource) -> Described:
        """What a file says of a source, for the record that it becomes."""
        source_type, reference = "", dict[str, str]()
        facets, others = dict[str, tuple[str, ...]](), list[tuple[str, str]]()
        values = self._values(source)
        appraisals, used = _appraisals(values, self._map)
        for name, value in values.items():
            if folded(name) == folded(SOURCE_TYPE) and folded(value) in self._types:
                source_type = self._types[folded(value)]
            elif name.casefold() in (OF_REFERENCE if self._is_own else ("doi",)):
                reference[name.casefold()] = value
            elif found := _facet(name, value, self._map):
                facets |= found
            elif name not in used and (name, value) != (DOCUMENT, ONLY_REFERENCE):
                others.append((name, value))
        return Described(
            source_type=source_type,
            facets=facets,
            appraisals=appraisals,
            reference=reference,
            is_reference=self._is_own and values.get(DOCUMENT) == ONLY_REFERENCE,
            decisions=self._decided(source.guid),
            memo=self._memo(source, others),
        )

    def cases_of_selection(self, guid: str) -> list[str]:
        """The cases of a passage, in words."""
        return self._cases_of_selections.get(guid, [])

    def _values(self, source: QdaSource) -> dict[str, str]:
        """The variables of a source that have a value, by name."""
        found = ((self._variables.get(guid, ""), value.strip()) for guid, value in source.values.items())
        return {name: value for name, value in found if name and value}

    def _decided(self, guid: str) -> dict[str, str]:
        """The decisions on a source at the stages that the theory map has, in their order."""
        found = self._decisions.get(guid, {})
        return {stage.id: found[stage.id] for stage in self._map.stages if stage.id in found}

    def _memo(self, source: QdaSource, others: Sequence[tuple[str, str]]) -> str:
        """The variables that have no other place, the cases and the sets of a source, in words."""
        lines = []
        if others:
            lines.append(f"variables: {'; '.join(f'{name} = {value}' for name, value in others)}")
        lines += self._cases.get(source.guid, [])
        if sets := self._sets.get(source.guid):
            lines.append(f"sets: {'; '.join(sets)}")
        return "\n".join(lines)

    def _case_in_words(self, case: QdaCase) -> str:
        """``case: Ann (age = 34; town = Leeds)``, with its description."""
        values = "; ".join(
            f"{self._variables.get(guid, guid)} = {value}" for guid, value in case.values.items() if value
        )
        about = f": {' '.join(case.description.split())}" if case.description.strip() else ""
        return f"case: {case.name}{f' ({values})' if values else ''}{about}"


def _facet(name: str, value: str, theory_map: TheoryMap) -> dict[str, tuple[str, ...]]:
    """The values of a facet of the map; none if the facet is unknown, or cannot have them."""
    for facet in theory_map.facets:
        if folded(name) not in (folded(facet.name), folded(facet.id)):
            continue
        known = {folded(one): one for one in facet.values}
        given = [part.strip() for part in value.split(";") if part.strip()]
        if not known:
            return {facet.id: tuple(dict.fromkeys(given))}
        if all(folded(part) in known for part in given):
            return {facet.id: tuple(dict.fromkeys(known[folded(part)] for part in given))}
    return {}


def _appraisals(
    values: Mapping[str, str], theory_map: TheoryMap
) -> tuple[tuple[GivenAppraisal, ...], frozenset[str]]:
    """The appraisals that variables give, and the names of these variables.

    Where each reviewer's levels are given, those that they agree on are not given once more.
    """
    dimensions = {folded(one.id): one.id for one in theory_map.appraisal_dimensions}
    levels: dict[tuple[str, str], dict[str, str]] = {}
    beside: dict[tuple[str, str, str], str] = {}
    used: set[str] = set()
    for name, value in values.items():
        found = _OF_APPRAISAL.fullmatch(name)
        if found is None:
            continue
        what, place = found["what"], (found["target"] or "", found["reviewer"] or "")
        if folded(what) in dimensions and value in tuple(Level):
            levels.setdefault(place, {})[dimensions[folded(what)]] = value
        elif what in (BECAUSE, APPRAISED_BY):
            beside[what, *place] = value
        else:
            continue
        used.add(name)
    by_reviewers = {target for target, reviewer in levels if reviewer}
    given = tuple(
        GivenAppraisal(
            target=target,
            reviewer=reviewer or beside.get((APPRAISED_BY, target, ""), ""),
            levels=levels[target, reviewer],
            because=beside.get((BECAUSE, target, reviewer), ""),
        )
        for target, reviewer in levels
        if reviewer or target not in by_reviewers
    )
    return given, frozenset(used) if given else frozenset()


def codes_on_whole(source: QdaSource, called: Callable[[str], str]) -> str:
    """The codes on a source as a whole, in words; ``""`` if it has none."""
    codes = list(dict.fromkeys(filter(None, (called(coding.code) for coding in source.codings))))
    return f"coded as a whole: {', '.join(codes)}" if codes else ""


def left_out(project: QdaProject, sources: Iterable[QdaSource]) -> list[Skipped]:
    """What of a file a review has no place for, with counts; pictures, recordings and videos are listed where it is read."""
    own = own_sets(project)
    counts = {
        "passage that is neither of text nor of a page": sum(
            source.others for source in sources if source.kind in ("text", "pdf")
        ),
        "link": 0 if is_own(project) else len(project.links),
        "set of codes": sum(bool(one.codes) and one.guid not in own for one in project.sets),
    }
    plurals = {
        "passage that is neither of text nor of a page": "passages that are neither of text nor of a page",
        "link": "links",
        "set of codes": "sets of codes",
    }
    return [
        Skipped(
            f"{number:,} {what if number == 1 else plurals[what]}",
            f"a review has no place for {them(number)}",
        )
        for what, number in counts.items()
        if number
    ]
