"""Counts of the evidence: by code, and included sources by type."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct, field

from review.domain.act import EvidenceStatus, Stance

UNCLASSIFIED = "unclassified"
"""The source type of records without one."""


class CodeEvidence(Struct, frozen=True):
    """The evidence on a code in numbers. A theory's numbers include its sub-themes; its `theory` is its own id.

    `sources` counts records, `codings` passages under the code; `by_source_type` splits the sources (key
    ``unclassified`` for those without a type), `by_status` the codings (None: no status given). `by_stance` counts the codings
    by their stance toward the code, `sources_by_stance` the sources that have such a coding: one source may both support and
    challenge, and toward a theory and its sub-themes a coding may have several stances; each counts under all that it has.
    Only values that occur are keys. `not_included` counts the passages under the code in records that are not included;
    no other number has them. `to_recheck` counts the codings that wait for another look at the code, since its wording changed.
    The counts locate evidence and do not weigh it.
    """

    code: str
    name: str
    theory: str
    sources: int
    codings: int
    by_stance: Mapping[Stance, int]
    by_source_type: Mapping[str, int]
    by_status: Mapping[EvidenceStatus | None, int]
    not_included: int = 0
    to_recheck: int = 0
    sources_by_stance: Mapping[Stance, int] = field(default_factory=dict)


class SourceTypeCount(Struct, frozen=True):
    """The number of sources of one type; `percentage` of all, with one decimal, None without sources."""

    source_type: str
    name: str
    sources: int
    percentage: Decimal | None


class TableOne(Struct, frozen=True):
    """The review's Table 1: its included sources by type, and how many there are (N)."""

    counts: tuple[SourceTypeCount, ...]
    total: int


class SaturationStep(Struct, frozen=True):
    """What was new when the coding of a document began, compared with the documents coded before it.

    `new_codes` counts the codes that no earlier document has, and `new_subthemes` those of them that are sub-themes;
    `theory_changes` the changes of the theory map that this document led to.
    """

    record: str
    new_subthemes: int
    new_codes: int
    new_fragments: int
    theory_changes: int
