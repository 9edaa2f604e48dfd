"""A record's abstract, or its substitute: contents page and executive summary, else the opening."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.domain.document import Document, Passage, PassageKind
from review.domain.record import Record

if TYPE_CHECKING:
    from review.project import Project

LENGTH = 2500
"""Characters of a summary or an opening, extended to the end of the paragraph."""

CONTENTS_LENGTH = 900

_LEADERS = re.compile(r"(?:[.·•_…]\s?){4,}\s*(?:\d+|[ivxlc]+)\b", re.IGNORECASE)
"""Dots that lead to a page number."""

_ENTRY = 200
"""The most characters of an entry in a table of contents with its dots."""

_CONTENTS = re.compile(r"(table of )?contents\W*", re.IGNORECASE)
_SUMMARY = re.compile(
    r"[\divx. ]*(executive summary|summary|key (findings|messages|points)|at a glance)\W*", re.IGNORECASE
)


def abstract_of(project: Project, record: Record) -> str:
    """The record's abstract or its substitute; empty if there is neither."""
    if record.abstract and not _is_contents(record.abstract):
        return record.abstract
    document = project.documents.get(record.id)
    return opening(document) if document else ""


def opening(document: Document) -> str:
    """The substitute for an abstract: contents page and executive summary, else the opening."""
    contents = _heading(document, _CONTENTS)
    summary = _heading(document, _SUMMARY)
    parts = []
    if contents is not None and (summary is None or contents.end <= summary.start):
        until = summary.start if summary else document.body_end
        listed = _paragraphs(document, contents.start, CONTENTS_LENGTH, until)
        parts += [listed] if "\n" in listed else []  # more than the heading
    if summary is not None:
        parts.append(_paragraphs(document, summary.start, LENGTH, document.body_end))
    return "\n\n".join(parts) if summary else _paragraphs(document, 0, LENGTH, document.body_end)


def _heading(document: Document, pattern: re.Pattern[str]) -> Passage | None:
    """The first heading of that wording in the document's first half."""
    return next(
        (
            passage
            for passage in document.passages
            if passage.kind is PassageKind.HEADING
            and passage.start < document.body_end / 2
            and pattern.fullmatch(document.text, passage.start, passage.end)
        ),
        None,
    )


def _paragraphs(document: Document, start: int, length: int, until: int) -> str:
    """Whole paragraphs from `start`, `length` characters or a little more; entries of a table of contents are left out."""
    kept: list[str] = []
    size = 0
    while start < until and size <= length:
        end = document.text.find("\n", start, until)
        paragraph = document.text[start : end if end >= 0 else until]
        if not _is_contents(paragraph):
            kept.append(paragraph)
            size += len(paragraph) + 1
        start += len(paragraph) + 1
    return "\n".join(kept).strip()


def _is_contents(text: str) -> bool:
    """Whether a text is a table of contents, or an entry of one: dots lead to page numbers throughout."""
    entries = len(_LEADERS.findall(text))
    return entries > 0 and len(text) < entries * _ENTRY
