"""Counts the evidence on each theory, rival framing and sub-theme."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from review.domain import UNCLASSIFIED, CodeEvidence, Coding, Stance
from review.domain.act import codings_of
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
    acts: defaultdict[str, list[Coding]] = defaultdict(list)
    not_included: defaultdict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        where = acts if coding.record in included else not_included
        for code in theory_map.with_theories(coding.codes):
            where[code].append(coding)
    names = theory_map.code_names
    codes = [*names, *sorted(acts.keys() - names.keys())]
    return tuple(
        _count(
            code,
            names.get(code, code),
            theory_map,
            acts[code],
            source_types,
            codings_of(not_included[code]),
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
        codings=codings_of(codings),
        by_stance={
            stance: many
            for stance in Stance
            if (many := codings_of(one for one in codings if stance in one.stances_toward(under)))
        },
        by_source_type=Counter(source_types.get(record) or UNCLASSIFIED for record in records),
        by_status={
            status: codings_of(one for one in codings if one.status is status)
            for status in dict.fromkeys(one.status for one in codings)
        },
        not_included=not_included,
        to_recheck=sum(any((coding.id, one) in waiting for one in under) for coding in codings),
        sources_by_stance=Counter(stance for _, stance in judged),
    )
