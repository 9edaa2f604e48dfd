"""``cmoc-sources``: the passages in each configuration, with what they do there and how they were appraised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from review.domain.theories.configuration import Configuration, Element, Fragment
from review.domain.theories.levels import Levels
from review.domain.wording.counted import are, counted, has
from review.export.material import ExportMaterial
from review.export.table import Cell, Column, ExportTable, Printed
from review.export.tables.theories.levels import level_cells, level_columns
from review.export.words import LOCATES, LOST, RETRODUCED, YES, Names

NOTE = (
    "An element that was retroduced has its memo in place of a passage: only reasoning supports it. Levels are those of the most specific"
    " appraisal: for the configuration, else for a theory that it is tied to, else for the review; there that of the passage, else of the"
    f" document. Where reviewers differ, their levels are in the order of their names. {LOCATES}"
)


class _Line(NamedTuple):
    """A fragment of an element, or a retroduced element without it."""

    configuration: Configuration
    element: Element
    fragment: Fragment | None


def cmoc_sources(material: ExportMaterial) -> ExportTable:
    """One row per fragment, and one per retroduced element: configurations by label, elements as in the statement."""
    every = material.configurations()
    lines = [line for one in every for line in _lines(material, one)]
    bare = sum(not (one.memo or one.fragments) for cmoc in every for one in cmoc.elements)
    passages = sum(line.fragment is not None for line in lines)
    return material.table(
        "cmoc-sources",
        "Sources of configurations",
        f"{counted(passages, 'passage')} in {counted(len(every), 'configuration')}. {NOTE}{_bare(bare)}{_lost(lines)}",
        (
            Column("label", "Label", width=7),
            Column("role", "Role", width=12),
            Column("wording", "Element", width=40),
            Column("citation", "Source", width=30),
            Column("quotation", "Quotation", width=80),
            Column("relation", "Relation", width=12),
            Column("status", "Basis of the claim", width=10),
            *level_columns(material),
            Column("memo", "Memo", width=40),
            Column("not_included", "Not included", width=8),
        ),
        tuple(_row(material, line) for line in lines),
        unprinted="not_included is yes for passages of records that are not included.",
        printed_title=f"Passages in each configuration (N = {material.table_one.total})",
        note=f"{NOTE}{_left_out(material, lines)}{_bare(bare)}{_lost(lines)}",
        printed_as=_printed(material, lines),
    )


def _lines(material: ExportMaterial, one: Configuration) -> Iterator[_Line]:
    """The lines of a configuration: in each element sources as in a reference list, then by position."""
    for element in one.elements:
        if element.is_retroduced:
            yield _Line(one, element, None)
        by_source = sorted(
            element.fragments,
            key=lambda part: (
                material.place_of(material.record_of[part.record]),
                part.start,
                part.end,
                part.id,
            ),
        )
        yield from (_Line(one, element, fragment) for fragment in by_source)


def _levels(material: ExportMaterial, line: _Line) -> Levels:
    """The levels of a fragment; none of a retroduced element."""
    part, cmoc = line.fragment, line.configuration
    if part is None:
        return {}
    codes = material.theory_map.with_theories(cmoc.theories)
    return material.appraised.of_fragment(part, cmoc.id, codes)


def _row(material: ExportMaterial, line: _Line) -> tuple[Cell, ...]:
    part = line.fragment
    return (
        line.configuration.label,
        line.element.role,
        line.element.wording,
        material.citation(part) if part else None,
        part.quote if part else None,
        part.relation.value if part else RETRODUCED,
        part.status.value if part and part.status else None,
        *level_cells(material, _levels(material, line)),
        line.element.memo or None,
        YES if part and part.record not in material.included else None,
    )


def _printed(material: ExportMaterial, lines: Sequence[_Line]) -> Printed:
    """The passages of included documents, each after its element; retroduced elements have their memo there."""
    words = material.words
    return Printed(
        (
            Column("label", "Label"),
            Column("element", "Element"),
            Column("quotation", "Passage, or memo of a retroduced element"),
            Column("citation", "Source"),
            Column("relation", "Relation"),
            Column("status", "Basis of the claim"),
            *level_columns(material),
        ),
        tuple(
            (
                line.configuration.label,
                f"{words[Names.CONFIGURATION_ROLE].get(line.element.role, line.element.role)}: {line.element.as_read}",
                part.quote if part else line.element.memo,
                _cited(material, part) if part else None,
                words[Names.RELATION][part.relation] if part else RETRODUCED,
                words[Names.STATUS].get(part.status or "", part.status) if part else None,
                *level_cells(material, _levels(material, line), worded=True),
            )
            for line in lines
            if (part := line.fragment) is None or part.record in material.included
        ),
    )


def _left_out(material: ExportMaterial, lines: Sequence[_Line]) -> str:
    """How many passages print leaves out, as a sentence."""
    outside = sum(
        line.fragment is not None and line.fragment.record not in material.included for line in lines
    )
    if not outside:
        return ""
    return f" {counted(outside, 'passage')} of documents that are not included {are(outside)} left out."


def _bare(elements: int) -> str:
    """How many elements have no row, as a sentence."""
    if not elements:
        return ""
    return f" {counted(elements, 'element')} {has(elements)} no row, having neither a memo nor a passage that is counted."


def _cited(material: ExportMaterial, fragment: Fragment) -> str:
    cited = material.cited(fragment)
    return f"{cited} {LOST}" if fragment.is_lost else cited


def _lost(lines: Sequence[_Line]) -> str:
    """How many passages the present texts do not have, as a sentence."""
    lost = [line for line in lines if line.fragment and line.fragment.is_lost]
    if not lost:
        return ""
    return f" {counted(len(lost), 'passage')} ({LOST} in print) {are(len(lost))} not in the present text of the document."
