"""Gaps: what the included sources leave open on a theory, or on the whole review."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from review.domain.act import Stance

ENOUGH = 3
"""From so many sources on, a theory has more than a few, and it is worth asking which kinds of them are missing."""


class GapKind(StrEnum):
    """The kinds of gaps, in the order in which a theory's are listed."""

    NO_EVIDENCE = "no-evidence"
    FEW_SOURCES = "few-sources"
    ONE_SIDED = "one-sided"
    SOURCE_TYPE_MISSING = "source-type-missing"
    POPULATION_MISSING = "population-missing"
    NAMED = "named"
    UNFINISHED = "unfinished"


class Gap(Struct, frozen=True):
    """A gap in the evidence on `code`, a theory or rival framing; ``""`` is the whole review.

    `sources` are the included sources on it (where one-sided: those on that `side`), `not_included` the passages under it in
    other records. `missing` are source types or populations. `named` is the gap as a verdict names it. What is unfinished lacks
    work, not evidence: the theory has some, but was not explored, or has no verdict while others do.
    """

    code: str
    kind: GapKind
    sources: int
    not_included: int = 0
    side: Stance | None = None
    missing: tuple[str, ...] = ()
    named: str = ""
