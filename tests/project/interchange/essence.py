"""What a review says, without its ids and times: equal reviews have equal essences."""

from __future__ import annotations

from typing import Any

from review.domain import Coding
from review.domain.theories.configuration import Configuration
from review.project import Project
from review.theory_map import TheoryMap

Essence = dict[str, Any]


def codes_of(theory_map: TheoryMap) -> list[Any]:
    """The theories and framings with their sub-themes, in order."""
    return [
        (
            code.id,
            code.name,
            code.proposition,
            theory_map.categories.get(code.category, ""),
            code.colour,
            code.is_rival,
            code.rivals,
            code.rejected,
            [(one.id, one.name, one.definition) for one in code.subthemes],
        )
        for code in theory_map.codes
    ]


def coding_of(project: Project, coding: Coding) -> tuple[Any, ...]:
    """A coding: its place, what it says, and who made it."""
    return (
        project.records.get(coding.record).title,
        coding.start,
        coding.end,
        coding.quote,
        tuple(sorted(coding.stances.items())),
        coding.status,
        coding.memo,
        coding.reviewer,
        coding.cited_page,
    )


def configuration_of(project: Project, one: Configuration) -> Essence:
    """A configuration with its elements, passages, ties and links."""
    elements = [
        (
            element.role,
            element.wording,
            element.memo,
            sorted(
                (
                    project.records.get(at.record).title,
                    at.start,
                    at.end,
                    at.relation,
                    at.status or "",
                    at.reviewer,
                )
                for at in element.fragments
            ),
        )
        for element in one.elements
    ]
    return {
        "label": one.label,
        "status": (one.status, one.reason),
        "statement": (one.statement, one.written),
        "theories": dict(one.theories),
        "elements": elements,
        "links": sorted((link.label, link.kind) for link in one.links),
        "by": one.reviewer,
    }


def records_of(project: Project) -> dict[str, Essence]:
    """What is said of each record, by its title."""
    labels = {one.id: one.label for one in project.configurations.all()}
    last = project.theory.map.last_stage
    appraised: dict[str, list[Any]] = {}
    for one in project.appraisals.all():
        if one.span is None:
            target = labels.get(one.target, one.target)
            said = (
                target,
                one.reviewer,
                tuple(sorted(one.levels.items())),
                tuple(dict.fromkeys(one.because)),
            )
            appraised.setdefault(one.record, []).append(said)
    found = {}
    for record in project.records.all():
        outcome = project.screening.outcome(record.id, last)
        found[record.title] = {
            "authors": record.authors,
            "organisation": record.organisation,
            "cited": record.author_year,
            "doi": record.doi,
            "role": record.role,
            "abstract": record.abstract,
            "source type": record.source_type,
            "facets": project.annotations.facets_of(record.id),
            "appraisals": sorted(appraised.get(record.id, [])),
            "included": outcome == "include",
            "has a text": bool(project.documents.get(record.id)),
        }
    return found


def memos_of(project: Project) -> list[Any]:
    """The memos with what they are on: a record's title, a coding's place, a configuration's label, or a code."""
    names: dict[str, Any] = {record.id: record.title for record in project.records.all()}
    names |= {one.id: coding_of(project, one)[:3] for one in project.coding.codings()}
    names |= {one.id: one.label for one in project.configurations.all()}
    return sorted(
        (str(names.get(memo.target, memo.target)), memo.text, memo.reviewer)
        for memo in project.annotations.memos()
    )


def essence(project: Project) -> Essence:
    """All of it."""
    return {
        "codes": codes_of(project.theory.map),
        "records": records_of(project),
        "codings": sorted(coding_of(project, one) for one in project.coding.codings()),
        "memos": memos_of(project),
        "configurations": sorted(
            (configuration_of(project, one) for one in project.configurations.all()),
            key=lambda one: str(one["label"]),
        ),
    }
