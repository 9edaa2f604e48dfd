"""Pure functions that convert between references in files and records of the review."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import msgspec

from review.acts import Import
from review.domain import Decision, DecisionKind, Record, Settlement
from review.domain.canonical import canonical_without_floats
from review.domain.reference import (
    RECORD_FIELDS,
    ImportedReason,
    Notice,
    Reference,
    ReferenceDecision,
    Refusal,
)

if TYPE_CHECKING:
    from review.duplicates import DuplicateGroup
    from review.journal.queries.references import Source


@dataclass(frozen=True)
class MissingFile:
    """A PDF that a reference names and that was not attached; `line` is the reference's, `message` says why."""

    line: int
    path: str
    message: str


@dataclass(frozen=True)
class ImportReport:
    """The result for one reference file: each of its records was added, already known, or refused.

    `already` of its records were imported earlier from the same lines of this file. `mapping` has the field of each column
    of a table; `decided` counts the imported decisions by reviewer, stage and kind, `reasons` what they
    gave as reasons; `not_taken` lists decisions and source types
    that differ from those in the review or are unknown to it; `notices` are harmless lines that were passed over, and things
    to look at. `attached` counts the PDFs that its references name and that were attached, `missing` lists the others.
    `first` has the first references of the file, to look at. `search` is the search that found them, `tied` the number of references that
    were not yet known to be from it. `same_as` is the name of an earlier file with the same records, if nothing says that this one
    is another list: the flow counts them once. `repeated` has the lines of references that are in the file once more, each with that
    of the first. `alike` counts the groups of possible duplicates with a new record,
    `naming` the references that name a PDF, where that is to be attached or it is a preview.
    """

    path: str
    format: str = ""
    records: int = 0
    added: int = 0
    duplicates: int = 0
    already: int = 0
    refused: tuple[Refusal, ...] = ()
    not_taken: tuple[Refusal, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    attached: int = 0
    missing: tuple[MissingFile, ...] = ()
    first: tuple[Reference, ...] = ()
    search: str = ""
    tied: int = 0
    same_as: str = ""
    repeated: tuple[tuple[int, int], ...] = ()
    decided: Mapping[tuple[str, str, DecisionKind], int] = field(default_factory=dict)
    reasons: tuple[ImportedReason, ...] = ()
    alike: int = 0
    naming: int = 0

    @property
    def decisions(self) -> int:
        """How many decisions were imported."""
        return sum(self.decided.values())

    @property
    def decisions_by(self) -> dict[str, int]:
        """How many decisions were imported as each reviewer's."""
        counts = Counter[str]()
        for (reviewer, _, _), count in self.decided.items():
            counts[reviewer] += count
        return dict(counts)

    @property
    def decisions_at(self) -> dict[str, dict[DecisionKind, int]]:
        """How many decisions of each kind were imported at each stage."""
        counts: dict[str, dict[DecisionKind, int]] = {}
        for (_, stage, decision), count in self.decided.items():
            at = counts.setdefault(stage, {})
            at[decision] = at.get(decision, 0) + count
        return counts


@dataclass(frozen=True)
class DuplicateReport:
    """The groups of records of the same work (or study), and how many records were merged into others."""

    groups: tuple[DuplicateGroup, ...]
    merged: int


_NOT_IDENTIFYING: Mapping[str, object] = {
    **dict.fromkeys(("key", "source_format", "source_type"), ""),
    **dict.fromkeys(("decisions", "labels", "codes", "notes"), ()),
    "line": 0,
}
"""Fields on the origin of a reference and on decisions made elsewhere."""


def reference_identity(reference: Reference) -> str:
    """The id of a reference's record: the SHA-256 of its content, so that it is equal on every copy.

    Its origin, decisions made elsewhere and unknown fields are not included.
    """
    content = msgspec.to_builtins(reference) | _NOT_IDENTIFYING
    content.pop("other")
    return hashlib.sha256(canonical_without_floats(content).encode("ascii")).hexdigest()


def import_act(
    identifier: str, reference: Reference, path: str, source: str, search: str = "", *, again: bool = False
) -> Import:
    """The act that imports a reference; `search` is the id of the search that found it, `again` as in `Import`."""
    return Import(
        record=identifier,
        path=path,
        line=reference.line,
        source=source,
        reference=reference,
        search=search,
        again=again,
    )


def as_reference(
    record: Record,
    body: Mapping[str, Any],
    codes: Iterable[str],
    decisions: Sequence[Decision],
    settlements: Iterable[Settlement] = (),
) -> Reference:
    """A record as a reference: its current fields, further fields from its file, and the review's data.

    What settled a disagreement follows the decisions at its stage.
    """
    kept = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in body.items()
        if name in Reference.__struct_fields__ and name not in {"decisions", "source_type"}
    }
    if made_here := tuple(codes):  # codes from the file are kept until somebody codes the document here
        kept["codes"] = made_here
    kept["other"] = {name: tuple(values) for name, values in body.get("other", {}).items()}
    now = {name: getattr(record, name) for name in RECORD_FIELDS}
    settled = {one.stage: one for one in settlements}
    made: list[ReferenceDecision] = []
    for stage in dict.fromkeys(one.stage for one in decisions):
        made += [
            ReferenceDecision(d.decision, stage, d.reviewer, d.criteria, d.note)
            for d in decisions
            if d.stage == stage
        ]
        if one := settled.get(stage):
            made.append(
                ReferenceDecision(one.decision, stage, one.reviewer, one.criteria, one.reason, settled=True)
            )
    return Reference(**{**kept, **now}, source_type=record.source_type, decisions=tuple(made))


_OF_ALL = ("labels", "notes")
"""The fields of which a record has those of all its references."""


def united_bodies(sources: Iterable[Source]) -> dict[str, Mapping[str, Any]]:
    """For each record the fields of its reference, and those that only further imports of it or of merged records have.

    Labels and notes are those of all. Unknown fields that come from another format have its name behind theirs.
    """
    found: dict[str, Mapping[str, Any]] = {}
    for source in sources:
        before = found.get(source.record)
        found[source.record] = source.body if before is None else _with(before, source.body)
    return found


def _with(body: Mapping[str, Any], more: Mapping[str, Any]) -> Mapping[str, Any]:
    """A reference's fields with what another reference of the same work has and it lacks."""
    empty = {name: value for name, value in more.items() if value and not body.get(name)}
    together = {name: [*dict.fromkeys([*body.get(name, ()), *more.get(name, ())])] for name in _OF_ALL}
    other = {**_named_in(more, body.get("source_format", "")), **body.get("other", {})}
    return {**body, **empty, **together, "other": other}


def _named_in(body: Mapping[str, Any], source_format: str) -> Mapping[str, Any]:
    """The unknown fields of a reference under names that mean the same beside those of a reference in this format."""
    own = body.get("source_format", "")
    return {
        name if own == source_format else f"{name} ({own})": value
        for name, value in body.get("other", {}).items()
    }


def open_pairs(records: Sequence[str], related: Collection[frozenset[str]]) -> Iterator[tuple[str, str]]:
    """The pairs of records that no reviewer has related yet, in the records' order."""
    return (pair for pair in combinations(records, 2) if frozenset(pair) not in related)


def unsettled(
    groups: Iterable[DuplicateGroup], merged: Mapping[str, str], related: Collection[frozenset[str]]
) -> Iterator[DuplicateGroup]:
    """The groups with something left to decide, without records that were merged into others.

    `merged` maps each merged record to the one that replaces it. A group in which a reviewer has related two records or
    marked them as distinct is no longer certain.
    """
    for group in groups:
        records = tuple(dict.fromkeys(_replacement(record, merged) for record in group.records))
        pairs = len(records) * (len(records) - 1) // 2
        still_open = sum(1 for _ in open_pairs(records, related))
        if still_open:
            yield replace(group, records=records, certain=group.certain and still_open == pairs)


def _replacement(record: str, merged: Mapping[str, str]) -> str:
    seen = set()
    while record in merged and record not in seen:
        seen.add(record)
        record = merged[record]
    return record
