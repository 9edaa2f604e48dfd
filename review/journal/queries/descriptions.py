"""Facets of records and codings, memos and comments, as they stand."""

from __future__ import annotations

import json
from typing import NamedTuple

from msgspec.structs import replace

from review.domain import Comment, CommentSource, FacetValues, Memo
from review.domain.wording.short_id import short_id
from review.errors import UnknownNameError
from review.journal.journal import Journal
from review.journal.queries.theories.groups import shown_by, written_under
from review.journal.queries.visibility import CODINGS, COMMENTS, MEMOS, MEMOS_FOR_ALL

_FACETS = (
    f"facet LEFT JOIN {CODINGS} AS coding ON coding.coding = target"
    " JOIN record ON record.record = ifnull(coding.record, target)"
)
"""The facets of listed records and of standing codings on them."""


class _FacetRow(NamedTuple):
    target: str
    record: str
    facet: str
    values: str
    event: str
    reviewer: str
    time: str

    def set(self) -> FacetValues:
        return FacetValues(
            self.target,
            self.record,
            self.facet,
            tuple(json.loads(self.values)),
            self.event,
            self.reviewer,
            self.time,
        )


def facets(journal: Journal, *, record: str = "", target: str = "") -> list[FacetValues]:
    """The facets that are set on listed records and their codings: all, those about a record, or those of one target.

    In the order of the records, a record before its codings, then by facet.
    """
    rows = journal.read(
        _FacetRow,
        f'SELECT target, record.record AS record, facet, json_group_array(value) AS "values", event, facet.reviewer AS reviewer,'
        f" facet.time AS time FROM (SELECT * FROM facet WHERE {'target = :target' if target else '1'}"
        f" ORDER BY target, facet, position) AS {_FACETS} WHERE :record IN ('', record.record)"
        " GROUP BY target, facet ORDER BY record.key, coding.coding IS NOT NULL, coding.start, target, facet",
        {"record": record, "target": target},
    )
    return [row.set() for row in rows]


def keys_with_facet(journal: Journal, facet: str, value: str) -> set[int]:
    """The row keys of the records that have a value of a facet, themselves or on one of their codings."""
    return {
        key
        for (key,) in journal.rows(
            f"SELECT DISTINCT key FROM {_FACETS} WHERE facet = ? AND value = ?", (facet, value)
        )
    }


def keys_without_facet(journal: Journal, facet: str) -> set[int]:
    """The row keys of the records on which, and on whose codings, a facet is not set."""
    return {
        key
        for (key,) in journal.rows(
            f"SELECT key FROM record EXCEPT SELECT key FROM {_FACETS} WHERE facet = ?", (facet,)
        )
    }


def memos(journal: Journal, *, target: str = "") -> list[Memo]:
    """The memos, oldest first: all, or those on a record, coding, configuration or code.

    Those on a configuration that was merged are on the one that shows it.
    """
    found = journal.read(
        Memo,
        "SELECT memo.memo AS id, target, text, memo.reviewer, memo.time"
        f" FROM {MEMOS} AS memo CROSS JOIN event ON event.hash = memo.memo"
        " WHERE :target = '' OR target IN (SELECT value FROM json_each(:on)) ORDER BY clock, memo.memo",
        {"target": target, "on": json.dumps(written_under(journal, target))},
    )
    groups = shown_by(journal, (memo.target for memo in found))
    return [replace(memo, target=groups.get(memo.target, memo.target)) for memo in found]


def number_for_all(journal: Journal) -> int:
    """How many memos everybody may see: one's own on a record that waits for others are not among them."""
    return int(journal.value(f"SELECT count(*) FROM {MEMOS_FOR_ALL} AS memo"))


class _CommentRow(NamedTuple):
    comment: str
    target: str
    text: str
    source: str
    who: str
    date: str
    reviewer: str
    time: str

    def made(self) -> Comment:
        return Comment(
            self.comment,
            self.target,
            self.text,
            CommentSource(self.source),
            self.who or None,
            self.date or None,
            self.reviewer,
            self.time,
        )


def comments(journal: Journal, *, on: str = "") -> list[Comment]:
    """The comments, oldest first: all, or those on a record, coding, configuration or code; merged ones as of memos."""
    rows = journal.read(
        _CommentRow,
        "SELECT comment.comment, target, text, source, who, date, comment.reviewer AS reviewer, comment.time AS time"
        f" FROM {COMMENTS} AS comment CROSS JOIN event ON event.hash = comment.comment"
        " WHERE :on = '' OR target IN (SELECT value FROM json_each(:ids)) ORDER BY clock, comment.comment",
        {"on": on, "ids": json.dumps(written_under(journal, on))},
    )
    groups = shown_by(journal, (row.target for row in rows))
    return [row._replace(target=groups.get(row.target, row.target)).made() for row in rows]


_TRIGGERS = (
    f"SELECT coding AS id FROM {CODINGS} AS coding",
    f"SELECT memo FROM {MEMOS} AS memo",
    f"SELECT comment FROM {COMMENTS} AS comment",
)


def found_trigger(journal: Journal, typed: str) -> str:
    """The id of the standing coding, memo or comment that the beginning of an id names.

    Raises:
        UnknownNameError: none or several.
    """
    found = journal.rows(
        "SELECT id FROM (" + " UNION ALL ".join(_TRIGGERS) + ")"
        " WHERE id >= :typed AND id < :typed || 'g' ORDER BY id LIMIT 7",
        {"typed": typed},
    )
    if len(found) == 1 and typed:
        return str(found[0][0])
    if found and typed:
        several = ", ".join(short_id(hash_) for (hash_,) in found[:6])
        raise UnknownNameError(f"'{typed}' matches several codings, memos or comments: {several}")
    raise UnknownNameError(f"Unknown coding, memo or comment '{typed}'; `review show RECORD` lists codings")


def made(journal: Journal, event: str) -> tuple[str, str]:
    """Who did an act, and when; empty if it is unknown."""
    row = journal.row("SELECT reviewer, time FROM event WHERE hash = ?", (event,))
    return (row[0], row[1]) if row else ("", "")
