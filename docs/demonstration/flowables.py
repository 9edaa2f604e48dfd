"""Blocks of text as reportlab's flowables, in the style of a journal or of a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from hyphens import with_soft_hyphens
from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, NextPageTemplate, PageBreak, Paragraph, Spacer, Table
from sources import Block


class Footnote(Flowable):
    """Takes no room: tells the page on which it lands to print a note at its foot."""

    def __init__(self, number: int, text: str, space_after: float) -> None:
        super().__init__()
        self.mark, self.text, self.space_after = str(number), text, space_after

    def wrap(self, *_available: float) -> tuple[float, float]:
        """No width and no height."""
        return 0, 0

    def getSpaceAfter(self) -> float:  # noqa: N802 - reportlab's name
        """The space that its paragraph gives up to it, so that both land on one page."""
        return self.space_after

    def draw(self) -> None:
        """Leave the note to the page's end."""
        self.canv.footnotes = [*getattr(self.canv, "footnotes", []), (self.mark, self.text)]


@dataclass(frozen=True)
class Look:
    """How a kind of document looks: sizes in points."""

    font: str
    bold: str
    heading_font: str
    size: float
    leading: float
    alignment: int
    indent: float
    gap: float
    colour: colors.Color
    hyphens: bool = False

    def style(self, name: str, **changes: object) -> ParagraphStyle:
        """A paragraph style of this look."""
        given: dict[str, object] = {
            "fontName": self.font,
            "fontSize": self.size,
            "leading": self.leading,
            "alignment": self.alignment,
            "spaceAfter": self.gap,
            "allowWidows": 0,
            "allowOrphans": 0,
            "embeddedHyphenation": 1 if self.hyphens else 0,
        }
        return ParagraphStyle(name, **(given | changes))

    def heading(self, level: int) -> ParagraphStyle:
        """The style of a heading: level 1 or 2."""
        size = (
            self.size * (1.45 if level == 1 else 1.15)
            if not self.hyphens
            else self.size + (1.5, 0.5)[level - 1]
        )
        return self.style(
            f"heading {level}",
            fontName=self.heading_font,
            fontSize=size,
            leading=size * 1.22,
            alignment=TA_LEFT,
            textColor=self.colour,
            spaceBefore=size * (0.9 if level == 1 else 0.6),
            spaceAfter=size * 0.35,
            embeddedHyphenation=0,
        )


def journal_look() -> Look:
    """Small justified Times in two columns, with hyphens at line ends."""
    return Look(
        "Times-Roman", "Times-Bold", "Times-Bold", 10, 12.7, TA_JUSTIFY, 10, 3, colors.black, hyphens=True
    )


def report_look(colour: str, *, serif: bool = False) -> Look:
    """Roomy text in one column under coloured headings."""
    font, bold = ("Times-Roman", "Times-Bold") if serif else ("Helvetica", "Helvetica-Bold")
    size = 11.8 if serif else 11.0
    return Look(
        font, bold, "Helvetica-Bold", size, size * 1.45, TA_LEFT, 0, size * 0.7, colors.HexColor(colour)
    )


def marked_up(text: str) -> str:
    """Plain text with ``*italic*`` and ``**bold**`` as reportlab's paragraph markup."""
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text, quote=False))
    return re.sub(r"\*(.+?)\*", r"<i>\1</i>", text)


def flowables(blocks: Iterable[Block], look: Look, width: float) -> Iterator[Flowable]:
    """The blocks as flowables for a column `width` points wide."""
    notes = 0
    in_references = False
    after_heading = True
    for block in blocks:
        if block.kind == "heading":
            in_references = block.text == "References"
        if block.note:
            notes += 1
            yield from _noted(block, look, notes)
        elif block.kind == "paragraph" and in_references:
            yield _reference(block.text, look)
        elif block.kind == "paragraph":
            yield _paragraph(block.text, look, indent=0 if after_heading else look.indent)
        else:
            yield from _special(block, look, width)
        after_heading = block.kind != "paragraph"


def _paragraph(text: str, look: Look, *, indent: float = 0, **changes: object) -> Paragraph:
    text = with_soft_hyphens(text) if look.hyphens else text
    return Paragraph(marked_up(text), look.style("text", firstLineIndent=indent, **changes))


def _noted(block: Block, look: Look, number: int) -> Iterator[Flowable]:
    style = look.style("noted", spaceAfter=0)
    yield Paragraph(f"{marked_up(block.text)}<super size=7>{number}</super>", style)
    yield Footnote(number, block.note, look.gap)


def _reference(text: str, look: Look) -> Paragraph:
    size = look.size - 1.4
    return _paragraph(
        text, look, fontSize=size, leading=size * 1.2, leftIndent=9, indent=-9, alignment=TA_LEFT
    )


def _special(block: Block, look: Look, width: float) -> Iterator[Flowable]:
    match block.kind:
        case "heading" | "subheading":
            level = 1 if block.kind == "heading" else 2
            heading = Paragraph(marked_up(block.text), look.heading(level))
            heading.contents_level = level - 1
            yield CondPageBreak(look.leading * (6 - level))
            yield heading
        case "quotation":
            inset = 10 if look.hyphens else 22
            yield _paragraph(
                block.text,
                look,
                leftIndent=inset,
                rightIndent=inset,
                fontName=look.font.replace("Times-Roman", "Times-Italic").replace(
                    "Helvetica", "Helvetica-Oblique"
                ),
                spaceBefore=2,
                spaceAfter=look.gap + 3,
            )
        case "item":
            yield Paragraph(
                marked_up(block.text), look.style("item", leftIndent=14, bulletIndent=2), bulletText="\u2022"
            )
        case "box":
            yield from _box(block, look, width)
        case "table":
            yield from _table(block, look, width)
        case "page":
            yield PageBreak()
        case "main matter":
            yield NextPageTemplate("main matter")
            yield PageBreak()


def _box(block: Block, look: Look, width: float) -> Iterator[Flowable]:
    title = Paragraph(marked_up(block.text), look.heading(2))
    inside = [title, *flowables(block.blocks, look, width - 24)]
    pale = colors.Color(*(1 - (1 - part) * 0.12 for part in look.colour.rgb()))
    frame = [("BACKGROUND", (0, 0), (-1, -1), pale), ("LINEBEFORE", (0, 0), (0, -1), 3, look.colour)]
    padding = [(f"{side}PADDING", (0, 0), (-1, -1), 10) for side in ("LEFT", "RIGHT", "TOP")]
    yield Table([[inside]], colWidths=[width], style=[*frame, *padding], spaceBefore=6, spaceAfter=12)


def _table(block: Block, look: Look, width: float) -> Iterator[Flowable]:
    size = look.size - (2 if look.hyphens else 1.4)
    cell = look.style(
        "cell", fontSize=size, leading=size * 1.2, alignment=TA_LEFT, spaceAfter=0, embeddedHyphenation=0
    )
    head = look.style(
        "head",
        parent=cell,
        fontName=look.bold,
        fontSize=size,
        leading=size * 1.2,
        alignment=TA_LEFT,
        spaceAfter=0,
        embeddedHyphenation=0,
    )
    rows = [
        [Paragraph(marked_up(text), head if number == 0 else cell) for text in row]
        for number, row in enumerate(block.rows)
    ]
    first = (0.28 if look.hyphens else 0.4) if len(block.rows[0]) > 2 else 0.6
    others = (1 - first) / (len(block.rows[0]) - 1)
    widths = [width * first] + [width * others] * (len(block.rows[0]) - 1)
    lines = [
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, look.colour),
        ("LINEBELOW", (0, 0), (-1, 0), 0.5, look.colour),
        ("LINEBELOW", (0, -1), (-1, -1), 0.9, look.colour),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    caption = look.style(
        "caption",
        fontName=look.bold,
        fontSize=size,
        leading=size * 1.25,
        alignment=TA_LEFT,
        spaceBefore=6,
        spaceAfter=3,
        keepWithNext=1,
        embeddedHyphenation=0,
    )
    yield Paragraph(marked_up(block.text), caption)
    yield Table(rows, colWidths=widths, style=lines, spaceAfter=9)
    yield Spacer(0, 2)
