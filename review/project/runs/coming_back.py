"""References that come back: merged records as this review wrote them, and lists imported before under another name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from review.domain.reference import Reference
from review.journal.journal import Journal
from review.journal.queries import records, references
from review.project.bibliography import as_reference, reference_identity, united_bodies
from review.references.cleaning.normal_form import tidied


def written_of_several(journal: Journal) -> Mapping[str, str]:
    """The records into which others were merged, by the identity of what is written of them.

    It is that of none of the imported references, from which records have their ids.
    """
    found = {}
    kept = set(references.merged(journal).values())
    for record in records.with_ids(journal, kept):
        body = united_bodies(references.sources(journal, record.id)).get(record.id, {})
        found[reference_identity(tidied(as_reference(record, body, (), ())))] = record.id
    return found


def same_list(journal: Journal, name: str, found: Iterable[Reference]) -> str:
    """The name of another file from which exactly these references were imported; ``""`` if there is none.

    Databases may give the same record twice, so that a part of an earlier list may be a list of its own.
    """
    these = set()
    for reference in found:
        these.add(identity := reference_identity(reference))
        if not references.resolved(journal, identity):
            return ""
    others = (path for path in references.files_of(journal, next(iter(these), "")) if path != name)
    return next((path for path in others if references.imported_from(journal, path) == these), "")
