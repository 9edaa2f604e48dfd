"""Annotated PDFs as an export: its list of documents, and its files in a folder of their own."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import ClassVar

from review.domain.wording.counted import counted
from review.errors import ReadingError
from review.export.annotated.copies import copies
from review.export.annotated.copy import AnnotatedCopy
from review.export.kinds import WIDTH, Export, Refuse, Refused, Say, TextPreview, passed_over, silently
from review.export.material import ExportMaterial
from review.sandbox.sealed import is_sealed

ANNOTATED = "annotated"
"""The name of the export."""

RECORDS = "records"
"""The option that names the records, by their ids with spaces between them; without it, all coded ones are written."""

_NAMED = 4
_NOTE = (
    "Every coded passage is highlighted in its code's colour, with code, stance, status, reviewer and memo in its note. "
    "Documents that are locked, signed, moved or changed are found, and named, only when it is written. "
    "Copies are written into the folder annotated, and only where this export is asked for by name: they are as large as the PDFs, and as protected by copyright."
)


@dataclass(frozen=True, slots=True)
class AnnotatedExport(Export):
    """Copies of the PDFs with highlights, in a folder with the name of the export."""

    kind: ClassVar[str] = "annotated PDFs"
    formats: ClassVar[tuple[str, ...]] = ("pdf",)
    usual: ClassVar[tuple[str, ...]] = ("pdf",)
    options: ClassVar[tuple[str, ...]] = (RECORDS,)
    by_name_only: ClassVar[bool] = True

    def preview(
        self,
        material: ExportMaterial,
        width: int = WIDTH,  # noqa: ARG002 - its lines are short
        options: Mapping[str, str] | None = None,
    ) -> TextPreview:
        """The documents, with how many passages are highlighted in each and under which name."""
        found = copies(material, _records(options))
        cited = max((len(one.record.author_year) for one in found), default=0)
        counts = max((len(_passages(one)) for one in found), default=0)
        lines = [
            f"{one.record.author_year:<{cited}}  {_passages(one):<{counts}}  {_file(one)}" for one in found
        ]
        total = counted(sum(one.passages for one in found), "passage")
        title = f"{self.title}: {total} in {counted(len(found), 'document')}" if found else self.title
        return TextPreview(title, "\n".join(lines), _NOTE)

    def write(
        self,
        material: ExportMaterial,
        folder: Path,
        formats: Sequence[str] = (),  # noqa: ARG002 - there is one
        options: Mapping[str, str] | None = None,
        say: Say = silently,
        refuse: Refuse = passed_over,
        remark: Say = silently,
    ) -> list[Path]:
        """Write a copy of each document into ``annotated/`` in `folder`, each whole or not at all.

        `refuse` gets a line for each document that cannot be annotated, or not all of it; the others are written. A copy
        that somebody changed is kept, and the new one gets a number; `remark` says so, and which older copies are there.

        Raises:
            ReviewError: the folder cannot be written.
        """
        asked = _records(options)
        every = copies(material)
        found = [one for one in every if not asked or one.record.id in asked]
        for record in sorted(set(asked) - {one.record.id for one in found}):
            known = material.record_of.get(record)
            refuse(Refused(record, f"{known.author_year if known else record}: nothing is coded in it"))
        written: list[Path] = []
        current = {one.file_name for one in every}
        for number, one in enumerate(found, 1):
            say(f"{self.title}, {one.record.author_year} ({number} of {len(found)})")
            first = folder / self.name / one.file_name
            path = _not_changed(first, current)
            try:
                left = material.annotate(one, path)
            except ReadingError as error:
                refuse(Refused(one.record.id, str(error)))
                current.discard(one.file_name)
                continue
            written.append(path)
            if path != first:
                remark(f"{first.name} was changed by somebody and is kept; the new copy is {path.name}")
            if left:
                refuse(Refused(one.record.id, left))
        if older := _older(folder / self.name, current | {path.name for path in written}):
            remark(f"older copies: {', '.join(older)}")
        return written

    def write_one(
        self, material: ExportMaterial, path: Path, file_format: str, options: Mapping[str, str]
    ) -> Sequence[Path]:
        """Write the copies into ``annotated/`` beside `path`."""
        return self.write(material, path.parent, [file_format], options)


def _not_changed(path: Path, others: Collection[str]) -> Path:
    """The path for a copy: with a number where the file of that name is not as this program wrote it."""
    numbered = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
    free = (one for one in numbered if one.name not in others)
    return next(one for one in chain([path], free) if not os.path.lexists(one) or is_sealed(one))


def _older(folder: Path, current: Collection[str]) -> list[str]:
    """The names of copies that this program wrote earlier, of which none was written now, at most some of them."""
    try:
        found = sorted(
            path.name for path in folder.glob("*.pdf") if path.name not in current and is_sealed(path)
        )
    except OSError:
        return []
    return [*found[:_NAMED], f"and {len(found) - _NAMED:,} more"] if len(found) > _NAMED else found


def _records(options: Mapping[str, str] | None) -> Collection[str]:
    return (options or {}).get(RECORDS, "").split()


def _passages(one: AnnotatedCopy) -> str:
    return counted(one.passages, "passage")


def _file(one: AnnotatedCopy) -> str:
    if not one.record.path:
        return "no file"
    return one.file_name if one.record.path.casefold().endswith(".pdf") else "not a PDF"
