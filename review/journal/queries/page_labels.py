"""The labels of pages: what was set by hand takes precedence over the text. All that shows labels asks here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from review.domain import Coding, Document, LabelSource, Page
from review.domain.theories.configuration import Fragment
from review.journal import texts
from review.journal.journal import Journal

Quoted = TypeVar("Quoted", Coding, Fragment)
"""What quotes a passage, and is cited with its page or pages."""


def set_by_hand(table: str) -> str:
    """Joins to a table of quotations what was set by hand; `present_label` and `present_source` are then the present values."""
    return (
        f"LEFT JOIN page_label AS by_hand ON by_hand.record = {table}.record AND by_hand.page = {table}.page"
        f" AND {table}.label_source <> '{LabelSource.NONE}'"
    )


def present_label(table: str) -> str:
    """The label of the page, as set by hand or as in the text."""
    return f"ifnull(by_hand.label, {table}.page_label) AS page_label"


def present_source(table: str) -> str:
    """The source of that label."""
    return (
        f"CASE WHEN by_hand.label IS NULL THEN {table}.label_source"
        f" WHEN by_hand.label = '' THEN '{LabelSource.PDF}' ELSE '{LabelSource.HAND}' END AS label_source"
    )


def with_last_pages(journal: Journal, quoted: Sequence[Quoted], texts_in: Journal) -> list[Quoted]:
    """The quotations with the page on which each ends, where that is another than the one on which it begins.

    Those in a text without pages get their paragraphs. Both is found in the text's pages, so that codings from before ends were shown have it, too. `texts_in` is the journal with
    the texts.
    """
    if not quoted:
        return []
    labels = {
        (record, page): label
        for record, page, label in journal.rows("SELECT record, page, label FROM page_label")
    }
    documents = {text: texts.pages_of(texts_in, text) for text in {one.text_sha256 for one in quoted}}
    return [_with_last_page(one, documents[one.text_sha256], labels) for one in quoted]


def with_paragraphs(quoted: Sequence[Quoted], texts_in: Journal) -> list[Quoted]:
    """The quotations in texts without pages with their paragraphs; no other text is read, and no last page is found."""
    unpaged = {one.text_sha256 for one in quoted if one.label_source is LabelSource.NONE}
    if not unpaged:
        return list(quoted)
    documents = {text: texts.pages_of(texts_in, text) for text in unpaged}
    return [
        _with_last_page(one, documents[one.text_sha256], {}) if one.text_sha256 in unpaged else one
        for one in quoted
    ]


def _with_last_page(
    quoted: Quoted, document: Document | None, labels: Mapping[tuple[str, int], str]
) -> Quoted:
    if document is None or not document.pages:
        return quoted
    if document.is_unpaged:
        return replace(quoted, paragraphs=document.paragraphs(quoted.start, quoted.end))
    page = document.page_at(quoted.end - 1)
    if page.number <= quoted.page:
        return quoted
    label = labels.get((quoted.record, page.number), page.label)
    return replace(quoted, ends_on=(label, page.number))


def by_hand(journal: Journal, record: str) -> dict[int, str]:
    """The labels set by hand, by page of the PDF; ``""`` for a page without a printed number."""
    return dict(journal.rows("SELECT page, label FROM page_label WHERE record = ? ORDER BY page", (record,)))


def labelled(journal: Journal, record: str, document: Document) -> Document:
    """The record's document with the labels set by hand in place of its own."""
    labels = by_hand(journal, record)
    if not labels or document.is_unpaged:
        return document
    pages = (
        _with_label(page, labels[page.number]) if page.number in labels else page for page in document.pages
    )
    return replace(document, pages=tuple(pages))


def _with_label(page: Page, label: str) -> Page:
    return replace(page, label=label, label_source=LabelSource.HAND if label else LabelSource.PDF)
