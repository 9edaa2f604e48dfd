"""What a report asks of a figure, whatever draws it."""

from __future__ import annotations

from typing import Protocol

from review.export.material import ExportMaterial
from review.export.report.blocks import Figure


class DrawnFigure(Protocol):
    """A figure that a report may have."""

    def block(self, material: ExportMaterial) -> Figure:
        """The figure in a report, with its caption and its description in words."""
        ...

    def images(self, material: ExportMaterial, file_format: str) -> tuple[bytes, ...]:
        """The figure as a picture, or as several, one a page."""
        ...
