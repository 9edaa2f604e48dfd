"""Exports of a review, in its present state or as of an earlier day."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from review.errors import ReviewError
from review.project.learning.service import LearningService
from review.project.service import EXPORTS, Context, Service
from review.sandbox.temporary import noted

if TYPE_CHECKING:
    from review.domain import Selection
    from review.domain.reference import Reference
    from review.export import Export, ExportTable, PrintedTable, TextPreview
    from review.export.kinds import Refuse, Say
    from review.project.exporting.previews import Previews
    from review.theory_map import TheoryMap


class ExportService(Service):
    """Writes exports; the code for them is loaded with the first one."""

    def __init__(self, context: Context, learning: LearningService) -> None:
        super().__init__(context)
        self._learning = learning
        self._previews: Previews | None = None

    def all(self) -> Sequence[Export]:
        """All exports, in the order of the list."""
        from review.export import EXPORTS as EVERY

        return tuple(EVERY.values())

    @property
    def folder(self) -> Path:
        """The folder that exports are written to unless another one is given."""
        return self._folder / EXPORTS

    def table(self, name: str, as_of: str = "", without_low: Sequence[str] = ()) -> ExportTable:
        """The table that an export writes; `without_low` as in `write`.

        Raises:
            UnknownNameError: the export or a dimension is unknown.
            ReviewError: `as_of` is not a date, or is before the start of the review.
        """
        from review.project.exporting.tables import table

        return table(self._journal, name, as_of, self._learning.model_card, without_low)

    def preview(
        self,
        name: str,
        width: int,
        without_low: Sequence[str] = (),
        options: Mapping[str, str] | None = None,
        selection: Selection | None = None,
    ) -> PrintedTable | TextPreview:
        """What an export would write now, for a screen that is `width` characters wide; the rest as in `write`.

        Raises:
            UnknownNameError: the export or a dimension is unknown.
        """
        from review.project.exporting.previews import Previews

        if self._previews is None:
            self._previews = Previews(self._journal, self._learning.model_card)
        return self._previews.preview(name, width, without_low, options, selection)

    def forget_previews(self) -> None:
        """Keep nothing in memory of what previews showed; the next one reads the review again."""
        if self._previews is not None:
            self._previews.forget()

    def write(
        self,
        names: Sequence[str],
        formats: Sequence[str] = (),
        out: Path | None = None,
        as_of: str = "",
        without_low: Sequence[str] = (),
        options: Mapping[str, str] | None = None,
        say: Say | None = None,
        selection: Selection | None = None,
        refuse: Refuse | None = None,
        remark: Say | None = None,
    ) -> list[Path]:
        """Write exports into ``exports/`` (or `out`) and return the files.

        Each is written in those of `formats` that it supports, else in the usual ones of its kind. Exports of evidence leave
        out what was appraised low in one of the dimensions `without_low`, and say so; other exports are written whole.
        References are those of the records in `selection`, as of the same moment; other exports are of all records.
        `say` gets a line for each file that is begun, and may raise to stop: files that are written stay. `options` are those that an export names, such as the report's ``template``.
        `refuse` gets each record that an export could not write, or not all of it, such as a PDF that is locked.
        `remark` gets lines on what was written: how many references, a copy that somebody changed and that is kept.

        Raises:
            UnknownNameError: an export or dimension is unknown, or no export supports a format or takes an option; nothing
                was written.
            ReviewError: a file cannot be written; `as_of` is not a date, or is before the start of the review; nothing can
                be left out of any of the exports; no record is in the selection; copies of PDFs would be written into ``corpus/``.
        """
        from review.export.annotated.export import ANNOTATED
        from review.export.kinds import passed_over, silently
        from review.project.exporting.annotating import annotator
        from review.project.exporting.tables import write_exports

        folder = out or self.folder
        if ANNOTATED in names and folder.resolve().is_relative_to(self._context.corpus.resolve()):
            raise ReviewError(
                f"{folder}: is in corpus/, where copies would be read as new documents; choose another folder"
            )
        with noted(self._folder, folder):
            return write_exports(
                self._journal,
                names,
                formats,
                folder,
                as_of,
                self._learning.model_card,
                without_low,
                options,
                say or silently,
                selection,
                refuse or passed_over,
                annotator(self._context),
                remark or silently,
            )

    def write_theory_map(self, theory_map: TheoryMap, target: Path) -> Path:
        """Write a theory map to a new file.

        Raises:
            ReviewError: the file exists, or cannot be written.
        """
        from review.sandbox.whole_files import write_files
        from review.theory_map.writing import to_yaml

        if os.path.lexists(target):
            raise ReviewError(
                f"{target}: already exists; choose a new name (the program never overwrites your files)"
            )
        if not target.parent.is_dir():
            raise ReviewError(f"{target}: cannot be written (folder not found)")
        with noted(self._folder, target.parent):
            write_files({target: to_yaml(theory_map).encode()})
        return target

    def references(self) -> Mapping[str, Reference]:
        """All records as references with decisions, codes and source type, by their keys."""
        from review.project.exporting.tables import references

        return references(self._journal, self._learning.model_card)
