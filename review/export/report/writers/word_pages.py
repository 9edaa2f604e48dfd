"""The pages of a report in Word: upright, but for wide tables; a number at the foot; what the file keeps about itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from itertools import groupby
from xml.sax.saxutils import quoteattr

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree
from msgspec import Struct, structs

from review.export.formats.layout import PAGE
from review.export.formats.text import legible
from review.export.formats.word import elements, field, paragraph, set_page, twips
from review.export.report.kept import PROPERTIES
from review.export.report.writers.word_styles import BREAK

_PROPERTIES = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_COMPATIBILITY = "15"
"""The version of Word whose layout is used; python-docx's own file asks for that of 2010."""


class Piece(Struct, frozen=True):
    """A part of the body, which ends with a paragraph; a heading stays with what follows."""

    xml: str
    landscape: bool = False
    is_heading: bool = False
    is_paragraph: bool = False


MOST_PARAGRAPHS = 2
"""So many paragraphs between a heading and a wide table are on its page: a page of their own would be nearly empty."""


def on_pages(document: WordDocument, pieces: Sequence[Piece]) -> str:
    """The body with the pieces on their pages; each change of direction ends a section.

    The properties of a section are in its last paragraph.
    """
    set_page(document, landscape=False)
    _number_pages(document)
    last = document.element.body.sectPr
    groups = [
        (landscape, "".join(piece.xml for piece in group))
        for landscape, group in groupby(_with_headings(pieces), key=lambda one: one.landscape)
    ]
    sections = [
        before + etree.tostring(_turned(last, landscape=landscape), encoding="unicode") + end + after
        for landscape, xml in groups[:-1]
        for before, end, after in [_with_plain_end(xml).rpartition("</w:pPr>")]
    ]
    landscape, xml = groups[-1]
    last.getparent().replace(last, _turned(last, landscape=landscape))
    return "".join(sections) + xml


def keep_options(document: WordDocument, options: Iterable[tuple[str, str]]) -> None:
    """Keep the options of the report as properties of the file (File, Info, Properties in Word)."""
    inside = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name={quoteattr(legible(name))}>'
        f"<vt:lpwstr>{_text(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(options, start=2)
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{inside}</Properties>"
    )
    package = document.part.package
    package.relate_to(Part(PackURI(f"/{PROPERTIES}"), _PROPERTIES, xml.encode(), package), _RELATION)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _COMPATIBILITY)


def _with_plain_end(xml: str) -> str:
    """The section with a last paragraph that nothing refers to: LibreOffice loses what is in a bookmark there."""
    last = xml[xml.rindex("<w:p>") :]
    return xml + paragraph("", BREAK) if "<w:bookmarkStart" in last else xml


def _with_headings(pieces: Sequence[Piece]) -> Iterable[Piece]:
    """The pieces, where the headings before a wide table and a sentence or two below them are on its page."""
    turned = [piece.landscape for piece in pieces]
    for place, piece in enumerate(pieces):
        if not piece.landscape:
            continue
        first = place
        while first > max(0, place - MOST_PARAGRAPHS) and pieces[first - 1].is_paragraph:
            first -= 1
        while first and pieces[first - 1].is_heading:
            first -= 1
        if pieces[first].is_heading:
            turned[first:place] = [True] * (place - first)
    return (structs.replace(piece, landscape=way) for piece, way in zip(pieces, turned, strict=True))


def _turned(section: etree._Element, *, landscape: bool) -> etree._Element:
    section = deepcopy(section)
    width, height = reversed(PAGE) if landscape else PAGE
    size = section.find(qn("w:pgSz"))
    size.set(qn("w:w"), str(twips(width)))
    size.set(qn("w:h"), str(twips(height)))
    size.attrib.pop(qn("w:orient"), None)
    if landscape:
        size.set(qn("w:orient"), "landscape")
    return section


def _number_pages(document: WordDocument) -> None:
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in elements(field("PAGE", "1")):
        line._p.append(part)  # noqa: SLF001 - python-docx has no way to add a field


def _text(value: str) -> str:
    return quoteattr(legible(value))[1:-1]
