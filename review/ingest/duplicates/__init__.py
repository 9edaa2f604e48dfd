"""Finds records that are one work: pure functions from references to groups, each with why."""

from __future__ import annotations

from review.ingest.duplicates.grouping import duplicate_groups
from review.ingest.duplicates.work import DuplicateGroup, Work

__all__ = ["DuplicateGroup", "Work", "duplicate_groups"]
