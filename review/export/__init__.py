"""What goes out of a review.

Tables for the write-up: one module per output, one per file format under ``formats``. References for other programs:
under ``references``. Nothing here imports a library for spreadsheets or word processing until a file is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from review.export.material import ExportMaterial
from review.export.table import Cell, Column, Kind, Table
from review.export.tables.codebook import codebook
from review.export.tables.decisions import decisions
from review.export.tables.evidence import evidence
from review.export.tables.matrix import matrix
from review.export.tables.model_card import model_card
from review.export.tables.references import reference_list
from review.export.tables.source_types import source_types
from review.export.tables.source_types_by_theory import source_types_by_theory
from review.export.writing import FORMATS, write
from review.references.formats import REFERENCE_FORMATS, write_reference_file

REFERENCES = "references"
__all__ = [
    "EXPORTS",
    "FORMATS",
    "Cell",
    "Column",
    "Export",
    "ExportMaterial",
    "Kind",
    "Table",
    "write",
]


@dataclass(frozen=True, slots=True)
class Export:
    """An export by the name that ``review export`` knows it by.

    `build` makes the table that is shown of it. It is written in any of `formats`, and in the `usual` ones where nobody
    asks for others.
    """

    name: str
    description: str
    build: Callable[[ExportMaterial], Table]
    formats: tuple[str, ...] = FORMATS
    usual: tuple[str, ...] = ("csv", "xlsx")

    def write(self, material: ExportMaterial, folder: Path, formats: Sequence[str] = ()) -> list[Path]:
        """Write the export into `folder`, in those of `formats` that it knows, else in its usual ones.

        Raises:
            ReviewError: a file cannot be written.
        """
        chosen = [name for name in formats if name in self.formats] or self.usual
        if self.name == REFERENCES:
            every = material.references()
            return [write_reference_file(every, folder, name) for name in chosen]
        table = self.build(material)
        return [path for name in chosen for path in write(table, folder / f"{self.name}.{name}", name)]


EXPORTS: Mapping[str, Export] = {
    export.name: export
    for export in (
        Export("source-types", "Table 1: included sources by type, n and per cent of N", source_types),
        Export(
            "source-types-by-theory",
            "included sources coded to each theory, by source type",
            source_types_by_theory,
        ),
        Export("evidence", "every quotation under every code, with source, page and place", evidence),
        Export("matrix", "records by codes, 0 or 1", matrix),
        Export("decisions", "every decision with its criteria, and what they come to", decisions),
        Export("codebook", "the theory map's codes with propositions and key terms", codebook),
        Export(
            REFERENCES,
            f"for reference managers: {', '.join(REFERENCE_FORMATS)}",
            reference_list,
            tuple(REFERENCE_FORMATS),
            usual=("ris",),
        ),
        Export("model-card", "what suggestions learned from, how good they are, their limits", model_card),
    )
}
"""Every export, in the order in which they are listed."""
