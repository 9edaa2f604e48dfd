"""What is counted over the evidence: per code, and the included sources by their types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from review.domain.act import EvidenceStatus, Stance

UNCLASSIFIED = "unclassified"
"""Stands where a record's source type is not set."""


@dataclass(frozen=True)
class CodeEvidence:
    """Where the evidence on a code lies. A theory's numbers take in its sub-themes'; `theory` is its own id.

    `sources` counts records, `codings` passages put under the code; `by_source_type` splits the sources (key
    ``unclassified`` for those without a type), `by_stance` and `by_status` the codings (None: no status given).
    Only kinds that occur are keys. The counts locate evidence and do not weigh it.
    """

    code: str
    name: str
    theory: str
    sources: int
    codings: int
    by_stance: Mapping[Stance, int]
    by_source_type: Mapping[str, int]
    by_status: Mapping[EvidenceStatus | None, int]


@dataclass(frozen=True, slots=True)
class SourceTypeCount:
    """How many sources are of one type: `percentage` is of all, with one decimal; None where there are no sources."""

    source_type: str
    name: str
    sources: int
    percentage: Decimal | None


@dataclass(frozen=True, slots=True)
class TableOne:
    """The review's Table 1: its included sources by type, and how many there are (N)."""

    counts: tuple[SourceTypeCount, ...]
    total: int
