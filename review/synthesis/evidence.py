"""Counts the evidence on each theory, rival framing and sub-theme."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from review.domain import UNCLASSIFIED, CodeEvidence, Coding
from review.theory_map import TheoryMap


def evidence_by_code(
    theory_map: TheoryMap,
    codings: Iterable[Coding],
    source_types: Mapping[str, str],
    included: Collection[str],
    waiting: Collection[tuple[str, str]] = (),
) -> tuple[CodeEvidence, ...]:
    """The evidence on every code, in the map's order: each theory followed by its sub-themes.

    `source_types` maps records to their types; only codings of records in `included` count, the others' number is given beside. Sub-themes are
    included in their theory, where a record or coding counts once even if it has several of its codes; where it has several
    stances toward them, it counts under each of these, so that one source may be among those that support and those that challenge. `waiting` has (coding, code) of those that wait for another look. Codes that are no longer in the map come last, under their ids, so that no coding is left out.
    """
    codings_of: defaultdict[str, list[Coding]] = defaultdict(list)
    not_included: Counter[str] = Counter()
    for coding in codings:
        codes_of = theory_map.with_theories(coding.codes)
        if coding.record in included:
            for code in codes_of:
                codings_of[code].append(coding)
        else:
            not_included.update(codes_of)
    names = theory_map.code_names
    codes = [*names, *sorted(codings_of.keys() - names.keys())]
    return tuple(
        _count(
            code,
            names.get(code, code),
            theory_map,
            codings_of[code],
            source_types,
            not_included[code],
            waiting,
        )
        for code in codes
    )


def _theory(theory_map: TheoryMap, code: str) -> str:
    return theory_map.theory_of(code).id if code in theory_map.code_names else code


def _count(
    code: str,
    name: str,
    theory_map: TheoryMap,
    codings: list[Coding],
    source_types: Mapping[str, str],
    not_included: int,
    waiting: Collection[tuple[str, str]],
) -> CodeEvidence:
    under = {code, *(one for one in theory_map.code_names if _theory(theory_map, one) == code)}
    records = {coding.record for coding in codings}
    judged = {(coding.record, stance) for coding in codings for stance in coding.stances_toward(under)}
    return CodeEvidence(
        code=code,
        name=name,
        theory=_theory(theory_map, code),
        sources=len(records),
        codings=len(codings),
        by_stance=Counter(stance for coding in codings for stance in coding.stances_toward(under)),
        by_source_type=Counter(source_types.get(record) or UNCLASSIFIED for record in records),
        by_status=Counter(coding.status for coding in codings),
        not_included=not_included,
        to_recheck=sum(any((coding.id, one) in waiting for one in under) for coding in codings),
        sources_by_stance=Counter(stance for _, stance in judged),
    )
