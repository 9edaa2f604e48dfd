"""Finds records of the same work: pure functions from references to groups with reasons."""

from __future__ import annotations

from review.duplicates.grouping import duplicate_groups
from review.duplicates.work import DuplicateGroup, Work

__all__ = ["DuplicateGroup", "Work", "duplicate_groups"]
