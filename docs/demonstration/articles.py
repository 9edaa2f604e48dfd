"""Two-column journal articles, with running heads and the page numbers of their volume."""

from __future__ import annotations

from pathlib import Path

from flowables import Look, flowables, journal_look, marked_up
from pages import Numbering, Template, frame, print_notice
from reportlab.lib.enums import TA_LEFT
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, FrameBreak, NextPageTemplate, PageTemplate, Paragraph, Spacer
from sources import Source, typographic

WIDTH, HEIGHT = PAGE = (482, 692)  # points: the small format of many journals
LEFT, RIGHT = 44, WIDTH - 44
GUTTER = 18
BOTTOM, TOP = 56, HEIGHT - 60
HEAD = HEIGHT - 40


def typeset_article(source: Source, path: Path) -> Numbering:
    """Write an article's PDF and return how its pages are numbered."""
    look = journal_look()
    numbering = Numbering(first=source.about["first_page"])
    width, opening_top = RIGHT - LEFT, TOP + 14
    column = (width - GUTTER) / 2
    opening = _opening(source, look)
    opening_height = sum(_height(part, width) for part in opening) + 14

    document = Template(path, source.about, numbering, PAGE)
    below_opening = opening_top - opening_height - BOTTOM
    opening_frame = frame(LEFT, BOTTOM + below_opening, width, opening_height)
    columns = [
        [frame(x, BOTTOM, column, height) for x in (LEFT, LEFT + column + GUTTER)]
        for height in (below_opening, TOP - BOTTOM)
    ]
    document.addPageTemplates(
        [
            PageTemplate("first", [opening_frame, *columns[0]], onPageEnd=_foot),
            PageTemplate("later", columns[1], onPage=_head, onPageEnd=_foot),
        ]
    )
    body = flowables(source.blocks, look, column)
    document.multiBuild([*opening, NextPageTemplate("later"), FrameBreak(), *body])
    return numbering


def _height(part: Flowable, width: float) -> float:
    return part.wrap(width, HEIGHT)[1] + part.getSpaceBefore() + part.getSpaceAfter()


def _opening(source: Source, look: Look) -> list[Flowable]:
    about = source.about
    left = {"alignment": TA_LEFT}
    small = look.style("small", fontName="Helvetica", fontSize=7.8, leading=10, spaceAfter=2, **left)
    title = look.style(
        "title", fontName="Times-Bold", fontSize=15.5, leading=18, spaceBefore=8, spaceAfter=7, **left
    )
    byline = look.style("byline", fontSize=11, leading=14, spaceAfter=2, **left)
    abstract = look.style("abstract", fontSize=9.4, leading=11.6, leftIndent=14, rightIndent=14, spaceAfter=4)
    last_page = about["first_page"] + about["pages"] - 1
    pages = f"{about['first_page']}\u2013{last_page}"
    *others, last_author = about["authors"]
    return [
        Paragraph(f"<i>{about['journal']}</i> ({about['year']}) {about['volume']}, {pages}", small),
        Paragraph(f"doi: {about['doi']}", small),
        Paragraph(marked_up(typographic(about["title"])), title),
        Paragraph(f"{', '.join(others)} and {last_author}", byline),
        Paragraph(marked_up(about["affiliation"]), small),
        Spacer(0, 6),
        Paragraph(f"<b>Abstract</b> {marked_up(typographic(about['abstract']))}", abstract),
        Paragraph(f"<b>Keywords:</b> {about['keywords']}", abstract),
    ]


def _head(canvas: Canvas, document: Template) -> None:
    canvas.setFont("Times-Italic", 8.5)
    if document.page % 2:
        canvas.drawString(LEFT, HEAD, typographic(document.about["short_title"]))
        canvas.drawRightString(RIGHT, HEAD, document.label)
    else:
        canvas.drawString(LEFT, HEAD, document.label)
        canvas.drawRightString(RIGHT, HEAD, document.about["journal"])
    canvas.setLineWidth(0.4)
    canvas.line(LEFT, HEAD - 5, RIGHT, HEAD - 5)


def _foot(canvas: Canvas, document: Template) -> None:
    if document.page == 1:
        canvas.setFont("Times-Roman", 8.5)
        canvas.drawCentredString(WIDTH / 2, 38, document.label)
    print_notice(canvas, WIDTH)
