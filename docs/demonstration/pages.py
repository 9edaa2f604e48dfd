"""What every page of the demonstration has: a printed number and the notice that all of it is invented."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flowables import marked_up
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, Paragraph

NOTICE = "Fictional document written to demonstrate realist-review. Its people, places and organisations are invented."

_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


@dataclass
class Numbering:
    """Printed page numbers: Roman on the `front_pages`, then Arabic from `first`."""

    first: int = 1
    front_pages: int = 0

    def label(self, page: int) -> str:
        """What is printed on a page of the file (from 1, front matter below 40)."""
        if page <= self.front_pages:
            return "x" * (page // 10) + _UNITS[page % 10]
        return str(page - self.front_pages + self.first - 1)


class Template(BaseDocTemplate):
    """A document that numbers its pages, and tells its contents page about its headings."""

    def __init__(
        self, path: Path, about: dict[str, Any], numbering: Numbering, page_size: tuple[float, float] = A4
    ) -> None:
        super().__init__(str(path), pagesize=page_size, invariant=1)
        self.about, self.numbering = about, numbering

    @property
    def label(self) -> str:
        """The printed number of the page that is being made."""
        return self.numbering.label(self.page)

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab's name
        """Enter a heading of the first level into the contents page, by the page of the file."""
        if getattr(flowable, "contents_level", 1) == 0:
            self.notify("TOCEntry", (0, flowable.getPlainText(), self.page))


def frame(left: float, bottom: float, width: float, height: float) -> Frame:
    """A frame whose text goes up to its edges."""
    return Frame(left, bottom, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


def print_notice(canvas: Canvas, page_width: float) -> None:
    """The notice at the foot of a page."""
    canvas.setFont("Helvetica-Oblique", 6.8)
    canvas.setFillColor(colors.HexColor("#555555"))
    canvas.drawCentredString(page_width / 2, 24, NOTICE)
    canvas.setFillColor(colors.black)


def print_footnotes(canvas: Canvas, left: float, width: float, bottom: float) -> None:
    """The footnotes that landed on this page, under a short rule."""
    notes = getattr(canvas, "footnotes", [])
    canvas.footnotes = []
    if not notes:
        return
    style = ParagraphStyle(
        "footnote", fontName="Helvetica", fontSize=7.4, leading=9, leftIndent=9, firstLineIndent=-9
    )
    printed = [Paragraph(f"{mark}&nbsp;&nbsp;{marked_up(text)}", style) for mark, text in notes]
    heights = [note.wrap(width, 200)[1] for note in printed]
    top = bottom + sum(heights)
    canvas.setLineWidth(0.4)
    canvas.line(left, top + 3, left + 90, top + 3)
    for note, height in zip(printed, heights, strict=True):
        top -= height
        note.drawOn(canvas, left, top)
