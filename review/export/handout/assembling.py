"""Puts a handout together, and outlines it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from review.domain.wording.counted import counted
from review.domain.wording.moments import minute_of
from review.export.figures.characters import wrapped
from review.export.handout.content import (
    UNTITLED,
    Section,
    Shown,
    configurations,
    left_out,
    rejected,
    sections,
)
from review.export.handout.questions import Topic, topics
from review.export.material import ExportMaterial, state_of
from review.export.words import LOCATES

QUESTION, MAP, CONFIGURATIONS, OPEN = (
    "The question",
    "The theory map",
    "Configurations: if, then, because",
    "Questions to discuss",
)
"""The parts of a handout, which all have the same headings."""
SAID_OF_IT = (
    "This is a handout for a meeting: what a realist review of the literature thinks so far, for people who know the field to question. It was"
    " written from the review's journal; notes made on it do not come back into the review by themselves."
)


@dataclass(frozen=True, slots=True)
class Handout:
    """A handout; `notices` say what it is and what is not in it, `made` as of when."""

    title: str
    notices: tuple[str, ...]
    made: str
    question: str
    programme_theory: str
    sections: tuple[Section, ...]
    configurations: tuple[Shown, ...]
    left_out: str
    topics: tuple[Topic, ...]

    @property
    def is_empty(self) -> bool:
        """Whether it has neither a theory nor a configuration."""
        return not (self.sections or self.configurations)


def handout(material: ExportMaterial) -> Handout:
    """The handout of a review; the same state of the journal gives the same."""
    theory_map = material.theory_map
    total = counted(material.table_one.total, "document")
    notices = (
        SAID_OF_IT,
        f"It rests on {total} included in the review. Passages of other documents are not in it. {LOCATES}",
        *_rejected(rejected(material)),
    )
    moment = minute_of(material.as_of)
    return Handout(
        theory_map.title or UNTITLED,
        notices,
        f"As of {moment} UTC. {state_of(material)}",
        theory_map.question,
        theory_map.programme_theory,
        sections(material),
        configurations(material),
        left_out(material),
        topics(material),
    )


def _rejected(number: int) -> list[str]:
    """How many theories and rival framings were rejected, as a sentence; none without any."""
    if number == 1:
        return ["1 theory or rival framing that was rejected is left out."]
    return [f"{number} theories and rival framings that were rejected are left out."] if number else []


def outline(made: Handout, width: int) -> str:
    """The headings of a handout with what is below each, in lines of a width."""
    return "\n".join(_outline(made, width))


def _outline(made: Handout, width: int) -> Iterator[str]:
    yield QUESTION
    yield from wrapped(made.question, width, "  ", "  ")
    yield MAP
    for section in made.sections:
        yield from wrapped(section.heading, width, "  ", "  ")
        for theory in section.theories:
            yield from wrapped(theory.title, width, "    ", "      ")
    yield CONFIGURATIONS
    for one in made.configurations:
        passages = counted(len(one.quotations), "quotation")
        yield from wrapped(f"{one.label} ({one.status}, {passages})", width, "  ", "    ")
    yield from wrapped(made.left_out, width, "  ", "  ")
    yield OPEN
    for topic in made.topics:
        yield from wrapped(
            f"{topic.heading} ({counted(len(topic.questions), 'question')})", width, "  ", "    "
        )
