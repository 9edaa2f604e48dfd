"""``source-types``: Table 1 of the review."""

from __future__ import annotations

from decimal import Decimal

from review.export.material import ExportMaterial
from review.export.table import Cell, Column, ExportTable, Kind, Printed

COLUMNS = (
    Column("source_type", "Type", width=16, printed=False),
    Column("name", "Source type", width=40),
    Column("n", "n", Kind.INTEGER, 6),
    Column("per_cent", "% of N", Kind.NUMBER, 9),
)


def source_types(material: ExportMaterial) -> ExportTable:
    """The included sources by type: count and per cent of N, and a total row with N and 100."""
    table_one = material.table_one
    hundred = Decimal(100) if table_one.total else None
    rows: tuple[tuple[Cell, ...], ...] = (
        *((count.source_type, count.name, count.sources, count.percentage) for count in table_one.counts),
        ("total", "Total", table_one.total, hundred),
    )
    last = material.theory_map.last_stage
    return material.table(
        "source-types",
        "Source types",
        f"Records with the role evidence that are included at the stage {last}, by source"
        f" type (N={table_one.total}). Percentages are of N, each rounded half up to one decimal, so that they need"
        " not add up to 100.",
        COLUMNS,
        rows,
        printed_title=f"Source types of the included documents (N = {table_one.total})",
        note=f"Included at the stage {material.stage_in_words(last)}; background and theory sources are not counted. Percentages are of"
        " N and rounded each by itself, so that they need not add up to 100.",
        printed_as=Printed(COLUMNS[1:], tuple(row[1:] for row in rows), total=True),
    )
