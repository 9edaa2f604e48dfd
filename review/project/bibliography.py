"""Between references, as files have them, and records, as the review has them: pure functions."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import msgspec

from review.acts import Import
from review.domain import Decision, Record
from review.domain.reference import RECORD_FIELDS, Reference, ReferenceDecision, Refusal
from review.journal.event import canonical

if TYPE_CHECKING:
    from review.duplicates import DuplicateGroup, Work
    from review.journal.queries.references import Source


@dataclass(frozen=True)
class ImportReport:
    """What became of one reference file: each of its records was added, was known already, or was refused.

    Of its records `already` came in before from the very line of this file, in an import that was stopped or complete.
    `mapping` says for each column of a table which field it was taken for; `decisions` counts those that came along,
    `not_taken` lists decisions and source types that the review has otherwise by now, or does not know.
    """

    path: str
    format: str = ""
    records: int = 0
    added: int = 0
    duplicates: int = 0
    decisions: int = 0
    already: int = 0
    refused: tuple[Refusal, ...] = ()
    not_taken: tuple[Refusal, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DuplicateReport:
    """The groups of records that are one work (or one study), and how many records were merged into others."""

    groups: tuple[DuplicateGroup, ...]
    merged: int


_NOT_IDENTIFYING: Mapping[str, object] = {
    **dict.fromkeys(("key", "source_format", "source_type"), ""),
    **dict.fromkeys(("decisions", "labels", "codes", "notes"), ()),
    "line": 0,
}
"""Fields that say where a reference stood, and what people thought of it there."""


def reference_identity(reference: Reference) -> str:
    """The id of the record that a reference makes: the SHA-256 of what it says, so that it is equal on every copy.

    Where it stood and what people decided about it elsewhere is no part of it, nor are unknown fields.
    """
    said = msgspec.to_builtins(reference) | _NOT_IDENTIFYING
    said.pop("other")
    return hashlib.sha256(canonical(said).encode("ascii")).hexdigest()


def import_act(identifier: str, reference: Reference, path: str, source: str) -> Import:
    """The act that brings a reference in."""
    return Import(record=identifier, path=path, line=reference.line, source=source, reference=reference)


def as_reference(
    record: Record, body: Mapping[str, Any], codes: Iterable[str], decisions: Iterable[Decision]
) -> Reference:
    """A record as a reference: what it says now, what its file said beside that, and what the review says of it."""
    kept = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in body.items()
        if name in Reference.__dataclass_fields__ and name not in {"decisions", "source_type"}
    }
    if made_here := tuple(
        codes
    ):  # codes that came with a reference stand until somebody codes the document here
        kept["codes"] = made_here
    kept["other"] = {name: tuple(values) for name, values in body.get("other", {}).items()}
    now = {name: getattr(record, name) for name in RECORD_FIELDS}
    made = tuple(ReferenceDecision(d.decision, d.stage, d.reviewer, d.criteria, d.note) for d in decisions)
    return Reference(**{**kept, **now}, source_type=record.source_type, decisions=made)


def first_bodies(sources: Sequence[Source]) -> dict[str, Mapping[str, Any]]:
    """What the first reference file says about each record."""
    return {source.record: source.body for source in reversed(sources)}


def as_work(record: Record, body: Mapping[str, Any]) -> Work:
    """A record as the search for duplicates sees it."""
    from review.duplicates import Work

    return Work(
        id=record.id,
        title=record.title,
        authors=record.authors,
        year=record.year,
        doi=record.doi,
        container=record.container,
        volume=body.get("volume", ""),
        issue=body.get("issue", ""),
        pages=body.get("pages", ""),
        abstract=record.abstract,
        isbn=" ".join([*body.get("isbn", ()), *body.get("issn", ())]),
        pmid=body.get("pmid", ""),
        kind=body.get("kind", ""),
        has_file=bool(record.file_sha256),
    )


def open_pairs(records: Sequence[str], related: Collection[frozenset[str]]) -> Iterator[tuple[str, str]]:
    """The pairs among records of which no reviewer has said yet what they are to each other, in the records' order."""
    return (pair for pair in combinations(records, 2) if frozenset(pair) not in related)


def unsettled(
    groups: Iterable[DuplicateGroup], merged: Mapping[str, str], related: Collection[frozenset[str]]
) -> Iterator[DuplicateGroup]:
    """The groups that still ask something, each without the records that were merged into others.

    `merged` says what each merged record went into, which stands for it from then on. A group in which a reviewer
    has related two records, or called them distinct, is no longer certain.
    """
    for group in groups:
        records = tuple(dict.fromkeys(_standing(record, merged) for record in group.records))
        pairs = len(records) * (len(records) - 1) // 2
        still_open = sum(1 for _ in open_pairs(records, related))
        if still_open:
            yield replace(group, records=records, certain=group.certain and still_open == pairs)


def _standing(record: str, merged: Mapping[str, str]) -> str:
    seen = set()
    while record in merged and record not in seen:
        seen.add(record)
        record = merged[record]
    return record
