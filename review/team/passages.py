"""How far coders agree on which passages a code belongs to: by characters, and by passages that overlap.

Compared are the documents that at least two coders worked on. There, what somebody did not code counts as not coded; so a
code that nobody used in them has no figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from review.domain.act import Coding, Stance
from review.domain.team.agreement import CodeAgreement, PassageDifference, Unit
from review.domain.texts.spans import Span, joined
from review.team.figures import figures
from review.team.judgements import Judged, Judgements
from review.theory_map import TheoryMap

CODED, NOT_CODED = "coded", "not coded"


@dataclass(frozen=True)
class Worked:
    """A document that coders worked on: `length` characters, and all of their codings of its present text."""

    record: str
    length: int
    coders: Sequence[str]
    codings: Sequence[Coding]


def code_agreement(theory_map: TheoryMap, documents: Iterable[Worked]) -> list[CodeAgreement]:
    """The agreement on each code of the map that was used in documents which at least two coders worked on.

    A theory or rival framing includes its sub-themes.
    """
    shared = [document for document in documents if len(document.coders) > 1]
    stretches = {
        document.record: joined((one.start, one.end) for one in document.codings) for document in shared
    }
    used = {code for document in shared for coding in document.codings for code in coding.codes}
    found = []
    for code in theory_map.code_names:
        codes = frozenset(theory_map.under(code))
        if codes & used:
            found.append(_of_code(code, codes, shared, stretches))
    return found


def _of_code(
    code: str, codes: AbstractSet[str], shared: Sequence[Worked], stretches: Mapping[str, Sequence[Span]]
) -> CodeAgreement:
    characters: list[Judged] = []
    passages: list[Judged] = []
    differences: list[PassageDifference] = []
    for document in shared:
        with_code = [one for one in document.codings if codes & set(one.codes)]
        spans = {
            who: joined((one.start, one.end) for one in with_code if one.reviewer == who)
            for who in document.coders
        }
        length = max([document.length, *(one.end for one in document.codings)])
        for (start, end), inside in _runs(spans, length):
            characters.append(Judged(document.record, _said(document.coders, inside), end - start))
        for start, end in stretches[document.record]:
            there = [one for one in with_code if one.start < end and start < one.end]
            inside = {one.reviewer for one in there}
            passages.append(Judged(document.record, _said(document.coders, inside)))
            if there and len(inside) < len(document.coders):
                differences.append(_difference(document, there, codes))
    both = (CODED, NOT_CODED)
    return CodeAgreement(
        code,
        figures(Unit.CHARACTER, Judgements.of(characters, both)),
        figures(Unit.PASSAGE, Judgements.of(passages, both)),
        tuple(differences),
    )


def _said(coders: Iterable[str], inside: AbstractSet[str]) -> dict[str, str]:
    return {who: CODED if who in inside else NOT_CODED for who in coders}


def _difference(document: Worked, there: Sequence[Coding], codes: AbstractSet[str]) -> PassageDifference:
    """Where the passages with a code are that some coders put and others did not, with the stances toward it."""
    stances: dict[str, Stance | None] = dict.fromkeys(document.coders)
    for coding in there:
        stances[coding.reviewer] = coding.stances_toward(codes)[0]
    return PassageDifference(
        document.record, min(one.start for one in there), max(one.end for one in there), stances
    )


def _runs(spans: Mapping[str, Sequence[Span]], length: int) -> Iterator[tuple[Span, AbstractSet[str]]]:
    """The text cut where a coder's passages begin or end, with who coded each part."""
    changes: dict[int, list[tuple[str, bool]]] = {}
    for who, own in spans.items():
        for start, end in own:
            changes.setdefault(start, []).append((who, True))
            changes.setdefault(end, []).append((who, False))
    inside: set[str] = set()
    at = 0
    for place in sorted(changes):
        if place > at:
            yield (at, place), frozenset(inside)
        # What ends goes before what begins: a coder's passages may touch.
        for who, begins in sorted(changes[place], key=lambda one: one[1]):
            (inside.add if begins else inside.discard)(who)
        at = place
    if length > at:
        yield (at, length), frozenset(inside)
