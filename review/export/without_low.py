"""Says of a table what was left out of it, because it was appraised low."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from review.domain.theories.levels import LeftOut
from review.domain.wording.counted import counted
from review.export.material import ExportMaterial
from review.export.table import ExportTable
from review.export.words import BETWEEN


class Counted(StrEnum):
    """What a table is made of, that can be left out of it."""

    PASSAGES = "passages"
    FRAGMENTS = "fragments"
    RECORDS = "records"


def without_low(
    table: ExportTable, kind: Counted, left_out: LeftOut, material: ExportMaterial
) -> ExportTable:
    """The table with a sentence on what was left out in caption and note, and with the dimensions."""
    sentence = said_of(kind, left_out, material)
    return replace(
        table,
        caption=f"{table.caption} {sentence}",
        printed_note=f"{table.printed_note or table.caption} {sentence}",
        about={**table.about, "without_low": BETWEEN.join(left_out.dimensions)},
    )


def said_of(kind: Counted, left_out: LeftOut, material: ExportMaterial) -> str:
    """A sentence on what was left out, and how much of it."""
    names = {one.id: one.name.lower() for one in material.theory_map.appraisal_dimensions}
    low = " or ".join(names[dimension] for dimension in left_out.dimensions)
    number, what = {
        Counted.RECORDS: (len(left_out.records), counted(len(left_out.records), "document")),
        Counted.PASSAGES: (left_out.passages, _passages(left_out.passages, left_out.sources)),
        Counted.FRAGMENTS: (left_out.fragments, _passages(left_out.fragments, left_out.fragment_sources)),
    }[kind]
    if not number:
        return f"Nothing is left out: nothing was appraised low in {low} for what it is used for."
    return (
        f"Left out is what was appraised low in {low} for what it is used for, and higher by nobody: {what}."
        f" N is {material.table_one.total} with them."
    )


def _passages(passages: int, sources: int) -> str:
    return f"{counted(passages, 'passage')} of {counted(sources, 'document')}"
