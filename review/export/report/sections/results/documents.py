"""Results: the included documents, by source type and with their characteristics."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain import Role
from review.domain.wording.counted import has, was
from review.export.material import included_records
from review.export.report.blocks import Block, Gap, Heading, Number, Reference
from review.export.report.draft import Draft
from review.export.report.sentences import Part, counted, listed, number, said, sentence


def documents(draft: Draft) -> Iterator[Block]:
    """How many documents of which type, when they were published, Table 1 and the characteristics."""
    material = draft.material
    yield Heading(2, "Document characteristics", "results-documents")
    total = len(material.included)
    if not total:
        yield said(
            sentence("No document is included yet"), [Gap("The characteristics of the included documents.")]
        )
        return
    years = sorted(record.year for record in included_records(material) if record.year)
    span = (
        ("; they were published from ", _year(years[0], "first"), " to ", _year(years[-1], "last"))
        if years and years[0] != years[-1]
        else ("; published in ", _year(years[0], "only"))
        if years
        else ""
    )
    yield said(
        sentence(
            counted(total, "document", "included"), f" {was(total)} included", draft.see("source-types"), span
        ),
        sentence("By source type: ", listed(list(_types(draft)))),
        _undated(total - len(years)) if len(years) < total else "",
        _others(draft),
    )
    yield draft.tables["source-types"]
    if years:
        yield said(draft.shown("figure-years", "How many were published in each year"))
        yield from draft.figure("figure-years")
    if "characteristics" in draft.tables:
        yield said(["The characteristics of each are in ", Reference("table-characteristics"), "."])
        yield draft.tables["characteristics"]


def _year(year: int, which: str) -> Part:
    """A year that the program found, as a number without a comma."""
    return Number(str(year), f"{which} year of publication")


def _types(draft: Draft) -> Iterator[Part]:
    for count in draft.material.table_one.counts:
        if count.sources:
            share = (
                (" (", number(count.percentage, f"per cent {count.source_type}"), " %)")
                if count.percentage is not None
                else ""
            )
            yield f"{count.name} ", number(count.sources, f"included {count.source_type}"), share


def _undated(many: int) -> Part:
    return sentence(counted(many, "document", "included without a year"), f" {has(many)} no year")


def _others(draft: Draft) -> Part:
    """Background and theory sources, which are outside N."""
    background = [one.id for one in draft.material.records if one.role is Role.BACKGROUND]
    theory = [one.id for one in draft.material.records if one.role is Role.THEORY_SOURCE]
    parts: list[Part] = [
        counted(len(found), noun, noun)
        for found, noun in ((background, "background source"), (theory, "theory source"))
        if found
    ]
    return (
        sentence(
            "Besides, the review draws on ",
            listed(parts),
            ", which are not counted among the included documents",
        )
        if parts
        else ""
    )
