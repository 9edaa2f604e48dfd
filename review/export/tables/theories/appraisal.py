"""``appraisal``: how relevant, rich and rigorous each source is, for what, and why."""

from __future__ import annotations

from collections.abc import Mapping

from review.domain.theories.appraisal import Appraisal
from review.domain.wording.counted import counted
from review.domain.wording.one_line import first_words
from review.domain.wording.quoted import quoted
from review.export.material import ExportMaterial, day
from review.export.table import Cell, Column, ExportTable, Kind, Printed
from review.export.tables.theories.levels import level_cells, level_columns
from review.export.words import LOCATES

WHOLE_REVIEW = "Whole review"
YES = "yes"
NOTE = (
    "Each reviewer's own appraisal of a document, or of a passage of it. What the levels mean is in the theory map. A low level excludes nothing."
    f" {LOCATES}"
)


def appraisal(material: ExportMaterial) -> ExportTable:
    """One row per appraisal: sources as in a reference list, then for the review, theories, configurations."""
    targets = ["", *material.theory_map.code_names, *material.label_of]
    places = {target: place for place, target in enumerate(targets)}
    every = sorted(material.appraisals(), key=lambda one: _place(material, places, one))
    records = len({one.record for one in every})
    outside = sum(one.record not in material.included for one in every)
    left_out = f" {counted(outside, 'appraisal')} of other documents left out." if outside else ""
    return material.table(
        "appraisal",
        "Appraisal",
        f"{counted(len(every), 'appraisal')} of {counted(records, 'record')}, one row per record, or passage of it, what it is for, and reviewer. {NOTE}",
        (
            Column("citation", "Document", width=26),
            Column("for", "For", width=14),
            *level_columns(material),
            Column("because", "Because", width=60),
            Column("reviewer", "Reviewer", width=16),
            Column("quotation", "Passage", width=50),
            Column("record", "Record", width=14),
            Column("start", "Start", Kind.INTEGER, 8),
            Column("end", "End", Kind.INTEGER, 8),
            Column("text_sha256", "Text", width=14),
            Column("date", "Date", Kind.DATE, 11),
            Column("not_included", "Not included", width=8),
        ),
        tuple(_row(material, one) for one in every),
        unprinted="for is a code or the label of a configuration, and empty for the whole review; start and end are those of a passage, half-open"
        " code points of the text with the SHA-256 text_sha256; because has the latest reason first.",
        printed_title=f"Appraisal of the included documents (N = {material.table_one.total})",
        note=f"{NOTE}{left_out}",
        printed_as=_printed(material, every),
    )


def _place(material: ExportMaterial, places: Mapping[str, int], one: Appraisal) -> tuple[object, ...]:
    place = places.get(one.target, len(places))
    record = material.place_of(material.record_of[one.record])
    return record, place, one.target, one.span or (-1, -1), one.reviewer


def _row(material: ExportMaterial, one: Appraisal) -> tuple[Cell, ...]:
    start, end = one.span or (None, None)
    return (
        material.record_of[one.record].author_year,
        material.label_of.get(one.target, one.target) or None,
        *level_cells(material, {dimension: (level,) for dimension, level in one.levels.items()}),
        "\n".join(dict.fromkeys(one.because)) or None,
        one.reviewer,
        one.quote or None,
        one.record,
        start,
        end,
        one.text_sha256 or None,
        day(one.time),
        YES if one.record not in material.included else None,
    )


def _printed(material: ExportMaterial, every: list[Appraisal]) -> Printed:
    """Those of included documents; who appraised them only if there are several reviewers."""
    several = len({one.reviewer for one in every}) > 1
    return Printed(
        (
            Column("citation", "Document"),
            Column("for", "For"),
            *level_columns(material),
            Column("because", "Because"),
            Column("reviewer", "Reviewer"),
        ),
        tuple(
            (
                material.record_of[one.record].author_year,
                _target(material, one),
                *level_cells(
                    material, {dimension: (level,) for dimension, level in one.levels.items()}, worded=True
                ),
                "\n".join(dict.fromkeys(one.because)) or None,
                one.reviewer if several else None,
            )
            for one in every
            if one.record in material.included
        ),
    )


def _target(material: ExportMaterial, one: Appraisal) -> str:
    """What a document was appraised for; of a passage the first words follow."""
    target = material.label_of.get(one.target) or material.named(one.target) or WHOLE_REVIEW
    return f"{target}: {quoted(first_words(one.quote))}" if one.quote else target
