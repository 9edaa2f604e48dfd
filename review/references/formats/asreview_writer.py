"""CSV for ASReview: ``included`` is 1 or 0 by the outcome of the last stage, empty if it is open."""

from __future__ import annotations

from collections.abc import Iterable

from review.domain.act import DecisionKind
from review.domain.reference import Reference
from review.references.formats.table_writer import (
    carried_in_cells,
    known_kind,
    names_in_cell,
    own_columns,
    write_csv,
)
from review.references.review_fields import as_text, outcome_of, review_fields
from review.references.text import joined

_LABELS = {DecisionKind.INCLUDE: "1", DecisionKind.EXCLUDE: "0"}


def render(references: Iterable[Reference]) -> str:
    """The table, with the review's fields in columns ``review_decisions``, ``review_codes`` and so on."""
    return write_csv(_row(Reference()), [_row(reference) for reference in references])


def _row(reference: Reference) -> dict[str, str]:
    outcome = outcome_of(reference.decisions)
    row = {
        "record_id": reference.key,
        "title": reference.title,
        "abstract": reference.abstract,
        "authors": names_in_cell(reference.authors),
        "keywords": joined(reference.keywords),
        "year": str(reference.year or ""),
        "doi": reference.doi,
        "url": "".join(reference.urls[:1]),
        "included": _LABELS.get(outcome, "") if outcome else "",
        "journal": reference.container,
        "volume": reference.volume,
        "issue": reference.issue,
        "pages": reference.pages,
        "editors": names_in_cell(reference.editors),
        "issn": "".join(reference.issn[:1]),
        "isbn": "".join(reference.isbn[:1]),
        "pmid": reference.pmid,
        "language": reference.language,
        "publisher": reference.organisation,
        "kind": known_kind(reference),
        "notes": "".join(reference.notes[:1]),
    }
    own = own_columns(reference, row)
    rest = {name: values for name, values in reference.other.items() if name not in own}
    review = review_fields(reference, carried_in_cells(reference), rest)
    return row | own | {f"review_{name}": as_text(value) for name, value in review.items()}
