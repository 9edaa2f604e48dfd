"""What is in the review, hidden or not, so that an import adds nothing twice; it shows nobody what it saw."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from review.journal.journal import Journal


class Passage(NamedTuple):
    """A span of a record's present text, and who coded it."""

    record: str
    start: int
    end: int
    reviewer: str


def codes_on_passages(journal: Journal) -> dict[Passage, set[str]]:
    """The codes on each passage that a reviewer coded in the present text of a listed record."""
    found: dict[Passage, set[str]] = defaultdict(set)
    for record, start, end, reviewer, code in journal.rows(
        'SELECT record, start, "end", coding.reviewer, code FROM coding JOIN coding_code USING (coding)'
        " JOIN record USING (record, text_sha256)"
    ):
        found[Passage(record, start, end, reviewer)].add(code)
    return dict(found)


def memos(journal: Journal) -> set[tuple[str, str]]:
    """The target and text of each memo."""
    return {(target, text) for target, text in journal.rows("SELECT target, text FROM memo")}


def comments(journal: Journal) -> set[tuple[str, str]]:
    """The target and text of each comment; the target of one on the whole review is empty."""
    return {(target, text) for target, text in journal.rows("SELECT target, text FROM comment")}


def coded_codes(journal: Journal) -> frozenset[str]:
    """The codes that some passage has."""
    return frozenset(code for (code,) in journal.rows("SELECT DISTINCT code FROM coding_code"))
