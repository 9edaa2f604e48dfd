"""Writes a report as a Word file: numbers and references are fields that are right before Word updates them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Emu, Pt
from lxml import etree

from review.export.formats.layout import laid_out, room
from review.export.formats.text import legible
from review.export.formats.word import (
    BOLD,
    ITALIC,
    describe,
    field,
    paragraph,
    run,
    saved,
    style_id,
)
from review.export.formats.word_table import note, set_text_styles, table_element, title
from review.export.report.blocks import (
    Block,
    Box,
    Figure,
    Heading,
    Inline,
    Items,
    Look,
    Paragraph,
    ReferenceList,
    Table,
)
from review.export.report.prepared import Label, Picture, Prepared
from review.export.report.runs import Mark, Run, RunKind
from review.export.report.writers.word_pages import Piece, keep_options, on_pages
from review.export.report.writers.word_styles import (
    ADDRESS,
    BODY,
    BOX_HEADING,
    BOX_TEXT,
    BOX_TITLE,
    BULLETS,
    CONTENTS,
    ENTRY,
    GAP,
    ITEM,
    NOTICE,
    QUOTATION,
    SMALL,
    Lists,
    box_frame,
    set_styles,
)

AFTER_LIST = '<w:spacing w:after="140"/>'
"""The room after the last item."""
HIGHEST = 560.0
"""The most points of a figure's height: its caption is on the same page."""

_LOOKS = (
    (Mark.BOLD, BOLD),
    (Mark.ITALIC, ITALIC),
    (Mark.SMALL_CAPITALS, "<w:smallCaps/>"),
    (Mark.UNDERLINE, '<w:u w:val="single"/>'),
    (Mark.SUPERSCRIPT, '<w:vertAlign w:val="superscript"/>'),
    (Mark.SUBSCRIPT, '<w:vertAlign w:val="subscript"/>'),
)
"""The looks in the order that the schema asks for."""


def render(prepared: Prepared, picture: Picture, stem: str) -> dict[str, bytes]:
    """The file of a report."""
    return {f"{stem}.docx": _Writer(prepared, picture).file()}


class _Writer:
    def __init__(self, prepared: Prepared, picture: Picture) -> None:
        self._prepared = prepared
        self._picture = picture
        self._document = Document()
        set_styles(self._document)
        self._lists = Lists(self._document)
        self._bookmarks: dict[str, int] = {}
        self._sizes: set[float] = set()

    def file(self) -> bytes:
        report = self._prepared.report
        describe(self._document, report.title)
        top = [paragraph(run(report.title), "Title")]
        top += [paragraph(run(notice), NOTICE) for notice in report.notices]
        top.append(paragraph(run(report.made), SMALL))
        pieces = [Piece("".join(top) + self._contents())]
        pieces += (
            self._block(block, self._prepared.label_at.get(place))
            for place, block in enumerate(report.blocks)
        )
        body = on_pages(self._document, pieces)
        keep_options(self._document, report.options)
        return saved(self._document, body)

    # --- blocks ---------------------------------------------------------------------------------------------------

    def _block(self, block: Block, label: Label | None) -> Piece:
        match block:
            case Heading() if label:
                start, end = self._bookmark(label.anchor)
                return Piece(
                    paragraph(start + run(_one_line(block.text)) + end, f"Heading {block.level}"),
                    is_heading=True,
                )
            case Table() if label:
                return self._table(block, label)
            case Figure() if label:
                return Piece(self._figure(block, label))
            case Box() if label:
                return Piece(self._box(block, label))
            case ReferenceList():
                return Piece("".join(self._entries()))
            case Paragraph() | Items():
                return Piece(self._prose(block), is_paragraph=isinstance(block, Paragraph))
            case _:
                raise AssertionError(block)

    def _table(self, block: Table, label: Label) -> Piece:
        printed = block.numbered(label.number)
        layout = laid_out(printed)
        more = f" {layout.size:g}"
        if layout.size not in self._sizes:
            set_text_styles(self._document, layout.size, more)
            self._sizes.add(layout.size)
        above = title(printed, r"SEQ Table \* ARABIC", self._bookmark(label.anchor))
        return Piece(above + table_element(printed, layout, more) + note(printed), landscape=layout.landscape)

    def _figure(self, block: Figure, label: Label) -> str:
        drawing = self._drawing(self._picture(block.export, "png"), _one_line(block.alternative), label)
        return paragraph(f"<w:r>{drawing}</w:r>", BODY, "<w:keepNext/>") + self._caption(
            label, block.caption, "Caption"
        )

    def _drawing(self, png: bytes, alternative: str, label: Label) -> str:
        """A picture no larger than the page, with what it shows in words."""
        part = self._document.part
        inline = part.new_pic_inline(io.BytesIO(png))
        width, height = inline.extent.cx, inline.extent.cy
        scale = min(1.0, Pt(room(landscape=False)) / width, Pt(HIGHEST) / height)
        size = Emu(int(width * scale)), Emu(int(height * scale))
        if scale < 1:
            inline = part.new_pic_inline(io.BytesIO(png), *size)
        for side in ("distT", "distB", "distL", "distR"):  # without them LibreOffice moves it to the right
            inline.set(side, "0")
        inline.docPr.set("id", str(label.number))  # python-docx would give all of them the same
        inline.docPr.set("name", label.text)
        inline.docPr.set("descr", alternative)
        return f"<w:drawing>{etree.tostring(inline, encoding='unicode')}</w:drawing>"

    def _caption(self, label: Label, text: str, style: str) -> str:
        start, end = self._bookmark(label.anchor)
        number = field(rf"SEQ {label.word} \* ARABIC", str(label.number), BOLD)
        return paragraph(
            start + run(f"{label.word} ", BOLD) + number + end + run(". ", BOLD) + run(_one_line(text)), style
        )

    def _box(self, block: Box, label: Label) -> str:
        inside = self._caption(label, block.title, BOX_TITLE)
        for part in block.blocks:
            if isinstance(part, Heading):
                inside += paragraph(run(_one_line(part.text)), BOX_HEADING)
            else:
                inside += self._prose(part, BOX_TEXT)
        width = room(landscape=False)
        cell = f'<w:tc><w:tcPr><w:tcW w:w="{int(width * 20)}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'
        return f"<w:tbl>{box_frame(width)}<w:tr>{cell}</w:tr></w:tbl>{paragraph('', SMALL)}"

    def _prose(self, block: Paragraph | Items, body: str = BODY) -> str:
        if isinstance(block, Items):
            number = self._lists.numbered() if block.is_numbered else BULLETS
            place = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
            after = [place] * (len(block.items) - 1) + [place + AFTER_LIST]
            return "".join(
                paragraph(self._inline(item), ITEM, more)
                for item, more in zip(block.items, after, strict=True)
            )
        style = {Look.QUOTATION: QUOTATION, Look.NOTE: SMALL}.get(block.look, body)
        return paragraph(self._inline(block.parts), style)

    def _entries(self) -> Iterator[str]:
        for entry in self._prepared.entries():
            start, end = self._bookmark(f"ref-{entry.record}")
            yield paragraph(start + self._text(entry.runs) + end, ENTRY)
        if below := self._prepared.below_entries():
            yield paragraph(self._text(below), BODY)

    def _contents(self) -> str:
        """The table of contents: a field that shows its entries, which lead to their headings, until Word updates it."""
        listed = [
            (block.level, self._prepared.label_at[place])
            for place, block in enumerate(self._prepared.report.blocks)
            if isinstance(block, Heading) and block.level <= len(CONTENTS)
        ]
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            rf'<w:r><w:instrText xml:space="preserve"> TOC \o "1-{len(CONTENTS)}" \n \h \z \u </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        entries = [
            (
                f'<w:hyperlink w:anchor="{self._name(label.anchor)}" w:history="1">{run(_one_line(label.word))}</w:hyperlink>',
                CONTENTS[level - 1],
            )
            for level, label in listed
        ]
        last = len(entries) - 1
        return "".join(
            paragraph((begin if place == 0 else "") + link + (end if place == last else ""), style)
            for place, (link, style) in enumerate(entries)
        )

    # --- texts ----------------------------------------------------------------------------------------------------

    def _inline(self, parts: Iterable[Inline]) -> str:
        return self._text(self._prepared.runs(parts))

    def _text(self, runs: Iterable[Run]) -> str:
        return "".join(map(self._run, runs))

    def _run(self, one: Run) -> str:
        style = {RunKind.GAP: GAP}.get(one.kind, ADDRESS if one.address else "")
        looks = f'<w:rStyle w:val="{style_id(style)}"/>' if style else ""
        looks += "".join(look for mark, look in _LOOKS if mark in one.marks)
        if one.kind is RunKind.REFERENCE and one.target:
            return field(rf"REF {self._name(one.target)} \h", one.text, looks)
        text = run(one.text, looks)
        if one.address:
            part = self._document.part
            relation = part.relate_to(legible(one.address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            return f'<w:hyperlink r:id="{relation}" w:history="1">{text}</w:hyperlink>'
        if one.target:
            return f'<w:hyperlink w:anchor="{self._name(one.target)}" w:history="1">{text}</w:hyperlink>'
        return text

    def _name(self, anchor: str) -> str:
        """The name of an anchor's bookmark; Word hides those that begin with an underscore."""
        return f"_Ref{self._bookmarks.setdefault(anchor, len(self._bookmarks) + 1):06d}"

    def _bookmark(self, anchor: str) -> tuple[str, str]:
        """The start and the end of an anchor's bookmark."""
        name = self._name(anchor)
        number = self._bookmarks[anchor]
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>', f'<w:bookmarkEnd w:id="{number}"/>'


def _one_line(text: str) -> str:
    return " ".join(legible(text).split())
