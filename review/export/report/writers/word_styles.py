"""The styles of a report in Word: headings are real headings, and each kind of text has a style that a person can change."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.styles.style import ParagraphStyle

from review.export.formats.word import elements, own_font, paragraph_style, set_font, style_id
from review.export.formats.word_table import NOTE, set_table_styles

NOTICE, GAP, QUOTATION, SMALL, BOX, BOX_TITLE, BOX_HEADING, BOX_TEXT, ITEM, ADDRESS, ENTRY = (
    "Review Notice",
    "Review Gap",
    "Review Quotation",
    "Review Note",
    "Review Box",
    "Review Box Title",
    "Review Box Heading",
    "Review Box Text",
    "Review List",
    "Hyperlink",
    "Bibliography",
)
"""The styles beside Word's own for title, headings, captions and the table of contents."""
BODY = "Body Text"
BREAK = "Review Break"
"""An empty line of hardly any height."""
CONTENTS = ("TOC 1", "TOC 2", "TOC 3")
LEVELS = 4
HEADING_SIZES = (16.0, 13.0, 11.0, 10.0)
SIZE = 10.0

_BOX_ROOM = (("top", 4.0), ("left", 8.0), ("bottom", 4.0), ("right", 8.0))
_BULLETS, _NUMBERS = 9001, 9002
"""The ids of the two kinds of lists."""
BULLETS = 9001
"""The list of all points; each numbered list is one of its own (`numbered_list`)."""


def set_styles(document: WordDocument) -> None:
    """Make all styles."""
    set_font(document, SIZE)
    set_table_styles(document)
    paragraph_style(document, NOTE, 8, before=6, after=12)
    title = paragraph_style(document, "Title", 20, after=12)
    _plain(title)
    for level, size in enumerate(HEADING_SIZES, start=1):
        heading = paragraph_style(document, f"Heading {level}", size, before=16 - 2 * level, after=4)
        _plain(heading)
        heading.font.bold, heading.font.italic = True, level == LEVELS
        heading.paragraph_format.keep_with_next = True
    body = paragraph_style(document, BODY, SIZE, after=7)
    body.paragraph_format.line_spacing = 1.15
    for one in elements(_STYLES):
        document.styles.element.append(one)


def _plain(style: ParagraphStyle) -> None:
    """Black letters in the file's font, without the theme's colours and lines."""
    own_font(style)
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.pPr
    for border in properties.findall(qn("w:pBdr")) if properties is not None else ():
        properties.remove(border)
    for spacing in style.element.rPr.findall(qn("w:spacing")) + style.element.rPr.findall(qn("w:kern")):
        style.element.rPr.remove(spacing)


def _style(
    name: str,
    kind: str = "paragraph",
    *,
    base: str = "Normal",
    paragraph: str = "",
    character: str = "",
    own: bool = True,
) -> str:
    """A style; parts that Word knows itself (`own` is False) have its names."""
    based = f'<w:basedOn w:val="{base}"/>' if kind == "paragraph" else ""
    custom = ' w:customStyle="1"' if own else ""
    inside = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    inside += f"<w:rPr>{character}</w:rPr>" if character else ""
    return (
        f'<w:style w:type="{kind}"{custom} w:styleId="{style_id(name)}"><w:name w:val="{name if own else _BUILT_IN.get(name, name)}"/>{based}'
        f"<w:qFormat/>{inside}</w:style>"
    )


_BUILT_IN = {name: name.lower() for name in CONTENTS}
"""Word's own names for the styles of the table of contents."""


def _spacing(before: float, after: float) -> str:
    return f'<w:spacing w:before="{int(before * 20)}" w:after="{int(after * 20)}" w:line="264" w:lineRule="auto"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{int(points * 2)}"/><w:szCs w:val="{int(points * 2)}"/>'


_STYLES = "".join(
    (
        _style(
            NOTICE,
            paragraph='<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="767676"/></w:pBdr>'
            '<w:shd w:val="clear" w:color="auto" w:fill="F1F3F5"/>'
            + _spacing(0, 4)
            + '<w:ind w:left="200"/>',
        ),
        _style(
            GAP,
            "character",
            character='<w:color w:val="3D2C00"/><w:shd w:val="clear" w:color="auto" w:fill="FFE9A8"/>',
        ),
        _style(QUOTATION, paragraph=_spacing(2, 8) + '<w:ind w:left="567" w:right="567"/>'),
        _style(SMALL, paragraph=_spacing(0, 7), character=_size(8.5)),
        _style(BOX_TITLE, paragraph="<w:keepNext/>" + _spacing(3, 4), character="<w:b/>"),
        _style(BOX_HEADING, paragraph="<w:keepNext/>" + _spacing(3, 2), character="<w:b/><w:i/>"),
        _style(BOX_TEXT, paragraph=_spacing(0, 4)),
        _style(ITEM, paragraph=_spacing(0, 3)),
        _style(
            BREAK,
            paragraph='<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>',
            character=_size(1),
        ),
        _style(ENTRY, paragraph=_spacing(0, 4) + '<w:ind w:left="425" w:hanging="425"/>', own=False),
        _style(ADDRESS, "character", character='<w:color w:val="0B57A4"/><w:u w:val="single"/>', own=False),
        *(
            _style(name, paragraph=_spacing(0, 2) + f'<w:ind w:left="{place * 284}"/>', own=False)
            for place, name in enumerate(CONTENTS)
        ),
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id(BOX)}"><w:name w:val="{BOX}"/>'
        '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
        + "".join(
            f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="767676"/>'
            for side in ("top", "left", "bottom", "right")
        )
        + "</w:tblBorders></w:tblPr></w:style>",
    )
)


class Lists:
    """The lists of a file: one kind with points, and numbered ones that each begin with 1."""

    def __init__(self, document: WordDocument) -> None:
        """Define both kinds."""
        self._numbering = document.part.numbering_part.element
        self._last = BULLETS
        for place, (kind, form, text) in enumerate(((_BULLETS, "bullet", "•"), (_NUMBERS, "decimal", "%1."))):
            definition = next(
                elements(
                    f'<w:abstractNum w:abstractNumId="{kind}"><w:multiLevelType w:val="singleLevel"/>'
                    f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
                    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="425" w:hanging="283"/></w:pPr></w:lvl></w:abstractNum>'
                )
            )
            self._numbering.insert(place, definition)
        self._add(BULLETS, _BULLETS, "")

    def numbered(self) -> int:
        """The id of another numbered list."""
        self._last += 1
        self._add(
            self._last, _NUMBERS, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        )
        return self._last

    def _add(self, number: int, kind: int, more: str) -> None:
        self._numbering.append(
            next(elements(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{more}</w:num>'))
        )


def box_frame(width: float) -> str:
    """The properties and the one column of a box, which is a table of one cell."""
    side = "".join(f'<w:{name} w:w="{int(points * 20)}" w:type="dxa"/>' for name, points in _BOX_ROOM)
    return (
        f'<w:tblPr><w:tblStyle w:val="{style_id(BOX)}"/><w:tblW w:w="{int(width * 20)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{side}</w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{int(width * 20)}"/></w:tblGrid>'
    )
