"""Pieces of a page or two without a cover: a newspaper's comment, a letter, minutes."""

from __future__ import annotations

from pathlib import Path

from flowables import flowables, marked_up, report_look
from pages import Numbering, Template, frame, print_notice
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageTemplate, Paragraph
from sources import Source, typographic

WIDTH, HEIGHT = A4
LEFT, RIGHT = 84, WIDTH - 84
BOTTOM, TOP = 84, HEIGHT - 76


def typeset_piece(source: Source, path: Path) -> Numbering:
    """Write a piece's PDF and return how its pages are numbered."""
    about = source.about
    look = report_look(about["colour"], serif=True)
    numbering = Numbering(first=about.get("first_page", 1))
    document = Template(path, about, numbering)
    document.addPageTemplates(
        [PageTemplate("piece", [frame(LEFT, BOTTOM, RIGHT - LEFT, TOP - BOTTOM)], onPage=_head_and_foot)]
    )
    title = look.style("title", fontName="Times-Bold", fontSize=21, leading=25, spaceAfter=8)
    byline = look.style("byline", fontName="Times-Italic", spaceAfter=16)
    opening = [
        Paragraph(marked_up(typographic(about["title"])), title),
        Paragraph(marked_up(typographic(about["byline"])), byline),
    ]
    document.multiBuild([*opening, *flowables(source.blocks, look, RIGHT - LEFT)])
    return numbering


def _head_and_foot(canvas: Canvas, document: Template) -> None:
    canvas.setFont("Times-Roman", 9)
    canvas.drawString(LEFT, HEIGHT - 50, document.about["running_head"])
    canvas.drawRightString(RIGHT, 50, document.label)
    print_notice(canvas, WIDTH)
