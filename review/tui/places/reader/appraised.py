"""The passage that is appraised in the Reader."""

from __future__ import annotations

from review.domain import Document
from review.domain.wording.one_line import first_words
from review.project.quotation import trimmed
from review.tui.dialogs.appraisal.appraising import Passage
from review.tui.widgets.reading.layout import displayed
from review.tui.widgets.reading.words import Span


def passage_of(document: Document, span: Span) -> Passage:
    """A selection, or a passage of the document, as it is stored."""
    start, end = trimmed(document, *span)
    quote = first_words(displayed(document.text[start:end]))
    return Passage((start, end), document.text_sha256, document.cited_pages(start, end), quote)
