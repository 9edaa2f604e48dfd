"""Finds records of the same work: pure functions from references to groups with reasons."""

from __future__ import annotations

from review.duplicates.grouping import DuplicateGroup, duplicate_groups

__all__ = ["DuplicateGroup", "duplicate_groups"]
