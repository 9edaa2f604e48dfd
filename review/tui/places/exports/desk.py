"""Exports without a screen: the list, the preview of the chosen one, the formats, and the files written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from review.errors import ReviewError

if TYPE_CHECKING:
    from review.project import Project

ROWS = 60
"""The most rows of a table that are shown."""

MODEL_CARD = "model-card"
"""The export that fits models and takes long: the others do not wait for it."""


@dataclass(frozen=True)
class Preview:
    """The first rows of a table below its caption, or a message instead of rows; `more` says how many rows are left out.

    `right` lists the columns to align right.
    """

    caption: str = ""
    headings: Sequence[str] = ()
    rows: Sequence[Sequence[object]] = ()
    right: Sequence[bool] = ()
    more: str = ""
    message: str = ""


class ExportsDesk:
    """The exports of a review as (name, description), the `chosen` one, and the `formats` to write."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._written: dict[str, Path] = {}
        self.exports = tuple(project.exports.names())
        self.chosen = ""
        self.formats: tuple[str, ...] = ("csv", "xlsx")

    def choose(self, index: int | None) -> None:
        """Choose an export by its place in the list, or none."""
        self.chosen = "" if index is None else self.exports[index][0]

    @property
    def is_slow(self) -> bool:
        """Whether the chosen export fits models first, which takes a while."""
        return self.chosen == MODEL_CARD

    def preview(self, name: str) -> Preview:
        """What an export would write now, or why it is empty; for a background thread."""
        try:
            table = self._project.exports.table(name).printed()
        except ReviewError as error:
            return Preview(message=str(error))
        if not table.rows:
            return Preview(table.caption, message="No rows yet: decide and code first.")
        return Preview(
            table.caption,
            [column.heading for column in table.columns],
            table.rows[:ROWS],
            [column.kind.value in {"integer", "number"} for column in table.columns],
            f"… and {len(table.rows) - ROWS:,} more rows" if len(table.rows) > ROWS else "",
        )

    def to_write(self, *, every: bool) -> list[str]:
        """The names of all exports, or of the chosen one."""
        return [name for name, _ in self.exports if every or name == self.chosen]

    def write(self, names: Sequence[str], formats: Sequence[str]) -> list[Path]:
        """Write exports and return the files; for a background thread.

        Raises:
            ReviewError: a file cannot be written.
        """
        return self._project.exports.write(names, formats)

    def written(self, paths: Sequence[Path]) -> str:
        """Note which files were written; returns a line about them."""
        tables = [path for path in paths if not path.name.endswith(".meta.json")]
        self._written |= {path.stem: path for path in tables}
        names = ", ".join(path.name for path in tables[:4])
        more = f" and {len(tables) - 4} more" if len(tables) > 4 else ""
        return f"Written to {self.folder.parent.name}/{self.folder.name}: {names}{more}. Press o to open it."

    @property
    def file(self) -> Path | None:
        """The last file written for the chosen export since the program started."""
        return self._written.get(self.chosen)

    @property
    def folder(self) -> Path:
        """The folder that exports are written to."""
        return self._project.folder / "exports"
