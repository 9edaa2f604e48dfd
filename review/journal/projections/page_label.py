"""Page labels set by hand, which take precedence over those of a record's text."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from review.acts import Label
from review.journal.projections.events import TypedEvent
from review.journal.projections.table import Table


class PageLabelRow(NamedTuple):
    """The label of one page; `page` is the PDF's, from 1."""

    record: str
    page: int
    label: str


PAGE_LABEL = Table(
    "page_label",
    PageLabelRow,
    keys=("record", "page"),
    subject=("record",),
    sql="""
CREATE TABLE page_label (
    record TEXT NOT NULL, page INTEGER NOT NULL, label TEXT NOT NULL, PRIMARY KEY (record, page)
) WITHOUT ROWID;
""",
)


def fold(connection: sqlite3.Connection, record: str, events: Sequence[TypedEvent]) -> None:
    """Write the labels of a record's pages: of each page the last one set or cleared."""
    labels: dict[int, str] = {}
    for event in events:
        if isinstance(act := event.act, Label):
            labels = {page: label for page, label in labels.items() if not act.page <= page <= act.through}
            labels.update(enumerate(act.labels, act.page))
    rows = [PageLabelRow(record, page, label) for page, label in sorted(labels.items())]
    PAGE_LABEL.replace(connection, (record,), rows)
