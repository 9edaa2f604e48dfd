"""The export ``prisma``: its table with a note beside it, and both on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from review.export.figures.characters import wrapped
from review.export.kinds import WIDTH, Export, TextPreview
from review.export.material import ExportMaterial, state_of
from review.export.prisma.boxes import PrismaFlow, prisma_flow
from review.export.prisma.note import first_title, rows_shown, sections
from review.export.prisma.template import filled, labels
from review.sandbox.whole_files import write_files

NOTE = "-notes.txt"
"""The ending of the note's name, after the export's."""
NOT_REPORTED = "(blank: not reported)"

_INDENT = "  "


@dataclass(frozen=True, slots=True)
class PrismaExport(Export):
    """The flow for the R package PRISMA2020: ``prisma.csv``, and ``prisma-notes.txt`` on what it cannot say."""

    kind: ClassVar[str] = "PRISMA for R"
    formats: ClassVar[tuple[str, ...]] = ("csv",)
    usual: ClassVar[tuple[str, ...]] = ("csv",)

    def preview(
        self,
        material: ExportMaterial,
        width: int = WIDTH,
        options: Mapping[str, str] | None = None,  # noqa: ARG002 - it takes none
    ) -> TextPreview:
        """The rows with their numbers, then the note."""
        of = prisma_flow(material)
        if not any(of.whole(box).n or of.whole(box).computed for box in of.flow.boxes):
            return TextPreview(self.title, "")
        lines = [*_table(of, width), "", *_note(of, width)]
        return TextPreview(self.title, "\n".join(lines).rstrip(), state_of(material))

    def write_one(
        self,
        material: ExportMaterial,
        path: Path,
        file_format: str,  # noqa: ARG002 - there is one
        options: Mapping[str, str],  # noqa: ARG002 - it takes none
    ) -> Sequence[Path]:
        """Write the table and its note.

        Raises:
            ReviewError: a file cannot be written.
        """
        of = prisma_flow(material)
        note = path.with_name(f"{path.stem}{NOTE}")
        head = [
            f"{path.name}: the flow for the R package PRISMA2020, and what its table cannot say",
            state_of(material),
            "",
        ]
        text = "\n".join([*head, *_note(of, WIDTH)]).rstrip() + "\n"
        write_files({path: filled(of.numbers, first_title(of)), note: text.encode()})
        return [path, note]


def _table(of: PrismaFlow, width: int) -> Iterator[str]:
    """The rows that can have a number, each with it."""
    described = labels()
    for row in rows_shown():
        name = described[row].partition(": [")[0]
        yield from wrapped(f"{name}: {of.numbers[row] or NOT_REPORTED}", width, "", _INDENT)


def _note(of: PrismaFlow, width: int) -> Iterator[str]:
    """The parts of the note, each below its title."""
    for part in sections(of):
        yield from wrapped(part.title, width)
        for line in part.lines:
            indent = line[: len(line) - len(line.lstrip())] if part.is_code else ""
            first, others = (_INDENT + indent, _INDENT * 2 + indent) if part.is_code else ("- ", _INDENT)
            yield from wrapped(line, width, first, others)
        yield ""
