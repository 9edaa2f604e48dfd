"""The labels of pages: what was set by hand takes precedence over the text. All that shows labels asks here."""

from __future__ import annotations

from msgspec.structs import replace

from review.domain import Document, LabelSource, Page
from review.journal.journal import Journal

SET_BY_HAND = (
    "LEFT JOIN page_label AS by_hand ON by_hand.record = coding.record AND by_hand.page = coding.page"
)
"""Joins to ``coding`` what was set by hand; `PAGE_LABEL` and `LABEL_SOURCE` are then the present values."""

PAGE_LABEL = "ifnull(by_hand.label, coding.page_label) AS page_label"
LABEL_SOURCE = (
    "CASE WHEN by_hand.label IS NULL THEN coding.label_source"
    f" WHEN by_hand.label = '' THEN '{LabelSource.PDF}' ELSE '{LabelSource.HAND}' END AS label_source"
)


def by_hand(journal: Journal, record: str) -> dict[int, str]:
    """The labels set by hand, by page of the PDF; ``""`` for a page without a printed number."""
    return dict(journal.rows("SELECT page, label FROM page_label WHERE record = ? ORDER BY page", (record,)))


def labelled(journal: Journal, record: str, document: Document) -> Document:
    """The record's document with the labels set by hand in place of its own."""
    labels = by_hand(journal, record)
    if not labels:
        return document
    pages = (
        _with_label(page, labels[page.number]) if page.number in labels else page for page in document.pages
    )
    return replace(document, pages=tuple(pages))


def _with_label(page: Page, label: str) -> Page:
    return replace(page, label=label, label_source=LabelSource.HAND if label else LabelSource.PDF)
