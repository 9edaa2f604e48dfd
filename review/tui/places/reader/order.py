"""Which document is read next: the last one worked on, and those to code before and after one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.project import Project


def document_to_open(project: Project) -> str:
    """The document that the reviewer worked on last, or once it is done the next to code; ``""`` if there is none."""
    last = project.coding.last_document()
    if last and not project.coding.is_done(last):
        return last
    return next_to_code(project, last, 1) or last


def still_to_read(project: Project, record: str, start: int) -> bool:
    """Whether a record has a text with this offset that is not done, to go on where it was left."""
    if project.records.key_of(record) is None:
        return False
    document = project.documents.get(record)
    return bool(document and start < len(document.text)) and not project.coding.is_done(record)


def next_to_code(project: Project, record: str, step: int) -> str:
    """The next document (`step` < 0: the previous one) with passages that are not done; ``""`` if there is no other.

    In the order of authors and years, from `record` on, or else from the first, and round again at the end.
    """
    documents = project.coding.to_code()
    if record in documents:
        place = documents.index(record)
        documents = documents[place + 1 :] + documents[:place]
    return _first_open(project, documents if step > 0 else documents[::-1])


def _first_open(project: Project, documents: list[str]) -> str:
    return next((document for document in documents if not project.coding.is_done(document)), "")
