"""What is appraised in the Reader, and for what."""

from __future__ import annotations

from collections.abc import Iterable

from review.domain import Coding, Document
from review.domain.wording.one_line import first_words
from review.project.coding.quotation import trimmed
from review.tui.dialogs.appraisal.appraising import Passage
from review.tui.places.reader.configuration.opened import Opened
from review.tui.places.reader.desk import CodingDesk
from review.tui.widgets.reading.layout import displayed
from review.tui.widgets.reading.words import Span


def appraised_for(desk: CodingDesk, codings: Iterable[Coding], opened: Opened) -> str:
    """The id of the configuration in the line, if that is open; else the code in focus, or ``""``: the whole review."""
    if opened.is_shown and opened.current:
        return opened.current.id
    focus = desk.in_focus(codings)
    return focus.code if focus else ""


def passage_of(document: Document, span: Span) -> Passage:
    """A selection, or a passage of the document, as it is stored."""
    start, end = trimmed(document, *span)
    quote = first_words(displayed(document.text[start:end]))
    return Passage((start, end), document.text_sha256, document.cited_pages(start, end), quote)
