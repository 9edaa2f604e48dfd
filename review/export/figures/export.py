"""Figures as exports: drawn for a file, shown as text on the screen, and named as a part of the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from review.export.figures.characters import wrapped
from review.export.figures.picture import Picture
from review.export.kinds import WIDTH, Export, TextPreview
from review.export.material import ExportMaterial, state_of
from review.export.report.blocks import Figure
from review.export.without_low import said_of
from review.sandbox.whole_files import write_files

TEXT = "txt"


@dataclass(frozen=True, slots=True)
class FigureExport(Export):
    """A figure, which `make` makes from the review.

    SVG keeps letters as text; PNG has 200 dots per inch; `txt` is what a terminal shows.

    A figure that is higher than a page has several files: ``figure-cmoc.svg``, ``figure-cmoc-2.svg``.
    """

    kind: ClassVar[str] = "figures"
    formats: ClassVar[tuple[str, ...]] = ("svg", "png", "pdf", TEXT)
    usual: ClassVar[tuple[str, ...]] = ("svg", "png")

    make: Callable[[ExportMaterial], Picture]

    def blocks(self, material: ExportMaterial) -> tuple[Figure, ...]:
        """The figure in a report, in as many parts as it needs pages; none where there is nothing to show."""
        from review.export.figures.drawing import parts

        picture = self.make(material)
        if picture.is_empty:
            return ()
        names, number = [self.name], parts(picture)
        names += [f"{self.name}-{n}" for n in range(2, number + 1)]
        return tuple(
            Figure(
                name,
                name,
                picture.caption if number == 1 else f"{picture.caption} (part {n} of {number})",
                picture.alternative if n == 1 else f"The figure above goes on: {picture.caption}.",
            )
            for n, name in enumerate(names, 1)
        )

    def images(self, material: ExportMaterial, file_format: str) -> tuple[bytes, ...]:
        """The figure as SVG, PNG or PDF, a picture for each page that it needs. Equal reviews give equal bytes."""
        return self._images(self.make(material), material, file_format)

    def _images(self, picture: Picture, material: ExportMaterial, file_format: str) -> tuple[bytes, ...]:
        from review.export.figures.drawing import drawn

        remark = self._left_out(material)
        return drawn(picture, file_format, self.needed(picture), state_of(material), remark)

    def _left_out(self, material: ExportMaterial) -> str:
        """What is not in the figure because it was appraised low, in a sentence."""
        left_out = material.left_out() if self.counts else None
        return said_of(self.counts, left_out, material) if left_out and self.counts else ""

    def needed(self, picture: Picture) -> str:
        """What to do first, as a sentence; empty if there is something to show."""
        return f"Nothing to show yet: {self.needs}." if picture.is_empty else ""

    def _note(self, picture: Picture, material: ExportMaterial) -> str:
        return f"{picture.note} {self._left_out(material)}".strip()

    def preview(
        self,
        material: ExportMaterial,
        width: int = WIDTH,
        options: Mapping[str, str] | None = None,  # noqa: ARG002 - it takes none
    ) -> TextPreview:
        """The figure as text."""
        picture = self.make(material)
        return TextPreview(
            picture.caption, "" if picture.is_empty else picture.text(width), self._note(picture, material)
        )

    def write_one(
        self,
        material: ExportMaterial,
        path: Path,
        file_format: str,
        options: Mapping[str, str],  # noqa: ARG002 - it takes none
    ) -> Sequence[Path]:
        """Write the figure: one file, or one for each page that it needs."""
        picture = self.make(material)
        if file_format in {"svg", "png", "pdf"}:
            contents = self._images(picture, material, file_format)
        else:
            contents = (self.as_text(picture, material, file_format).encode(),)
        paths = [
            path.with_name(f"{path.stem}{f'-{n}' if n > 1 else ''}{path.suffix}")
            for n, _ in enumerate(contents, 1)
        ]
        write_files(dict(zip(paths, contents, strict=True)))
        return paths

    def as_text(self, picture: Picture, material: ExportMaterial, file_format: str) -> str:  # noqa: ARG002 - other kinds have several
        """The figure in the format that is text."""
        body = self.needed(picture) or picture.text(WIDTH)
        about = (
            "\n".join(wrapped(text, WIDTH)) for text in (self._note(picture, material), state_of(material))
        )
        return "\n\n".join(filter(None, (f"{picture.caption}.", body, *about))) + "\n"


@dataclass(frozen=True, slots=True)
class DiagramExport(FigureExport):
    """A figure that is also written as a Mermaid diagram (`mmd`), to be edited further."""

    formats: ClassVar[tuple[str, ...]] = (*FigureExport.formats, "mmd")

    diagram: Callable[[Picture], str]

    def as_text(self, picture: Picture, material: ExportMaterial, file_format: str) -> str:
        """The figure as text or as a diagram."""
        if file_format == "mmd":
            return self.diagram(picture)
        return FigureExport.as_text(self, picture, material, file_format)
