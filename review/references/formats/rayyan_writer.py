"""Writes CSV for Rayyan, with decisions, labels and reasons in the notes, as Rayyan has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from review.domain.act import DecisionKind
from review.domain.reference import Reference
from review.references.formats.table_writer import carried_in_cells, names_in_cell, own_columns, write_csv
from review.references.review_fields import RAYYAN_WORDS, as_text, review_fields
from review.references.text import joined

_MORE_THAN_A_NOTE = re.compile(r"\||RAYYAN-|REVIEW-|asreview_|exclusion reason", re.IGNORECASE)
_MARKS_OF_NOTES = re.compile(r"[,|]")


def render(references: Iterable[Reference]) -> str:
    """The table; the review's own fields are notes such as ``REVIEW-CODES: ["T1"]``, which Rayyan shows."""
    return write_csv(_row(Reference()), [_row(reference) for reference in references])


def _row(reference: Reference) -> dict[str, str]:
    row = {
        "key": reference.key,
        "title": reference.title,
        "authors": names_in_cell(reference.authors),
        "issn": "".join(reference.issn[:1]),
        "volume": reference.volume,
        "issue": reference.issue,
        "pages": reference.pages,
        "year": str(reference.year or ""),
        "journal": reference.container,
        "publisher": reference.organisation,
        "url": "".join(reference.urls[:1]),
        "abstract": reference.abstract,
        "doi": reference.doi,
        "pubmed_id": reference.pmid,
        "language": reference.language,
        "keywords": joined(reference.keywords),
    }
    own = own_columns(reference, [*row, "notes"])
    rest = {name: values for name, values in reference.other.items() if name not in own}
    return row | {"notes": " | ".join(_notes(reference, rest))} | own


def _notes(reference: Reference, rest: dict[str, tuple[str, ...]]) -> Iterator[str]:
    plain = len(reference.notes) == 1 and not _MORE_THAN_A_NOTE.search(reference.notes[0])
    if plain:
        yield reference.notes[0]
    decisions = {
        decision.reviewer: decision
        for decision in reference.decisions
        if not decision.settled and _can_be_named(decision.reviewer)
    }
    if decisions:
        words = (f'"{name}"=>"{RAYYAN_WORDS[decision.decision]}"' for name, decision in decisions.items())
        yield f"RAYYAN-INCLUSION: {{{', '.join(words)}}}"
    labels = [label for label in reference.labels if not _MARKS_OF_NOTES.search(label)]
    if labels:
        yield f"RAYYAN-LABELS: {','.join(labels)}"
    excluded = [d for d in decisions.values() if d.decision is DecisionKind.EXCLUDE]
    reasons = [reason for decision in excluded for reason in decision.reasons]
    reasons = [reason for reason in dict.fromkeys(reasons) if not _MARKS_OF_NOTES.search(reason)]
    if reasons:
        yield f"RAYYAN-EXCLUSION-REASONS: {','.join(reasons)}"
    carried = {
        *carried_in_cells(reference),
        *(name for name in ("kind", "editors", "isbn") if getattr(reference, name)),
    }
    if reference.notes and not plain:
        carried.add("notes")
    for name, value in review_fields(reference, sorted(carried), rest).items():
        yield f"REVIEW-{name.upper()}: {as_text(value)}"


def _can_be_named(reviewer: str) -> bool:
    return bool(reviewer) and not re.search(r'["\\|]', reviewer)
