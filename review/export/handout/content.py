"""What a handout says of the review, as values: theories in plain words, and configurations with what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from msgspec.structs import replace

from review.domain import CodeEvidence, Stance
from review.domain.theories.configuration import (
    OUTCOME,
    REASONING,
    Configuration,
    ConfigurationStatus,
    Element,
    Fragment,
    Relation,
)
from review.domain.wording.counted import are, counted, do
from review.export.figures.changes import NO_CATEGORY, THEORIES
from review.export.material import ExportMaterial
from review.export.words import Names
from review.theory_map import Code, TheoryMap

UNTITLED = "Untitled review"
QUOTATIONS = 2
"""The most quotations of a configuration."""
LONG = 400
"""Quotations of more characters than this are taken only where there are no shorter ones: the handout is read out and in passing."""

_RELATIONS = (Relation.SHOWS, Relation.QUALIFIES)
"""What quotations below a configuration do for it, the first before the second."""
_SHOWN = (ConfigurationStatus.KEPT, ConfigurationStatus.CANDIDATE)


@dataclass(frozen=True, slots=True)
class Theory:
    """A theory or rival framing: `title` is its id and name, `rivals` is a sentence on what explains the same in another way.

    `standing` are sentences on what the review found, empty if nothing is coded to it and nothing concluded.
    """

    code: str
    title: str
    proposition: str
    rivals: str
    standing: str


@dataclass(frozen=True, slots=True)
class Section:
    """The theories of a category, or the rival framings."""

    heading: str
    theories: tuple[Theory, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """An element as it is worded; `is_retroduced`: reasoning supports it, and no passage."""

    text: str
    is_retroduced: bool


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage of an included document with its citation; `does` says what it does to a configuration that it does not show."""

    text: str
    citation: str
    does: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A configuration: conditions, outcomes and reasons, what they rest on, and the statement if somebody wrote one by hand.

    A statement that is older than its elements is left out: they say what it should.
    """

    label: str
    status: str
    theories: tuple[str, ...]
    statement: str
    conditions: tuple[Wording, ...]
    outcomes: tuple[Wording, ...]
    reasons: tuple[Wording, ...]
    quotations: tuple[Quotation, ...]


def theories_shown(theory_map: TheoryMap) -> TheoryMap:
    """The map without what was rejected."""
    kept = {code.id for code in theory_map.codes if not code.rejected}
    codes = (
        replace(code, rivals=tuple(one for one in code.rivals if one in kept))
        for code in theory_map.codes
        if code.id in kept
    )
    return replace(theory_map, codes=tuple(codes))


def sections(material: ExportMaterial) -> tuple[Section, ...]:
    """The theories by category, in the map's order, then the rival framings; rejected ones are left out."""
    shown = theories_shown(material.theory_map)
    evidence = {one.code: one for one in material.evidence()}

    without = NO_CATEGORY if any(code.category for code in shown.theories) else THEORIES

    def heading(code: Code) -> str:
        return shown.categories.get(code.category) or code.category or without

    order = [*shown.categories.values(), *map(heading, shown.theories)]
    theories = sorted(shown.theories, key=lambda code: order.index(heading(code)))
    found = [
        Section(name, tuple(_theory(material, shown, code, evidence) for code in of))
        for name, of in groupby(theories, heading)
    ]
    if shown.rival_framings:
        framings = tuple(_theory(material, shown, code, evidence) for code in shown.rival_framings)
        found.append(Section("Rival framings: other explanations", framings))
    return tuple(found)


def rejected(material: ExportMaterial) -> int:
    """How many theories and rival framings are left out because they were rejected."""
    return sum(code.rejected for code in material.theory_map.codes)


def _theory(
    material: ExportMaterial, shown: TheoryMap, code: Code, evidence: dict[str, CodeEvidence]
) -> Theory:
    return Theory(
        code.id,
        material.named(code.id),
        code.proposition,
        _rivals(material, shown, code),
        " ".join(filter(None, (_counts(evidence.get(code.id)), _verdict(material, code.id)))),
    )


def _rivals(material: ExportMaterial, shown: TheoryMap, code: Code) -> str:
    """What a framing rivals, or what rivals a theory; ``""`` without any."""
    others = "; ".join(map(material.named, shown.competitors(code.id)))
    if not others:
        return ""
    return f"It rivals {others}." if code.is_rival else f"Rival: {others}."


_DOES = (
    (Stance.SUPPORTS, "supports it", "support it"),
    (Stance.CHALLENGES, "challenges it", "challenge it"),
    (Stance.REFINES, "makes it more precise", "make it more precise"),
    (Stance.EXTENDS, "adds to it", "add to it"),
    (Stance.BEARS_ON, "is about it without taking a side", "are about it without taking a side"),
)
"""What documents do to a theory, in the words of a handout."""


def _counts(count: CodeEvidence | None) -> str:
    """How many included documents speak to it, and how many do what; one that does several counts in each."""
    if not count or not count.sources:
        return ""
    said = [
        f"{number:,} {one if number == 1 else several}"
        for side, one, several in _DOES
        if (number := count.sources_by_stance.get(side, 0))
    ]
    speak = f"{counted(count.sources, 'document')} {do(count.sources, 'speak')} to it"
    return f"{speak}{': ' * bool(said)}{', '.join(said)}."


def _verdict(material: ExportMaterial, code: str) -> str:
    """What the review concludes so far; verdicts that were given apart are all there."""
    verdict = material.verdicts().get(code)
    if verdict is None:
        return ""
    words = material.words[Names.VERDICT]
    given = dict.fromkeys(
        words[one.verdict] + (f" ({one.caveat.rstrip('.')})" if one.caveat else "")
        for one in (verdict, *verdict.others)
    )
    return f"What the review concludes so far: {'; or: '.join(given)}."


def _is_shown(material: ExportMaterial, one: Configuration) -> bool:
    """Whether a configuration is kept or a candidate, and does not rest only on documents that are not included."""
    is_outside = bool(one.sources) and not one.sources & material.included
    return one.status in _SHOWN and not is_outside


def shown_ones(material: ExportMaterial) -> list[Configuration]:
    """The configurations that are shown: those kept, then the candidates, each in the order of the labels."""
    every = [one for one in material.configurations() if _is_shown(material, one)]
    return [one for status in _SHOWN for one in every if one.status is status]


def configurations(material: ExportMaterial) -> tuple[Shown, ...]:
    """The configurations as they are shown."""
    return tuple(_shown(material, one) for one in shown_ones(material))


def left_out(material: ExportMaterial) -> str:
    """How many configurations are not in the handout, in sentences."""
    every = material.configurations()
    aside = sum(one.status is ConfigurationStatus.SET_ASIDE for one in every)
    outside = sum(one.status in _SHOWN and not _is_shown(material, one) for one in every)
    said = (
        (aside, "set aside"),
        (outside, "resting only on documents that are not included"),
    )
    return " ".join(
        f"{counted(number, 'configuration')} {why} {are(number)} left out." for number, why in said if number
    )


def _shown(material: ExportMaterial, one: Configuration) -> Shown:
    stances = material.words[Names.STANCE]
    return Shown(
        one.label,
        material.words[Names.CONFIGURATION_STATUS][one.status],
        tuple(f"{stances[stance]} {material.named(code)}" for code, stance in one.theories.items()),
        "" if one.is_outdated and one.elements else one.written,
        _wordings(element for element in one.elements if element.role not in {OUTCOME, REASONING}),
        _wordings(element for element in one.elements if element.role == OUTCOME),
        _wordings(element for element in one.elements if element.role == REASONING),
        tuple(
            quotation(material, fragment, "qualifies it" if fragment.relation is Relation.QUALIFIES else "")
            for fragment in _chosen(material, one.fragments)
        ),
    )


def _wordings(elements: Iterable[Element]) -> tuple[Wording, ...]:
    return tuple(Wording(one.as_read, one.is_retroduced) for one in elements)


def quotation(material: ExportMaterial, fragment: Fragment, does: str = "") -> Quotation:
    """A passage with its citation."""
    return Quotation(fragment.quote, material.cited(fragment), does)


def quotable(
    material: ExportMaterial, fragments: Iterable[Fragment], relations: Sequence[Relation]
) -> list[Fragment]:
    """The passages of included documents in these relations that their present texts have, the one to quote first."""
    found = [
        (place, one)
        for place, one in enumerate(fragments)
        if one.relation in relations and one.record in material.included and not one.is_lost
    ]
    ordered = sorted(found, key=lambda of: (relations.index(of[1].relation), len(of[1].quote) > LONG, of[0]))
    return [one for _, one in ordered]


def _chosen(material: ExportMaterial, fragments: Iterable[Fragment]) -> list[Fragment]:
    """The first passage, and another: of another document if there is one, else another one of the same."""
    candidates = quotable(material, fragments, _RELATIONS)
    if not candidates:
        return []
    first, *rest = candidates
    others = [one for one in rest if (one.record, one.quote) != (first.record, first.quote)]
    others.sort(key=lambda one: (one.relation is Relation.QUALIFIES, one.record == first.record))
    return [first, *others[: QUOTATIONS - 1]]
