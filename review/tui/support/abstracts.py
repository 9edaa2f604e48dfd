"""A record's abstract, or its substitute: contents page and executive summary, else the opening."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.domain import Document, Passage, PassageKind, Record

if TYPE_CHECKING:
    from review.project import Project

LENGTH = 2500
"""Characters of a summary or an opening, extended to the end of the paragraph."""

CONTENTS_LENGTH = 900

_CONTENTS = re.compile(r"(table of )?contents\W*", re.IGNORECASE)
_SUMMARY = re.compile(
    r"[\divx. ]*(executive summary|summary|key (findings|messages|points)|at a glance)\W*", re.IGNORECASE
)


def abstract_of(project: Project, record: Record) -> str:
    """The record's abstract or its substitute; empty if there is neither."""
    if record.abstract:
        return record.abstract
    document = project.documents.get(record.id)
    return opening(document) if document else ""


def opening(document: Document) -> str:
    """The substitute for an abstract: contents page and executive summary, else the opening."""
    contents = _heading(document, _CONTENTS)
    summary = _heading(document, _SUMMARY)
    parts = []
    if contents is not None and (summary is None or contents.end <= summary.start):
        end = min(contents.start + CONTENTS_LENGTH, summary.start if summary else document.body_end)
        parts.append(_paragraphs(document, contents.start, end))
    if summary is not None:
        parts.append(_paragraphs(document, summary.start, summary.start + LENGTH))
    return "\n\n".join(parts) if summary else _paragraphs(document, 0, LENGTH)


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


def _paragraphs(document: Document, start: int, end: int) -> str:
    """The body from `start` to the end of the paragraph at `end`."""
    if end >= document.body_end:
        return document.text[start : document.body_end].strip()
    stop = document.text.find("\n", end, document.body_end)
    return document.text[start : stop if stop >= 0 else document.body_end].strip()
