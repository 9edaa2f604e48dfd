"""What the review leaves open, as questions to ask in a meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from review.domain import Stance
from review.domain.theories.configuration import (
    OUTCOME,
    REASONING,
    Element,
    Relation,
)
from review.domain.theories.gap import Gap, GapKind
from review.domain.theories.verdict import VerdictKind
from review.domain.wording.counted import counted, do
from review.domain.wording.quoted import quoted
from review.export.handout.content import (
    Quotation,
    quotable,
    quotation,
    shown_ones,
    theories_shown,
)
from review.export.material import ExportMaterial
from review.export.words import Names

_THIN = frozenset({GapKind.NO_EVIDENCE, GapKind.FEW_SOURCES, GapKind.ONE_SIDED})
_OPPOSITE = {Stance.SUPPORTS: "it did not hold", Stance.CHALLENGES: "it did hold"}
_SIDES = {Stance.SUPPORTS: "support", Stance.CHALLENGES: "challenge"}


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what gives rise to it: `about` names it, `said` are sentences; `points` or a quotation may follow."""

    about: str
    said: str
    asked: str
    points: tuple[str, ...] = ()
    quotation: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """Questions of one kind."""

    heading: str
    questions: tuple[Question, ...]


def topics(material: ExportMaterial) -> tuple[Topic, ...]:
    """The open questions by kind; kinds without any are left out."""
    found = (Topic(heading, tuple(ask(material))) for heading, ask in _TOPICS)
    return tuple(topic for topic in found if topic.questions)


def _not_explored(material: ExportMaterial) -> Iterator[Question]:
    """Theories that were not explored; and in one question those that have evidence, but no verdict while others have one."""
    verdicts = material.verdicts()
    sources = {one.code: one.sources for one in material.evidence()}
    waiting = []
    for code in theories_shown(material.theory_map).codes:
        name = material.named(code.id)
        verdict = verdicts.get(code.id)
        if verdict and verdict.verdict is VerdictKind.NOT_EXPLORED:
            yield Question(
                name,
                f"{_not_looked(sources.get(code.id, 0))}: {_quoted(code.proposition)}",
                "Does it hold, as far as you have seen, and should we look into it?",
            )
        elif verdicts and not verdict and sources.get(code.id):
            waiting.append(name)
    if waiting:
        yield Question(
            "Not concluded yet",
            "There are documents on these, but no conclusion:",
            "Which of them fit what you have seen, and which do not?",
            tuple(waiting),
        )


def _not_looked(sources: int) -> str:
    """That nobody looked into a theory, though some documents may speak to it."""
    if not sources:
        return "We did not look into this"
    return f"We did not look into this further, though {counted(sources, 'document')} {do(sources, 'speak')} to it"


def _named(material: ExportMaterial) -> Iterator[Question]:
    """Gaps that a verdict names."""
    for gap in material.gaps():
        if gap.kind is GapKind.NAMED:
            yield Question(
                _name(material, gap),
                f"What we found leaves this open: {_quoted(gap.named)}",
                "What do you know about it, and who could say more?",
            )


def _thin(material: ExportMaterial) -> Iterator[Question]:
    """Theories with no, few or one-sided documents."""
    unfinished = {
        code for code, one in material.verdicts().items() if one.verdict is VerdictKind.NOT_EXPLORED
    }
    for gap in material.gaps():
        if gap.kind not in _THIN or (gap.kind is GapKind.NO_EVIDENCE and gap.code in unfinished):
            continue  # asked above already
        claim = _quoted(material.theory_map.claim_of(gap.code))
        if gap.side:
            yield Question(
                _name(material, gap),
                f"{counted(gap.sources, 'document')} {_SIDES[gap.side]} this: {claim} None does the opposite.",
                f"When have you seen that {_OPPOSITE[gap.side]}?",
            )
        else:
            many = f"Only {counted(gap.sources, 'document')}" if gap.sources else "No document"
            speak = "speaks" if gap.sources <= 1 else "speak"
            yield Question(
                _name(material, gap),
                f"{many} {speak} to this: {claim}",
                "What have you seen yourself, and where is it written down?",
            )


def _unheard(material: ExportMaterial) -> Iterator[Question]:
    """Source types that no document is of; populations that none is about, or none of those on a theory."""
    names = material.words[Names.SOURCE_TYPE]
    missing = [gap for gap in material.gaps() if gap.kind is GapKind.POPULATION_MISSING]
    for gap in material.gaps():
        if gap.kind is GapKind.SOURCE_TYPE_MISSING and not gap.code:
            yield Question(
                "Kinds of documents",
                "None of the documents is known to be of these kinds:",
                "Do you know of any that we should read?",
                tuple(names.get(one, one) for one in gap.missing),
            )
    nowhere = tuple(one for gap in missing if not gap.code for one in gap.missing)
    if nowhere:
        yield Question(
            "People whom no document is about",
            "None of the documents is known to be about:",
            "What would be different for them, and who could say?",
            nowhere,
        )
    lacking = tuple(f"{material.named(gap.code)}: {', '.join(gap.missing)}" for gap in missing if gap.code)
    if lacking:
        yield Question(
            "People whom the documents on a theory leave out",
            "No document on these is known to be about:",
            "What would be different for them, and who could say?",
            lacking,
        )


def _against(material: ExportMaterial) -> Iterator[Question]:
    """Configurations with an element that a passage is against."""
    for one in shown_ones(material):
        for element in one.elements:
            contrary = quotable(material, element.fragments, (Relation.AGAINST,))
            if contrary:
                records = len({fragment.record for fragment in contrary})
                yield Question(
                    one.label,
                    f"{counted(records, 'document')} {do(records, 'speak')} against {_part(element)}:",
                    "When does it hold, when not, and what makes the difference?",
                    quotation=quotation(material, contrary[0]),
                )


def _retroduced(material: ExportMaterial) -> Iterator[Question]:
    """Elements that only reasoning supports."""
    for one in shown_ones(material):
        for element in one.elements:
            if element.is_retroduced:
                yield Question(
                    one.label,
                    f"No document says this, we inferred it: {_part(element)}.",
                    "Is it so, as far as you have seen, or is it something else?",
                )


def _rivals(material: ExportMaterial) -> Iterator[Question]:
    """Rival framings that documents support, each with the theories that it rivals and that documents support as well."""
    shown = theories_shown(material.theory_map)
    support = {one.code: one.sources_by_stance.get(Stance.SUPPORTS, 0) for one in material.evidence()}
    for rival in shown.rival_framings:
        both = [code for code in rival.rivals if support.get(code)]
        if both and support.get(rival.id):
            yield Question(
                material.named(rival.id),
                f"{_supports(support[rival.id])} {_quoted(rival.proposition)} What it rivals has support, too:",
                "When does the one hold, and when the other?",
                tuple(f"{material.named(code)} ({counted(support[code], 'document')})" for code in both),
            )


_TOPICS: Sequence[tuple[str, Callable[[ExportMaterial], Iterator[Question]]]] = (
    ("Not looked into, or not concluded yet", _not_explored),
    ("What we could not find out", _named),
    ("Little evidence, or all on one side", _thin),
    ("Who and what is missing", _unheard),
    ("Where something speaks against a configuration", _against),
    ("What we inferred", _retroduced),
    ("Two explanations that both have support", _rivals),
)


def _name(material: ExportMaterial, gap: Gap) -> str:
    return material.named(gap.code) if gap.code else "The whole review"


def _part(element: Element) -> str:
    """An element as the handout introduces it: ``THEN “they take the first vacancy”``."""
    place = {OUTCOME: "THEN", REASONING: "BECAUSE"}.get(element.role, "IF")
    return f"{place} {quoted(element.wording.strip().rstrip('.,;'))}"


def _supports(number: int) -> str:
    return f"{counted(number, 'document')} {do(number, 'support')}"


def _quoted(text: str) -> str:
    """A text in quotation marks, as a sentence's end."""
    return quoted(f"{text.strip().rstrip('.')}.") if text.strip() else "(no proposition yet)."
