"""The kinds of exports: what each can be written as, how it is written, and what is shown of it beforehand.

Tables and references are here; a figure is ``figures.export.FigureExport``. Another kind is another class beside its subject.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar, NamedTuple

from review.domain.theories.levels import BESIDE_NAME
from review.domain.wording.counted import counted
from review.export.material import ExportMaterial
from review.export.table import ExportTable, PrintedTable
from review.export.without_low import Counted, without_low
from review.export.writing import FORMATS, write
from review.references.formats import REFERENCE_FORMATS, write_reference_file

WIDTH = 100
"""How many characters wide a text is that is shown or written, unless something else is asked for."""


Say = Callable[[str], None]
"""Takes a line that says what is being written."""


def silently(line: str) -> None:
    """Keep quiet about what is being written."""


class Refused(NamedTuple):
    """A record that an export could not write, or not all of it, and why, in a line that names it."""

    record: str
    message: str


Refuse = Callable[[Refused], None]
"""Takes a record that could not be written; the others are."""


def passed_over(refused: Refused) -> None:
    """Keep quiet about what could not be written."""


@dataclass(frozen=True, slots=True)
class TextPreview:
    """What is shown of an export other than a table: its title, a text, and a note below.

    `text` is empty if there is nothing to show.
    """

    title: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Export(ABC):
    """An export, under its name in ``review export`` and with a title for people.

    `counts` says what of it can be left out as low; it is None if nothing can. `needs` says what to do while it is empty.
    """

    kind: ClassVar[str]
    """What exports of this kind are called together: ``tables``."""
    formats: ClassVar[tuple[str, ...]]
    """The formats that they can be written in."""
    usual: ClassVar[tuple[str, ...]]
    """Those that they are written in unless others are asked for."""
    options: ClassVar[tuple[str, ...]] = ()
    """The names of the options of `write` that they take."""
    by_name_only: ClassVar[bool] = False
    """Whether they are written only where they are asked for by name: not with all others, and not into a package."""

    name: str
    title: str
    description: str
    counts: Counted | None = field(default=None, kw_only=True)
    needs: str = field(default="decide and code first", kw_only=True)

    @abstractmethod
    def preview(
        self, material: ExportMaterial, width: int = WIDTH, options: Mapping[str, str] | None = None
    ) -> PrintedTable | TextPreview:
        """What would be written with some options, to be shown on a screen that is `width` characters wide."""

    @abstractmethod
    def write_one(
        self, material: ExportMaterial, path: Path, file_format: str, options: Mapping[str, str]
    ) -> Sequence[Path]:
        """Write the file for one format, and return it with files that belong to it; `path` has the format as its ending.

        Raises:
            ReviewError: a file cannot be written.
        """

    def write(
        self,
        material: ExportMaterial,
        folder: Path,
        formats: Sequence[str] = (),
        options: Mapping[str, str] | None = None,
        say: Say = silently,
        refuse: Refuse = passed_over,  # noqa: ARG002 - only some are made of records' files
        remark: Say = silently,
    ) -> list[Path]:
        """Write the export into `folder`, in those of `formats` that it supports, else in its usual ones.

        `say` is called before each step, and may raise to stop between two files. `refuse` gets the records that could not be written, `remark` lines on what was. One without what was appraised low has this in its file's name: ``synthesis-without-low-rigour.csv``.

        Raises:
            ReviewError: a file cannot be written.
        """
        chosen = [name for name in formats if name in self.formats] or self.usual
        left_out = material.left_out() if self.counts else None
        stem = f"{self.name}{BESIDE_NAME}{'-'.join(left_out.dimensions)}" if left_out else self.name
        taken = {name: value for name, value in (options or {}).items() if name in self.options}
        written: list[Path] = []
        for name in chosen:
            say(f"{self.title}, {name}")
            written += self.write_one(material, folder / f"{stem}.{name}", name, taken)
        for line in self.remarks(material, written):
            remark(line)
        return written

    def remarks(self, material: ExportMaterial, written: Sequence[Path]) -> Sequence[str]:  # noqa: ARG002 - most have none
        """Lines on the files that were written."""
        return ()


@dataclass(frozen=True, slots=True)
class TableExport(Export):
    """A table: `make` makes it, `number` is its number in print where it stands alone (0: it has none)."""

    kind = "tables"
    formats: ClassVar[tuple[str, ...]] = FORMATS
    usual: ClassVar[tuple[str, ...]] = ("csv", "xlsx")

    make: Callable[[ExportMaterial], ExportTable]
    number: int = field(default=0, kw_only=True)

    def build(self, material: ExportMaterial) -> ExportTable:
        """The table, with its number, and with what was left out of it."""
        table = replace(self.make(material), number=self.number)
        left_out = material.left_out() if self.counts else None
        return without_low(table, self.counts, left_out, material) if left_out and self.counts else table

    def preview(
        self,
        material: ExportMaterial,
        width: int = WIDTH,  # noqa: ARG002 - a table is as wide as it is
        options: Mapping[str, str] | None = None,  # noqa: ARG002 - it takes none
    ) -> PrintedTable:
        """The table as it is printed."""
        return self.build(material).printed()

    def write_one(
        self,
        material: ExportMaterial,
        path: Path,
        file_format: str,
        options: Mapping[str, str],  # noqa: ARG002 - it takes none
    ) -> Sequence[Path]:
        """Write the table; CSV has its caption in a file beside it."""
        return write(self.build(material), path, file_format)


CLEAN = "clean"
"""The option of references without what only this program reads."""


@dataclass(frozen=True, slots=True)
class ReferencesExport(TableExport):
    """All references, in files for reference managers; on the screen they are a table."""

    kind = "references"
    options = (CLEAN,)
    formats = tuple(REFERENCE_FORMATS)
    usual = ("ris",)

    def write_one(
        self,
        material: ExportMaterial,
        path: Path,
        file_format: str,
        options: Mapping[str, str],
    ) -> Sequence[Path]:
        """Write the references, in a file named as the format asks for; `CLEAN`: without what only this program reads."""
        keys = material.citation_keys()
        chosen = [keys[record.id] for record in material.records]
        return [
            write_reference_file(
                material.references(), path.parent, file_format, chosen, clean=bool(options.get(CLEAN))
            )
        ]

    def remarks(self, material: ExportMaterial, written: Sequence[Path]) -> Sequence[str]:
        """How many of the review's references are in each file."""
        some, every = len(material.records), len(material.citation_keys())
        of = f"{some:,} of " if some < every else ""
        return [f"{path.name}: {of}{counted(every, 'record')}" for path in written]
