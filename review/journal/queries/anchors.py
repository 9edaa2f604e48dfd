"""The places of codings, rejections, done marks and other acts on passages, on any text."""

from __future__ import annotations

from msgspec import Struct

from review.journal.journal import Journal


class Anchor(Struct, frozen=True):
    """A span of a text, and the subject (``coding:…``, ``fragment:…``, ``done:…``) of the events that put something there.

    `page_label` and `label_source` are the text's own. `page` is 0 and these are empty for what keeps no page.
    """

    subject: str
    text_sha256: str
    start: int
    end: int
    page: int
    page_label: str
    label_source: str


def of_record(journal: Journal, record: str) -> list[Anchor]:
    """Every anchor in a record's texts, the codings first; fragments in records that were merged into it are among them."""
    return journal.read(
        Anchor,
        "WITH RECURSIVE merged(record) AS (SELECT :record UNION SELECT merged_record.record FROM merged_record"
        " JOIN merged ON merged_record.kept = merged.record)"
        ' SELECT subject, text_sha256, start, "end", page, page_label, label_source FROM ('
        "SELECT 1 AS place, 'coding:' || coding AS subject, text_sha256, start, \"end\", page, page_label, label_source"
        " FROM coding WHERE record = :record"
        " UNION ALL SELECT 1, 'fragment:' || fragment, text_sha256, start, \"end\", page, page_label, label_source"
        " FROM fragment WHERE record IN (SELECT record FROM merged)"
        " UNION ALL SELECT 2, 'reject:' || event, text_sha256, start, \"end\", 0, '', '' FROM rejection WHERE record = :record"
        " UNION ALL SELECT 3, 'done:' || event, text_sha256, start, \"end\", 0, '', '' FROM done_mark WHERE record = :record"
        " UNION ALL SELECT 4, 'appraisal:' || appraisal, text_sha256, start, \"end\", 0, '', ''"
        " FROM appraisal WHERE record = :record AND text_sha256 <> ''"
        " UNION ALL SELECT 5, 'looked-at:' || event, text_sha256, start, \"end\", 0, '', '' FROM looked_at WHERE record = :record"
        ") ORDER BY place, start, subject",
        {"record": record},
    )
