"""Puts a report together from its sections, in the order of the template."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from review.domain.suggestions.model_card import ModelCard
from review.domain.wording.moments import minute_of
from review.export.kinds import Say, silently
from review.export.material import ExportMaterial, state_of
from review.export.report.blocks import Block, Gap, Heading, Paragraph, ReferenceList, Report, paragraph
from review.export.report.draft import Draft
from review.export.report.drawn import DrawnFigure
from review.export.report.sections.asked import asked
from review.export.report.sections.front import front, title
from review.export.report.sections.introduction import introduction
from review.export.report.sections.methods.analysis import analysis
from review.export.report.sections.methods.appraising import appraising
from review.export.report.sections.methods.approach import approach
from review.export.report.sections.methods.coding import coding
from review.export.report.sections.methods.plan_changes import plan_changes
from review.export.report.sections.methods.searching import searching
from review.export.report.sections.methods.selection import selection
from review.export.report.sections.methods.suggestions import suggestions
from review.export.report.sections.rameses import rameses
from review.export.report.sections.results.documents import documents
from review.export.report.sections.results.findings import findings
from review.export.report.sections.results.flow import flow
from review.export.report.sections.results.gaps import gaps
from review.export.report.sections.results.theory_map import theory_map
from review.export.report.sections.supplements import supplements
from review.export.report.template import Part, Supplement, Template
from review.export.unconfirmed import is_unconfirmed

NOTHING = Paragraph(())
"""A paragraph whose sentences have nothing to say: it is left out."""

Section = Callable[[Draft], Iterator[Block]]

METHODS: Sequence[Section] = (
    plan_changes,
    approach,
    searching,
    selection,
    appraising,
    coding,
    analysis,
    suggestions,
)
"""The sections of the methods."""

RESULTS: Sequence[Section] = (flow, documents, theory_map, findings, gaps)
"""The sections of the results."""

NO_FIGURES: Mapping[str, DrawnFigure] = {}
NOT_READ_BACK = (
    "This file was written from the journal of the review. Edits made in it do not come back into the review: change decisions in the"
    " program and prose at the desk, and export it again."
)
GAPS = "What the program cannot know is marked as a gap, with what is to be written there."

TOKEN = 12
"""How many characters of a record's id a token has."""


def assembled(
    material: ExportMaterial,
    template: Template,
    options: Sequence[tuple[str, str]] = (),
    model_card: ModelCard | None = None,
    drawn: Mapping[str, DrawnFigure] = NO_FIGURES,
    say: Say = silently,
) -> Report:
    """The report of a review; the same state of the journal gives the same blocks.

    `options` are those that make it again. `model_card` has the figures of suggestions, None if they were not measured; `drawn` are the figures that there are; `say`
    gets a line for each part that is begun, and may raise to stop.
    """
    draft = Draft(material, template, model_card, drawn)
    blocks: list[Block] = list(front(draft))
    for part in template.parts:
        say(f"Report, {part}")
        blocks.append(Heading(1, template.heading(part), part.value))
        blocks += _PARTS[part](draft)
    blocks = [block for block in _with_standards(draft, blocks) if block != NOTHING]
    moment = minute_of(material.as_of)
    made = f"As of {moment} UTC. {state_of(material)}"
    notices = (NOT_READ_BACK, GAPS, f"Template: {template.name}.", *template.limits)
    return Report(title(draft), notices, tuple(blocks), made, tuple(options))


def _methods(draft: Draft) -> Iterator[Block]:
    for section in METHODS:
        yield from section(draft)
    yield from asked(draft, draft.template.methods, 2, "methods")


def _results(draft: Draft) -> Iterator[Block]:
    for section in RESULTS:
        yield from section(draft)


def _references(draft: Draft) -> Iterator[Block]:
    """The list, with all included documents; and what the prose cites in words, which no style can put into it."""
    included = draft.citation(draft.material.included).cited
    yield ReferenceList(tuple(one.record for one in included))
    if unsure := _unconfirmed(draft):
        yield paragraph(
            Gap(
                f"These references, once they are confirmed or corrected in the Library: they were read from files: {unsure}."
            )
        )
    checked = draft.material.cited_by_name()
    named = dict.fromkeys(f"{one.text} ([@{one.record[:TOKEN]}])" for one in checked.found)
    if named:
        yield paragraph(Gap(f"By a token, to have it in this list: {'; '.join(named)}."))
    if checked.unmatched:
        unknown = "; ".join(one.text for one in checked.unmatched)
        yield paragraph(
            Gap(f"The references of works that the text cites and the review does not have: {unknown}.")
        )


def _unconfirmed(draft: Draft) -> str:
    """The listed works whose references nobody has confirmed."""
    material, known = draft.material, draft.material.record_of
    listed = {*material.included, *(one for cited in material.cited_under().values() for one in cited)}
    unsure = [known[one] for one in listed if one in known and is_unconfirmed(known[one])]
    return "; ".join(one.author_year for one in sorted(unsure, key=material.place_of))


_PARTS: Mapping[Part, Section] = {
    Part.INTRODUCTION: introduction,
    Part.METHODS: _methods,
    Part.RESULTS: _results,
    Part.DISCUSSION: lambda draft: asked(draft, draft.template.discussion, 2, "discussion"),
    Part.DECLARATIONS: lambda draft: asked(draft, draft.template.declarations, 2, "declarations"),
    Part.REFERENCES: _references,
    Part.SUPPLEMENTS: supplements,
}


def _with_standards(draft: Draft, blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the list of standards below its heading: it refers to all the others."""
    key = f"supplement-{Supplement.RAMESES}"
    found: list[Block] = []
    for block in blocks:
        found.append(block)
        if isinstance(block, Heading) and block.key == key:
            found += rameses(blocks, _answered(draft.template))
    return found


def _answered(template: Template) -> Mapping[str, Collection[int]]:
    """By the keys of the template's headings, the items of the standards that they answer."""
    lists = {
        "introduction": template.introduction,
        "methods": template.methods,
        "discussion": template.discussion,
        "declarations": template.declarations,
    }
    return {
        f"{key}-{number}": one.answers
        for key, sections in lists.items()
        for number, one in enumerate(sections, start=1)
        if one.answers
    }
