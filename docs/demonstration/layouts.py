"""Pages: the two-column journal article, the report with its front matter, and the plain piece of a few pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flowables import Look, flowables, journal_look, marked_up, report_look
from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus.tableofcontents import TableOfContents
from sources import Source, typographic

WIDTH, HEIGHT = A4
JOURNAL_WIDTH, JOURNAL_HEIGHT = JOURNAL_PAGE = (482, 692)
NOTICE = "Fictional document written to demonstrate realist-review. Its people, places and organisations are invented."

OnPage = Callable[[Canvas, BaseDocTemplate], None]


def roman(number: int) -> str:
    """A number below 40 in lower-case Roman numerals."""
    return "x" * (number // 10) + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]


@dataclass
class Numbering:
    """Printed page numbers: Roman up to `front_pages`, then Arabic from `first`."""

    first: int = 1
    front_pages: int = 0

    def label(self, page: int) -> str:
        """What is printed on a page of the file (from 1)."""
        return roman(page) if page <= self.front_pages else str(page - self.front_pages + self.first - 1)


class Template(BaseDocTemplate):
    """A document that tells its contents page about its headings, by printed page number."""

    def __init__(
        self, path: Path, source: Source, numbering: Numbering, page_size: tuple[float, float] = A4
    ) -> None:
        super().__init__(
            str(path),
            pagesize=page_size,
            invariant=1,
            title=None,
            author=None,
            initialFontSize=10,
            initialLeading=12,
        )
        self.source, self.numbering = source, numbering

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab's name
        """Enter a heading of the first level into the contents page, by the page of the file."""
        if getattr(flowable, "contents_level", 1) == 0:
            self.notify("TOCEntry", (0, flowable.getPlainText(), self.page))


def typeset(source: Source, path: Path) -> Numbering:
    """Write the PDF of a text and return how its pages are numbered."""
    return {"article": _article, "report": _report, "plain": _plain}[source.about["layout"]](source, path)


def _notice(canvas: Canvas, width: float = WIDTH) -> None:
    canvas.setFont("Helvetica-Oblique", 6.8)
    canvas.setFillColor(colors.HexColor("#555555"))
    canvas.drawCentredString(width / 2, 24, NOTICE)
    canvas.setFillColor(colors.black)


def _footnotes(canvas: Canvas, left: float, width: float, bottom: float) -> None:
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


# --- journal articles ---------------------------------------------------------------------------------------------


def _article(source: Source, path: Path) -> Numbering:
    about, look = source.about, journal_look()
    numbering = Numbering(first=about["first_page"])
    left, gutter, bottom, top = 44, 18, 56, JOURNAL_HEIGHT - 60
    full = JOURNAL_WIDTH - 2 * left
    column = (full - gutter) / 2
    opening = _article_opening(source, look)
    opening_height = _height(opening, full) + 14
    first_top = top + 14

    def columns(height: float) -> list[Frame]:
        plain = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
        return [Frame(x, bottom, column, height, **plain) for x in (left, left + column + gutter)]

    opening_frame = Frame(
        left,
        first_top - opening_height,
        full,
        opening_height,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document = Template(path, source, numbering, JOURNAL_PAGE)
    document.addPageTemplates(
        [
            PageTemplate(
                "first",
                [opening_frame, *columns(first_top - opening_height - bottom)],
                onPageEnd=_article_foot,
            ),
            PageTemplate("later", columns(top - bottom), onPage=_article_head, onPageEnd=_article_foot),
        ]
    )
    body = flowables(source.blocks, look, column)
    document.multiBuild([*opening, NextPageTemplate("later"), FrameBreak(), *body])
    return numbering


def _height(parts: list[Flowable], width: float) -> float:
    return sum(p.wrap(width, JOURNAL_HEIGHT)[1] + p.getSpaceBefore() + p.getSpaceAfter() for p in parts)


def _article_opening(source: Source, look: Look) -> list[Flowable]:
    about = source.about
    small = look.style(
        "small", fontName="Helvetica", fontSize=7.8, leading=10, alignment=TA_LEFT, spaceAfter=2
    )
    title = look.style(
        "title",
        fontName="Times-Bold",
        fontSize=15.5,
        leading=18,
        alignment=TA_LEFT,
        spaceBefore=8,
        spaceAfter=7,
    )
    byline = look.style("byline", fontSize=11, leading=14, alignment=TA_LEFT, spaceAfter=2)
    abstract = look.style(
        "abstract",
        fontSize=9.4,
        leading=11.6,
        alignment=TA_JUSTIFY,
        leftIndent=14,
        rightIndent=14,
        spaceAfter=4,
    )
    last = about["first_page"] + about["pages"] - 1
    where = (
        f"<i>{about['journal']}</i> ({about['year']}) {about['volume']}, {about['first_page']}\u2013{last}"
    )
    parts = [
        Paragraph(where, small),
        Paragraph(f"doi: {about['doi']}", small),
        Paragraph(marked_up(typographic(about["title"])), title),
        Paragraph(_and(about["authors"]), byline),
        Paragraph(marked_up(about["affiliation"]), small),
        Spacer(0, 6),
        Paragraph(f"<b>Abstract</b> {marked_up(typographic(about['abstract']))}", abstract),
        Paragraph(f"<b>Keywords:</b> {about['keywords']}", abstract),
    ]
    return parts


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _article_head(canvas: Canvas, document: Template) -> None:
    about, label = document.source.about, document.numbering.label(document.page)
    canvas.setFont("Times-Italic", 8.5)
    if document.page % 2:
        canvas.drawString(44, JOURNAL_HEIGHT - 40, about["short_title"])
        canvas.drawRightString(JOURNAL_WIDTH - 44, JOURNAL_HEIGHT - 40, label)
    else:
        canvas.drawString(44, JOURNAL_HEIGHT - 40, label)
        canvas.drawRightString(JOURNAL_WIDTH - 44, JOURNAL_HEIGHT - 40, about["journal"])
    canvas.setLineWidth(0.4)
    canvas.line(44, JOURNAL_HEIGHT - 45, JOURNAL_WIDTH - 44, JOURNAL_HEIGHT - 45)


def _article_foot(canvas: Canvas, document: Template) -> None:
    if document.page == 1:
        canvas.setFont("Times-Roman", 8.5)
        canvas.drawCentredString(JOURNAL_WIDTH / 2, 38, document.numbering.label(1))
    _notice(canvas, JOURNAL_WIDTH)


# --- reports ------------------------------------------------------------------------------------------------------


def _report(source: Source, path: Path) -> Numbering:
    about = source.about
    look = report_look(about["colour"], serif=about.get("serif", False))
    numbering = Numbering(front_pages=about.get("front_pages", 0))
    left, bottom, top = 68, 92, HEIGHT - 76
    width = WIDTH - 2 * left
    frame = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}

    def text_frame() -> Frame:
        return Frame(left, bottom, width, top - bottom, **frame)

    def head(canvas: Canvas, document: Template) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.setFillColor(look.colour)
        canvas.drawString(left, HEIGHT - 48, about["running_head"])
        canvas.setFillColor(colors.black)

    def foot(canvas: Canvas, document: Template) -> None:
        _footnotes(canvas, left, width, 62)
        canvas.setFont("Helvetica", 9)
        canvas.drawRightString(WIDTH - left, 42, document.numbering.label(document.page))
        _notice(canvas)

    document = Template(path, source, numbering)
    document.addPageTemplates(
        [
            PageTemplate(
                "cover",
                [Frame(left, bottom, width, HEIGHT - 290, **frame)],
                onPage=_cover(look),
                onPageEnd=_cover_foot,
            ),
            PageTemplate("front matter", [text_frame()], onPage=head, onPageEnd=foot),
            PageTemplate("main matter", [text_frame()], onPage=head, onPageEnd=foot),
        ]
    )
    document.multiBuild(
        [
            *_cover_text(source, look),
            *_contents(source, look, numbering),
            *flowables(source.blocks, look, width),
        ]
    )
    return numbering


def _cover(look: Look) -> OnPage:
    def band(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFillColor(look.colour)
        canvas.rect(0, HEIGHT - 150, WIDTH, 150, stroke=0, fill=1)
        canvas.setFillColor(colors.white)
        canvas.setFont("Helvetica-Bold", 15)
        canvas.drawString(68, HEIGHT - 92, document.source.about["organisation"])
        canvas.setFillColor(colors.black)

    return band


def _cover_foot(canvas: Canvas, _document: BaseDocTemplate) -> None:
    _notice(canvas)


def _cover_text(source: Source, look: Look) -> list[Flowable]:
    about = source.about
    title = look.style(
        "title",
        fontName="Helvetica-Bold",
        fontSize=25,
        leading=30,
        alignment=TA_LEFT,
        spaceAfter=14,
        textColor=look.colour,
    )
    subtitle = look.style("subtitle", fontSize=14, leading=19, alignment=TA_LEFT, spaceAfter=26)
    plain = look.style("cover", alignment=TA_LEFT, spaceAfter=8)
    return [
        Paragraph(marked_up(typographic(about["title"])), title),
        Paragraph(marked_up(about.get("subtitle", "")), subtitle),
        *(Paragraph(marked_up(line), plain) for line in about["cover"]),
        NextPageTemplate("front matter"),
        PageBreak(),
    ]


def _contents(source: Source, look: Look, numbering: Numbering) -> list[Flowable]:
    if not source.about.get("contents"):
        return []
    contents = TableOfContents(dotsMinLevel=0, formatter=numbering.label)
    contents.levelStyles = [look.style("contents", spaceBefore=5, spaceAfter=3)]
    heading = Paragraph("Contents", look.heading(1))
    return [heading, Spacer(0, 8), contents, PageBreak()]


# --- pieces of a few pages ----------------------------------------------------------------------------------------


def _plain(source: Source, path: Path) -> Numbering:
    about = source.about
    look = report_look(about["colour"], serif=True)
    numbering = Numbering(first=about.get("first_page", 1))
    left, bottom = 84, 84
    width = WIDTH - 2 * left

    def furniture(canvas: Canvas, document: Template) -> None:
        canvas.setFont("Times-Roman", 9)
        canvas.drawString(left, HEIGHT - 50, about["running_head"])
        canvas.drawRightString(WIDTH - left, 50, document.numbering.label(document.page))
        _notice(canvas)

    document = Template(path, source, numbering)
    frame = Frame(
        left,
        bottom,
        width,
        HEIGHT - bottom - 76,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates([PageTemplate("plain", [frame], onPage=furniture)])
    title = look.style(
        "title",
        fontName="Times-Bold",
        fontSize=21,
        leading=25,
        alignment=TA_LEFT,
        spaceAfter=8,
        textColor=look.colour,
    )
    byline = look.style("byline", fontName="Times-Italic", spaceAfter=16)
    opening = [
        Paragraph(marked_up(typographic(about["title"])), title),
        Paragraph(marked_up(about["byline"]), byline),
    ]
    document.multiBuild([*opening, *flowables(source.blocks, look, width)])
    return numbering
