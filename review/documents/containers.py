"""Recognises files that contain documents or forms but no pages of their own: portfolios, and forms drawn by one program."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2.raw as pdfium

from review.documents.pages import Handle, raw_text

_MOST_PAGES = 2
_NO_FORM, _FIELDS = pdfium.FORMTYPE_NONE, pdfium.FORMTYPE_ACRO_FORM
_STANDS_IN = re.compile(
    r"please\s+wait|eventually\s+replaced|(?:adobe|acrobat)\s+(?:reader|acrobat)|viewer\s+may\s+not\s+be\s+able",
    re.IGNORECASE,
)
"""What the only page of such a form says, instead of its contents."""

_WHOLE_NOTICE = re.compile(r"please\s+wait.*eventually\s+replaced", re.IGNORECASE | re.DOTALL)
_LONGEST_NOTICE = 1500


def why_not_read(document: Handle, path: Path) -> str:
    """The reason why an open document has nothing to read, `portfolio` or `form`; empty for all others."""
    count = pdfium.FPDF_GetPageCount(document)
    if count > _MOST_PAGES:
        return ""
    if pdfium.FPDFDoc_GetAttachmentCount(document) > 0 and _is_portfolio(path):
        return "portfolio"
    return "form" if count == 1 and _is_drawn_elsewhere(document) else ""


def _is_drawn_elsewhere(document: Handle) -> bool:
    """Whether the only page just asks for Adobe's programs, which draw the form from its XML."""
    kind = pdfium.FPDF_GetFormType(document)
    try:
        text = raw_text(document, 1)
    except ValueError:
        return False
    if len(text) > _LONGEST_NOTICE:
        return False
    if kind in (_NO_FORM, _FIELDS):
        return bool(_WHOLE_NOTICE.search(text))
    return kind == pdfium.FORMTYPE_XFA_FULL or bool(_STANDS_IN.search(text))


def _is_portfolio(path: Path) -> bool:
    """Whether a file presents the files attached to it instead of its own pages (pdfium does not say)."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1

    try:
        with path.open("rb") as file:
            collection = resolve1(PDFDocument(PDFParser(file)).catalog.get("Collection"))
            return isinstance(collection, dict) and getattr(collection.get("View"), "name", "") != "H"
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - pdfminer raises all kinds of errors on damaged files
        return False
