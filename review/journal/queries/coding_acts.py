"""Codings, rejections and done marks, as they stand."""

from __future__ import annotations

import json
from typing import NamedTuple

from review.domain import (
    Coding,
    DoneMark,
    EvidenceStatus,
    LabelSource,
    Rejection,
    Stance,
)
from review.domain.wording.given import as_text
from review.domain.wording.short_id import short_id
from review.errors import UnknownNameError
from review.journal.journal import Journal
from review.journal.queries.page_labels import (
    present_label,
    present_source,
    set_by_hand,
    with_last_pages,
    with_paragraphs,
)
from review.journal.queries.theory import codes_under
from review.journal.queries.visibility import (
    CODINGS,
    DONE_MARKS,
    REJECTIONS,
)


class _CodingRow(NamedTuple):
    coding: str
    record: str
    text_sha256: str
    start: int
    end: int
    quote: str
    status: str
    reviewer: str
    time: str
    page: int
    page_label: str
    label_source: str
    memo: str
    theory_version: int | None
    theory_event: str
    suggested: int
    is_lost: int
    stances: str

    def coded(self) -> Coding:
        return Coding(
            id=self.coding,
            record=self.record,
            text_sha256=self.text_sha256,
            start=self.start,
            end=self.end,
            quote=self.quote,
            stances={code: Stance(stance) for code, stance in json.loads(self.stances)},
            status=EvidenceStatus(self.status) if self.status else None,
            reviewer=self.reviewer,
            time=self.time,
            page=self.page,
            page_label=self.page_label,
            label_source=LabelSource(self.label_source),
            memo=self.memo,
            theory_version=self.theory_version,
            theory_event=self.theory_event,
            suggested=bool(self.suggested),
            is_lost=bool(self.is_lost),
        )


_CODING = (
    'coding.coding, coding.record, coding.text_sha256, start, "end", quote, status, coding.reviewer, coding.time, coding.page,'
    f" {present_label('coding')}, {present_source('coding')}, memo, (SELECT number FROM theory_version WHERE event = theory_event) AS theory_version, theory_event,"
    " suggested, coding.text_sha256 <> record.text_sha256 AS is_lost, (SELECT json_group_array(json_array(code, stance)) FROM"
    " (SELECT code, stance FROM coding_code WHERE coding_code.coding = coding.coding ORDER BY position)) AS stances"
)


def codings(
    journal: Journal,
    *,
    record: str = "",
    code: str = "",
    coding: str = "",
    placed: bool = False,
    texts_in: Journal | None = None,
    last_pages: bool = True,
) -> list[Coding]:
    """The current codings on listed records, in the order of record and place; a theory's code includes its sub-themes'.

    `coding` is the beginning of an id. With `placed`, without those on a text that is no longer the
    record's. `texts_in` is the journal with the texts, if it is another one. Without `last_pages`
    passages seem to end on the page on which they begin: enough for counts, and no text with pages is read.
    """
    conditions = ["coding.text_sha256 = record.text_sha256" if placed else "1"]
    parameters: list[object] = []
    if record:
        conditions.append("coding.record = ?")
        parameters.append(record)
    if coding:
        conditions.append("coding.coding >= ? AND coding.coding < ?")
        parameters += [coding, coding + "g"]
    if code:
        conditions.append(
            "coding.coding IN (SELECT coding FROM coding_code WHERE code IN (SELECT value FROM json_each(?)))"
        )
        parameters.append(json.dumps(codes_under(journal, code)))
    found = journal.read(
        _CodingRow,
        f"SELECT {_CODING} FROM {CODINGS} AS coding JOIN record USING (record) {set_by_hand('coding')} WHERE {' AND '.join(conditions)}"
        ' ORDER BY record.key, start, "end", coding.time, coding.coding',
        parameters,
    )
    coded = [row.coded() for row in found]
    has_texts = texts_in or journal
    return with_last_pages(journal, coded, has_texts) if last_pages else with_paragraphs(coded, has_texts)


def found_coding(journal: Journal, typed: str) -> Coding:
    """The coding that the beginning of an id names.

    Raises:
        UnknownNameError: none or several.
    """
    found = codings(journal, coding=typed) if as_text("a coding", typed) else []
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownNameError(f"Unknown coding '{typed}'; `review show RECORD` lists them")
    raise UnknownNameError(
        f"'{typed}' matches several codings: {', '.join(short_id(c.id) for c in found[:6])}"
    )


def rejections(journal: Journal, *, record: str = "") -> list[Rejection]:
    """The suggestions that were rejected, those on a text that is no longer the record's left out."""
    return journal.read(
        Rejection,
        'SELECT event, record, code, start, "end", reviewer,'
        " (SELECT number FROM theory_version WHERE event = theory_event) AS theory_version"
        f" FROM {REJECTIONS} AS rejection JOIN record USING (record, text_sha256) WHERE {'record = ?' if record else '1'} ORDER BY record, start, event",
        [record] if record else [],
    )


def done_marks(journal: Journal, *, record: str = "") -> list[DoneMark]:
    """The spans that reviewers have marked as done, without those on a text that is no longer the record's."""
    return [
        DoneMark(event, of, start, end, reviewer, tuple(json.loads(codes)))
        for event, of, start, end, reviewer, codes in journal.rows(
            f'SELECT event, record, start, "end", reviewer, codes FROM {DONE_MARKS} AS done_mark'
            f" JOIN record USING (record, text_sha256) WHERE {'record = ?' if record else '1'} ORDER BY record, start, event",
            [record] if record else [],
        )
    ]
