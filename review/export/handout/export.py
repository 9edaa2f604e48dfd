"""The handout as an export: its outline, and its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from review.export.handout.assembling import handout, outline
from review.export.kinds import WIDTH, Export, TextPreview
from review.export.material import ExportMaterial
from review.sandbox.whole_files import write_files


@dataclass(frozen=True, slots=True)
class HandoutExport(Export):
    """What is shown and asked in a meeting of stakeholders: question, theory map, configurations and open questions."""

    kind: ClassVar[str] = "handout"
    formats: ClassVar[tuple[str, ...]] = ("html",)
    usual: ClassVar[tuple[str, ...]] = ("html",)

    def preview(
        self,
        material: ExportMaterial,
        width: int = WIDTH,
        options: Mapping[str, str] | None = None,  # noqa: ARG002 - it takes none
    ) -> TextPreview:
        """The headings of the handout, with its theories, configurations and kinds of questions."""
        made = handout(material)
        return TextPreview(made.title, "" if made.is_empty else outline(made, width), made.made)

    def write_one(
        self,
        material: ExportMaterial,
        path: Path,
        file_format: str,  # noqa: ARG002 - there is one
        options: Mapping[str, str],  # noqa: ARG002 - it takes none
    ) -> Sequence[Path]:
        """Write the handout.

        Raises:
            ReviewError: the file cannot be written.
        """
        from review.export.handout.page import render

        write_files({path: render(handout(material), material)})
        return [path]
