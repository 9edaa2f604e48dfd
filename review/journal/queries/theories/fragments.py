"""Fragments of configurations as they stand, each under the configuration that shows it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from msgspec.structs import replace

from review.domain import EvidenceStatus, LabelSource, Record
from review.domain.record import year_letter
from review.domain.theories.configuration import Fragment, Relation
from review.journal.journal import Journal
from review.journal.queries import references
from review.journal.queries.page_labels import (
    present_label,
    present_source,
    set_by_hand,
    with_last_pages,
    with_paragraphs,
)
from review.journal.queries.theories.groups import Groups, Shown
from review.journal.queries.visibility import CODINGS


def fragments(
    journal: Journal,
    groups: Groups,
    where: str = "1",
    parameters: Sequence[str] = (),
    *,
    texts_in: Journal | None = None,
    last_pages: bool = True,
) -> list[Fragment]:
    """The fragments that satisfy an SQL condition on ``fragment``, in the order in which they were put.

    `texts_in` is the journal with the texts, if it is another one. Without `last_pages` passages seem to end on the page on which
    they begin, and no text with pages is read.

    One whose record was merged into another is in that one; those in unknown records, and those of configurations that were
    undone, are left out.
    """
    rows = journal.rows(
        f"SELECT {_COLUMNS} FROM fragment LEFT JOIN record USING (record) {set_by_hand('fragment')} WHERE {where}"
        " ORDER BY fragment.clock, fragment.fragment",
        parameters,
    )
    made = [_made(row, shown) for row in rows if (shown := groups.of(row[_CMOC]))]
    has_texts = texts_in or journal
    made = with_last_pages(journal, made, has_texts) if last_pages else with_paragraphs(made, has_texts)
    return list(_in_listed_records(journal, made))


def fragments_in(journal: Journal, record: str, groups: Groups | None = None) -> list[Fragment]:
    """The fragments in a record, by place; those in records that were merged into it are among them."""
    merged = journal.rows(
        "WITH RECURSIVE those(record) AS (SELECT ? UNION SELECT merged_record.record FROM merged_record"
        " JOIN those ON merged_record.kept = those.record) SELECT record FROM those",
        (record,),
    )
    records = json.dumps([one for (one,) in merged])
    where = "fragment.record IN (SELECT value FROM json_each(?))"
    found = fragments(journal, groups or Groups(journal), where, (records,))
    return sorted((one for one in found if one.record == record), key=lambda one: (one.start, one.end))


# Plain tuples and tables of names, since there may be ten thousand rows behind one screen.
_RELATIONS = {str(one): one for one in Relation}
_SOURCES = {str(one): one for one in LabelSource}
_STATUSES: dict[str, EvidenceStatus | None] = {"": None, **{str(one): one for one in EvidenceStatus}}


def _made(row: tuple[Any, ...], shown: Shown) -> Fragment:
    """The fragment in a row; its `citation` is empty where its record is not listed."""
    (
        id_, _, element, role, relation, record, text_sha256, start, end, quote, status, reviewer, time,
        page, page_label, label_source, author, year, letter, present_text,
    ) = row  # fmt: skip
    return Fragment(
        id_,
        element or id_,
        role,
        record,
        _RELATIONS[relation],
        text_sha256,
        start,
        end,
        quote,
        reviewer,
        time,
        page,
        page_label,
        _SOURCES[label_source],
        None,
        _STATUSES[status],
        "" if author is None else _cited(author, year, letter),
        present_text != text_sha256,
        shown.id,
        shown.label,
    )


_OWN_STATUS = (
    "CASE WHEN fragment.status <> '' THEN fragment.status ELSE"
    f" ifnull((SELECT coding.status FROM {CODINGS} AS coding"
    ' WHERE coding.record = fragment.record AND coding.start = fragment.start AND coding."end" = fragment."end"'
    " AND coding.text_sha256 = fragment.text_sha256 AND coding.reviewer = fragment.reviewer AND coding.status <> ''"
    " ORDER BY coding.time DESC, coding.coding DESC LIMIT 1), '') END AS status"
)
"""The status that was given, else that of the reviewer's own coding of the same passage."""

_CMOC = 1
"""The place of the configuration in a row of `_COLUMNS`."""

_COLUMNS = (
    "fragment.fragment, fragment.cmoc, fragment.element, fragment.role, fragment.relation, fragment.record,"
    f' fragment.text_sha256, fragment.start, fragment."end", fragment.quote, {_OWN_STATUS}, fragment.reviewer, fragment.time,'
    f" fragment.page, {present_label('fragment')}, {present_source('fragment')}, short_author, year, letter,"
    " record.text_sha256 AS present_text"
)


@lru_cache(maxsize=4096)
def _cited(author: str, year: int | None, letter: int) -> str:
    return Record("", "", year=year, short_author=author, year_suffix=year_letter(letter)).author_year


def _in_listed_records(journal: Journal, those: Iterable[Fragment]) -> Iterator[Fragment]:
    """The fragments, each in a record that is listed: its own, or the one that was merged into."""

    @cache
    def listed(record: str) -> tuple[str, str, str] | None:
        sql = "SELECT text_sha256, short_author, year, letter FROM record WHERE record = ?"
        kept = references.resolved(journal, record)
        if not kept:
            return None
        text_sha256, *cited = journal.row(sql, (kept,))
        return kept, text_sha256, _cited(*cited)

    for one in those:
        if one.citation:
            yield one
        elif found := listed(one.record):
            kept, text_sha256, citation = found
            yield replace(one, record=kept, citation=citation, is_lost=one.text_sha256 != text_sha256)
