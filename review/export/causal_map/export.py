"""The export ``causal-map``: links as CSV, or a workbook that Causal Map imports as a project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from review.export.causal_map.tables import source_table
from review.export.kinds import TableExport
from review.export.material import ExportMaterial
from review.export.writing import write
from review.sandbox.whole_files import write_files

LINKS, SOURCES = "links", "sources"
"""The names of the sheets that Causal Map reads; it passes over others."""


@dataclass(frozen=True, slots=True)
class CausalMapExport(TableExport):
    """The links of configurations, one row for each citation; the workbook has the quoted sources, too."""

    kind: ClassVar[str] = "causal map"
    formats: ClassVar[tuple[str, ...]] = ("csv", "xlsx")
    usual: ClassVar[tuple[str, ...]] = ("csv", "xlsx")

    def write_one(
        self,
        material: ExportMaterial,
        path: Path,
        file_format: str,
        options: Mapping[str, str],  # noqa: ARG002 - it takes none
    ) -> Sequence[Path]:
        """Write the links.

        Raises:
            ReviewError: the file cannot be written, or has no room for them.
        """
        table = self.build(material)
        if file_format == "csv":
            return write(table, path, file_format)
        from review.export.formats.xlsx import with_sheets

        write_files({path: with_sheets(table, {LINKS: table, SOURCES: source_table(material)})})
        return [path]
