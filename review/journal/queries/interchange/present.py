"""What is in the review, hidden or not, so that an import adds nothing twice; it shows nobody what it saw."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from review.journal.journal import Journal
from review.journal.queries.visibility import CODINGS, MEMOS


class Passage(NamedTuple):
    """A span of a record's present text, and who coded it."""

    record: str
    start: int
    end: int
    reviewer: str


def codes_on_passages(journal: Journal) -> dict[Passage, set[str]]:
    """The codes on each passage that a reviewer coded in the present text of a listed record."""
    return _codes(journal, "")


def hidden_codes(journal: Journal) -> dict[Passage, set[str]]:
    """Those of them that the viewer may not see."""
    return _codes(journal, f" WHERE coding.coding NOT IN (SELECT coding FROM {CODINGS} AS seen)")


def _codes(journal: Journal, which: str) -> dict[Passage, set[str]]:
    found: dict[Passage, set[str]] = defaultdict(set)
    for record, start, end, reviewer, code in journal.rows(
        'SELECT record, start, "end", coding.reviewer, code FROM coding JOIN coding_code USING (coding)'
        f" JOIN record USING (record, text_sha256){which}"
    ):
        found[Passage(record, start, end, reviewer)].add(code)
    return dict(found)


def memos(journal: Journal) -> set[tuple[str, str]]:
    """The target and text of each memo."""
    return {(target, text) for target, text in journal.rows("SELECT target, text FROM memo")}


def hidden_memos(journal: Journal) -> set[tuple[str, str]]:
    """The target and text of each memo that the viewer may not see."""
    sql = f"SELECT target, text FROM memo EXCEPT SELECT target, text FROM {MEMOS} AS seen"
    return {(target, text) for target, text in journal.rows(sql)}


def comments(journal: Journal) -> set[tuple[str, str]]:
    """The target and text of each comment; the target of one on the whole review is empty."""
    return {(target, text) for target, text in journal.rows("SELECT target, text FROM comment")}


def coded_codes(journal: Journal) -> frozenset[str]:
    """The codes that some passage has."""
    return frozenset(code for (code,) in journal.rows("SELECT DISTINCT code FROM coding_code"))
