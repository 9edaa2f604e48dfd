"""Small Word documents for tests, made by hand."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f"""<?xml version="1.0"?><w:styles {_W}>
<w:style w:styleId="Berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Berschrift2"><w:name w:val="heading 2"/><w:basedOn w:val="Berschrift1"/></w:style>
<w:style w:styleId="Own"><w:name w:val="My heading"/><w:basedOn w:val="Berschrift2"/></w:style>
<w:style w:styleId="Body"><w:name w:val="Body text"/></w:style></w:styles>"""


def paragraph(text: str, style: str = "", inside: str = "") -> str:
    """A paragraph; `inside` is markup after its text."""
    of = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{of}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>{inside}</w:p>'


def word_document(path: Path, paragraphs: Sequence[str], footnote: str = "", head: str = "") -> Path:
    """A document of these paragraphs, with a footnote of id 2; `head` is put before the root."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        body = (
            f'<?xml version="1.0"?>{head}<w:document {_W}><w:body>{"".join(paragraphs)}</w:body></w:document>'
        )
        archive.writestr("word/document.xml", body)
        archive.writestr("word/styles.xml", STYLES)
        if footnote:
            note = f'<w:footnote w:id="2">{paragraph(footnote)}</w:footnote>'
            archive.writestr(
                "word/footnotes.xml", f'<?xml version="1.0"?><w:footnotes {_W}>{note}</w:footnotes>'
            )
    return path
