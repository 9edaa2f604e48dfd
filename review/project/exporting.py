"""Tables for the write-up, as the review stands or as it stood on a day."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from review.project.core import EXPORTS
from review.project.evaluating import Evaluating

if TYPE_CHECKING:
    from review.export import Table


class Exporting(Evaluating):
    """The verbs that make tables; what makes them is loaded when the first is asked for."""

    def export_names(self) -> list[tuple[str, str]]:
        """Every export's name and description."""
        from review.export import EXPORTS as TABLES

        return [(export.name, export.description) for export in TABLES.values()]

    def table(self, name: str, as_of: str = "") -> Table:
        """The table that an export writes.

        Raises:
            UnknownNameError: no such export.
            ReviewError: `as_of` is no date, or lies before the review began.
        """
        from review.project.tables import table

        return table(self.journal, self.reviewer, name, as_of, self.model_card)

    def export(
        self,
        names: Sequence[str],
        formats: Sequence[str] = ("csv", "xlsx"),
        out: Path | None = None,
        as_of: str = "",
    ) -> list[Path]:
        """Write exports into ``exports/`` (or `out`), each in each format, and return the files.

        Raises:
            UnknownNameError: no such export or format; nothing is written then.
            ReviewError: a file cannot be written.
        """
        from review.project.tables import write_tables

        return write_tables(
            self.journal, self.reviewer, names, formats, out or self.folder / EXPORTS, as_of, self.model_card
        )
