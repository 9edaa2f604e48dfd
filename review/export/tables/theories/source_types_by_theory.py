"""``source-types-by-theory``: the types of source behind the evidence on each theory."""

from __future__ import annotations

from decimal import Decimal

from review.domain.wording.share import percentage
from review.export.material import ExportMaterial
from review.export.table import Cell, Column, ExportTable, Kind, Printed
from review.export.words import LOCATES


def source_types_by_theory(material: ExportMaterial) -> ExportTable:
    """One row per theory and rival framing, including its sub-themes; one column per row of Table 1."""
    types = material.table_one.counts
    columns = (
        Column("theory", "Code", width=8),
        Column("name", "Theory", width=36),
        Column("sources", "Sources", Kind.INTEGER, 9),
        *(Column(kind.source_type, kind.name, Kind.INTEGER, 14) for kind in types),
        Column("to_recheck", "To recheck", Kind.INTEGER, 9),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            count.code,
            count.name,
            count.sources,
            *(count.by_source_type.get(kind.source_type, 0) for kind in types),
            count.to_recheck,
        )
        for count in material.evidence()
        if count.code == count.theory
    )
    total = material.table_one.total
    return material.table(
        "source-types-by-theory",
        "Source types by theory",
        f"Included sources (N={total}) that are coded to each theory or rival framing, or to one of"
        f" its sub-themes, by source type. A source counts once per row and in as many rows as it is coded to. {LOCATES} to_recheck counts the passages that wait for another look, because the wording changed since.",
        columns,
        rows,
        printed_title=f"Included documents coded to each theory, by source type (N = {total})",
        note="A document counts once in a row, and in every row that it is coded to; a theory includes its sub-themes."
        f" {LOCATES} {material.to_recheck_in_words}".rstrip(),
        printed_as=_printed(material),
    )


def _printed(material: ExportMaterial) -> Printed:
    """The types first, then all of them with the per cent of N; below, all included documents."""
    table_one = material.table_one
    types = table_one.counts
    columns = (
        Column("theory", "Theory or rival framing"),
        *(Column(kind.source_type, kind.name, Kind.INTEGER) for kind in types),
        Column("sources", "All", Kind.INTEGER),
        Column("per_cent", "% of N", Kind.NUMBER),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            material.named(count.code),
            *(count.by_source_type.get(kind.source_type, 0) for kind in types),
            count.sources,
            percentage(count.sources, table_one.total),
        )
        for count in material.evidence()
        if count.code == count.theory
    )
    everything: tuple[Cell, ...] = (
        "All included documents",
        *(kind.sources for kind in types),
        table_one.total,
        Decimal(100) if table_one.total else None,
    )
    return Printed(columns, (*rows, everything), total=True)
