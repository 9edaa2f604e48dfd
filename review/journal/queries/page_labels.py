"""The labels of pages: what was set by hand takes precedence over the text. All that shows labels asks here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from review.domain import Coding, Document, LabelSource, Page
from review.journal import texts
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


def with_last_pages(journal: Journal, codings: Sequence[Coding], texts_in: Journal) -> list[Coding]:
    """The codings with the page on which each ends, where that is another than the one on which it begins.

    It is found in the text's pages, so that codings from before ends were shown have it, too. `texts_in` is the journal with
    the texts.
    """
    set_by_hand = {
        (record, page): label
        for record, page, label in journal.rows("SELECT record, page, label FROM page_label")
    }
    documents = {text: texts.pages_of(texts_in, text) for text in {coding.text_sha256 for coding in codings}}
    return [_with_last_page(coding, documents[coding.text_sha256], set_by_hand) for coding in codings]


def _with_last_page(
    coding: Coding, document: Document | None, set_by_hand: Mapping[tuple[str, int], str]
) -> Coding:
    if document is None or not document.pages:
        return coding
    page = document.page_at(coding.end - 1)
    if page.number <= coding.page:
        return coding
    label = set_by_hand.get((coding.record, page.number), page.label)
    return replace(coding, ends_on=(label, page.number))


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
