"""``references``: a preview of the references written for reference managers."""

from __future__ import annotations

from review.domain.wording.counted import counted
from review.export.material import ExportMaterial
from review.export.table import Column, ExportTable

COLUMNS = (
    Column("reference", "Reference"),
    Column("title", "Title"),
    Column("container", "Container"),
    Column("doi", "DOI"),
)


def reference_list(material: ExportMaterial) -> ExportTable:
    """One row per record."""
    rows = tuple(
        (record.author_year, record.title, record.container, record.doi) for record in material.records
    )
    caption = f"{counted(len(rows), 'reference')}, written as RIS; other formats: `review export references --format bibtex` …"
    return material.table("references", "References", caption, COLUMNS, rows)
