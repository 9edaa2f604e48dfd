"""``source-types-by-theory``: the types of source behind the evidence on each theory."""

from __future__ import annotations

from review.export.material import ExportMaterial
from review.export.table import Cell, Column, ExportTable, Kind


def source_types_by_theory(material: ExportMaterial) -> ExportTable:
    """One row per theory and rival framing, including its sub-themes; one column per row of Table 1."""
    types = material.table_one.counts
    columns = (
        Column("theory", "Code", width=8),
        Column("name", "Theory", width=36),
        Column("sources", "Sources", Kind.INTEGER, 9),
        *(Column(kind.source_type, kind.name, Kind.INTEGER, 14) for kind in types),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            count.code,
            count.name,
            count.sources,
            *(count.by_source_type.get(kind.source_type, 0) for kind in types),
        )
        for count in material.evidence
        if count.code == count.theory
    )
    return material.table(
        "source-types-by-theory",
        "Source types by theory",
        f"Included sources (N={material.table_one.total}) that are coded to each theory or rival framing, or to one of"
        " its sub-themes, by source type. A source counts once per row and in as many rows as it is coded to. Counts"
        " locate evidence, they do not weigh it.",
        columns,
        rows,
    )
