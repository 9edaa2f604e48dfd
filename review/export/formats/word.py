"""Parts of Word files, as WordprocessingML: runs, paragraphs, fields, styles, pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import cast
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.styles.style import ParagraphStyle

from review.export.formats.layout import MARGIN, PAGE
from review.export.formats.text import legible

FONT = "Arial"
LANGUAGE = "en-GB"
BOLD = "<w:b/>"
ITALIC = "<w:i/>"

_NAMESPACES = nsdecls("w", "r")
_SIGNS = {"\t": "<w:tab/>"} | dict.fromkeys("\n\u2028\u2029", "<w:br/>")
_BODY = "word/document.xml"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time in the archive: equal content gives equal bytes."""


def elements(xml: str) -> Iterator[BaseOxmlElement]:
    """The elements in a text of WordprocessingML."""
    yield from list(parse_xml(f"<w:body {_NAMESPACES}>{xml}</w:body>"))


def element(xml: str) -> BaseOxmlElement:
    """The one element in a text of WordprocessingML."""
    return next(elements(xml))


def run(text: str, properties: str = "") -> str:
    """A text with its line ends and tabs."""
    inside = "".join(
        _SIGNS.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in re.split("([\n\t\u2028\u2029])", legible(text))
        if part
    )
    return f"<w:r>{_looks(properties)}{inside}</w:r>"


def paragraph(content: str, style: str, more: str = "") -> str:
    """A paragraph in a style, given by its name; `more` are properties that follow the style's in the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{more}</w:pPr>{content}</w:p>'


def field(instruction: str, shown: str, properties: str = "") -> str:
    """A field with the text that it shows until Word works it out again."""
    looks = _looks(properties)
    return (
        f'<w:r>{looks}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{looks}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r>{looks}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run(shown, properties)}"
        f'<w:r>{looks}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def style_id(name: str) -> str:
    """The id of a style: its name without spaces."""
    return name.replace(" ", "")


def twips(length: float) -> int:
    """A length in twentieths of a point, the unit of WordprocessingML."""
    return int(length * 20)


def set_page(document: WordDocument, *, landscape: bool) -> None:
    """Let the last section have A4 pages."""
    section = document.sections[-1]
    width, height = reversed(PAGE) if landscape else PAGE
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(MARGIN)


def set_font(document: WordDocument, size: float) -> None:
    """Make one font the style Normal's, where a person can change it."""
    normal = paragraph_style(document, "Normal", size)
    character = own_font(normal)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    character.append(language)


def own_font(style: ParagraphStyle) -> BaseOxmlElement:
    """Give a style the font of the file instead of the theme's; returns the properties of its characters."""
    character: BaseOxmlElement = style.element.get_or_add_rPr()
    fonts = style.element.rPr.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    return character


def paragraph_style(
    document: WordDocument, name: str, size: float, *, before: float = 0, after: float = 0
) -> ParagraphStyle:
    """A paragraph style, made if there is none of this name."""
    if name not in document.styles:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    style = cast("ParagraphStyle", document.styles[name])
    style.font.size = Pt(size)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.0
    return style


def describe(document: WordDocument, title: str) -> None:
    """Set the properties of the file."""
    document.core_properties.title = legible(title)[:255]
    document.core_properties.author = "realist-review"
    document.core_properties.comments = ""


def saved(document: WordDocument, body: str) -> bytes:
    """The bytes of the file with this text of WordprocessingML as its body, equal for equal content.

    The text goes into the written file: moving a table of 2,000 rows from one tree of elements to another takes seconds.
    """
    file, again = io.BytesIO(), io.BytesIO()
    document.save(file)
    with ZipFile(file) as written, ZipFile(again, "w", ZIP_DEFLATED) as archive:
        for name in written.namelist():
            content = written.read(name)
            if name == _BODY:
                content = content.replace(b"<w:body>", f"<w:body>{body}".encode(), 1)
            archive.writestr(ZipInfo(name, _EARLIEST), content, ZIP_DEFLATED)
    return again.getvalue()


def _looks(properties: str) -> str:
    return f"<w:rPr>{properties}</w:rPr>" if properties else ""
