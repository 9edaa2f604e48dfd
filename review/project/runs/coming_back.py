"""References that this review wrote and that come back: merged records are known by what is written of them."""

from __future__ import annotations

from collections.abc import Mapping

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
