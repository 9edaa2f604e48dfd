"""What a report asks of a figure, whatever draws it."""

from __future__ import annotations

from typing import Protocol

from review.export.material import ExportMaterial
from review.export.report.blocks import Figure


class DrawnFigure(Protocol):
    """A figure that a report may have."""

    def blocks(self, material: ExportMaterial) -> tuple[Figure, ...]:
        """The figure in a report, with its caption and its description in words: several parts where it is higher than a page.

        The parts after the first are named ``figure-map-2`` and so on. There is none where there is nothing to show.
        """
        ...

    def images(self, material: ExportMaterial, file_format: str) -> tuple[bytes, ...]:
        """The figure as a picture for each part."""
        ...
