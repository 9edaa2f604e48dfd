"""Reasoning over what reviewers did: pure functions from the model's values to counts."""

from review.synthesis.evidence import evidence_by_code
from review.synthesis.table_one import included_sources, percentage, table_one

__all__ = ["evidence_by_code", "included_sources", "percentage", "table_one"]
