"""Counts over the reviewers' work: pure functions on domain values."""

from review.synthesis.evidence import evidence_by_code
from review.synthesis.table_one import included_sources, table_one

__all__ = ["evidence_by_code", "included_sources", "table_one"]
