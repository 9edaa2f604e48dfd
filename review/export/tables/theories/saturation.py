"""``saturation``: how much each document added, in the order in which documents were first coded."""

from __future__ import annotations

from review.domain.wording.counted import counted
from review.export.figures.saturation import outside_in_words
from review.export.material import ExportMaterial
from review.export.table import Cell, Column, ExportTable, Kind, Printed

COLUMNS = (
    Column("document", "Record", width=14, printed=False),
    Column("citation", "Document", width=26),
    Column("new_subthemes", "New sub-themes", Kind.INTEGER, 14),
    Column("new_codes", "New codes", Kind.INTEGER, 10),
    Column("new_fragments", "Passages in configurations", Kind.INTEGER, 14),
    Column("theory_changes", "Theory changes", Kind.INTEGER, 15),
)
FRAMED = 2
"""The place of fragments among the numbers of a row."""
NOTE = (
    "Documents in the order in which they were first coded. A code (theory, rival framing or sub-theme) is new in the first document"
    " that has it; sub-themes are counted among the codes, too. A passage that was put into a configuration counts for its document. A change of what a theory claims counts for"
    " the document that its triggers are on; other changes of the map (names, moves, rejections, criteria …), and those without a"
    " trigger in a document, count for none."
)


def saturation(material: ExportMaterial) -> ExportTable:
    """One row per coded document."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            step.record,
            material.record_of[step.record].author_year,
            step.new_subthemes,
            step.new_codes,
            step.new_fragments,
            step.theory_changes,
        )
        for step in material.saturation()
    )
    outside = sum(step.record not in material.included for step in material.saturation())
    note = " ".join([NOTE, outside_in_words(outside)]).rstrip()
    return material.table(
        "saturation",
        "Saturation",
        f"{counted(len(rows), 'coded record')}. {note}",
        COLUMNS,
        rows,
        printed_title="What each document added, in the order of coding",
        note=note,
        printed_as=_printed(rows),
    )


def _printed(rows: tuple[tuple[Cell, ...], ...]) -> Printed:
    """Numbered documents and a row of totals; without fragments as long as there are none."""
    sums = [sum(int(str(row[place])) for row in rows) for place in range(2, len(COLUMNS))]
    every = [(place, *row[1:]) for place, row in enumerate(rows, start=1)] + [(None, "Total", *sums)]
    if not sums[FRAMED]:
        every = [(*row[:4], None, *row[5:]) for row in every]
    return Printed((Column("place", "No.", Kind.INTEGER), *COLUMNS[1:]), tuple(every), total=True)
