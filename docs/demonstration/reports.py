"""Reports in one column: a cover, a contents page and front matter where the text asks for them, then the report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flowables import Look, flowables, marked_up, report_look
from pages import Numbering, Template, frame, print_footnotes, print_notice
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, PageTemplate, Paragraph, Spacer
from reportlab.platypus.tableofcontents import TableOfContents
from sources import Source, typographic

WIDTH, HEIGHT = A4
LEFT, RIGHT = 68, WIDTH - 68
BOTTOM, TOP = 92, HEIGHT - 76  # footnotes stand between the text and the page number
COVER_TOP = HEIGHT - 198

PagePrinter = Callable[[Canvas, Template], None]


def typeset_report(source: Source, path: Path) -> Numbering:
    """Write a report's PDF and return how its pages are numbered."""
    look = report_look(source.about["colour"], serif=source.about.get("serif", False))
    numbering = Numbering()
    width = RIGHT - LEFT
    head = _head(look)
    text = frame(LEFT, BOTTOM, width, TOP - BOTTOM)
    document = Template(path, source.about, numbering)
    document.addPageTemplates(
        [
            PageTemplate(
                "cover",
                [frame(LEFT, BOTTOM, width, COVER_TOP - BOTTOM)],
                onPage=_cover(look),
                onPageEnd=_cover_foot,
            ),
            PageTemplate("front matter", [text], onPage=head, onPageEnd=_foot),
            PageTemplate("main matter", [text], onPage=_beginning_main_matter(head), onPageEnd=_foot),
        ]
    )
    contents = _contents(look, numbering) if source.about.get("contents") else []
    document.multiBuild([*_cover_text(source, look), *contents, *flowables(source.blocks, look, width)])
    return numbering


def _head(look: Look) -> PagePrinter:
    def print_head(canvas: Canvas, document: Template) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.setFillColor(look.colour)
        canvas.drawString(LEFT, HEIGHT - 48, document.about["running_head"])
        canvas.setFillColor(colors.black)

    return print_head


def _beginning_main_matter(head: PagePrinter) -> PagePrinter:
    """Its first page is page 1; the second pass over the document knows it from the beginning."""

    def print_head(canvas: Canvas, document: Template) -> None:
        document.numbering.front_pages = document.numbering.front_pages or document.page - 1
        head(canvas, document)

    return print_head


def _foot(canvas: Canvas, document: Template) -> None:
    print_footnotes(canvas, LEFT, RIGHT - LEFT, 62)
    canvas.setFont("Helvetica", 9)
    canvas.drawRightString(RIGHT, 42, document.label)
    print_notice(canvas, WIDTH)


def _cover(look: Look) -> PagePrinter:
    def print_band(canvas: Canvas, document: Template) -> None:
        canvas.setFillColor(look.colour)
        canvas.rect(0, HEIGHT - 150, WIDTH, 150, stroke=0, fill=1)
        canvas.setFillColor(colors.white)
        canvas.setFont("Helvetica-Bold", 15)
        canvas.drawString(LEFT, HEIGHT - 92, document.about["organisation"])
        canvas.setFillColor(colors.black)

    return print_band


def _cover_foot(canvas: Canvas, _document: Template) -> None:
    print_notice(canvas, WIDTH)


def _cover_text(source: Source, look: Look) -> list[Flowable]:
    about = source.about
    title = look.style(
        "title", fontName="Helvetica-Bold", fontSize=25, leading=30, spaceAfter=14, textColor=look.colour
    )
    subtitle = look.style("subtitle", fontSize=14, leading=19, spaceAfter=26)
    plain = look.style("cover", spaceAfter=8)
    return [
        Paragraph(marked_up(typographic(about["title"])), title),
        Paragraph(marked_up(typographic(about["subtitle"])), subtitle),
        *(Paragraph(marked_up(typographic(line)), plain) for line in about["cover"]),
        NextPageTemplate("front matter"),
        PageBreak(),
    ]


def _contents(look: Look, numbering: Numbering) -> list[Flowable]:
    contents = TableOfContents(dotsMinLevel=0, formatter=numbering.label)
    contents.levelStyles = [look.style("contents", spaceBefore=5, spaceAfter=3)]
    return [Paragraph("Contents", look.heading(1)), Spacer(0, 8), contents, PageBreak()]
