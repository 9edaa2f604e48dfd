"""The standing acts of reviewers: decisions, codings, rejections, done marks, memos."""

from __future__ import annotations

import json
from typing import NamedTuple

from msgspec.structs import replace

from review.acts import Decide
from review.domain import (
    Coding,
    Decision,
    DecisionKind,
    DoneMark,
    EvidenceStatus,
    LabelSource,
    Memo,
    Rejection,
    Settlement,
    Stance,
)
from review.domain.wording.given import as_text
from review.errors import UnknownNameError
from review.journal import validity
from review.journal.journal import Journal
from review.journal.queries.page_labels import (
    present_label,
    present_source,
    set_by_hand,
    with_last_pages,
    with_paragraphs,
)
from review.journal.queries.theories.groups import shown_by, written_under
from review.journal.queries.theory import codes_under
from review.journal.queries.visibility import (
    CODINGS,
    COMMENTS,
    DECISIONS,
    DONE_MARKS,
    MEMOS,
    REJECTIONS,
    SETTLEMENTS,
)


def _where(**equal: str) -> tuple[str, list[str]]:
    """A condition that columns equal the given values, and its parameters; empty values give no condition."""
    given = {column: value for column, value in equal.items() if value}
    return " AND ".join(f"{column} = ?" for column in given) or "1", list(given.values())


def decisions(
    journal: Journal, *, record: str = "", stage: str = "", hidden_too: bool = False
) -> list[Decision]:
    """The current decisions that the viewer may see, on records in the lists; ordered by record, stage, reviewer.

    With `hidden_too` all of them: for what compares and stores, and shows nobody what it saw.
    """
    found = journal.read(
        _DecisionRow,
        "SELECT event, record, stage, reviewer, decision, criteria, note, overrides, time, theories, theory_event"
        f" FROM {'decision' if hidden_too else DECISIONS} AS decision JOIN record USING (record)"
        " WHERE :record IN ('', record) AND :stage IN ('', stage) ORDER BY record, stage, reviewer",
        {"record": record, "stage": stage},
    )
    return [row.decided() for row in found]


class _DecisionRow(NamedTuple):
    event: str
    record: str
    stage: str
    reviewer: str
    decision: str
    criteria: str
    note: str
    overrides: str
    time: str
    theories: str
    theory_event: str

    def decided(self) -> Decision:
        return Decision(
            self.event,
            self.record,
            self.stage,
            self.reviewer,
            DecisionKind(self.decision),
            tuple(json.loads(self.criteria)),
            self.note,
            json.loads(self.overrides),
            self.time,
            tuple(json.loads(self.theories)),
            self.theory_event,
        )


def settlements(journal: Journal, *, record: str = "", stage: str = "") -> list[Settlement]:
    """The settlements that count, on records in the lists; ordered by record and stage.

    One counts as long as there is an outcome, which is as long as as many reviewers as the stage needs have decided: then
    everybody may see it.
    """
    found = journal.read(
        _SettlementRow,
        "SELECT event, record, stage, reviewer, settlement.decision, reason, criteria, time"
        f" FROM {SETTLEMENTS} AS settlement JOIN outcome USING (record, stage) JOIN record USING (record)"
        " WHERE :record IN ('', record) AND :stage IN ('', stage) ORDER BY record, stage",
        {"record": record, "stage": stage},
    )
    return [row.settled() for row in found]


class _SettlementRow(NamedTuple):
    event: str
    record: str
    stage: str
    reviewer: str
    decision: str
    reason: str
    criteria: str
    time: str

    def settled(self) -> Settlement:
        return Settlement(
            self.event,
            self.record,
            self.stage,
            self.reviewer,
            DecisionKind(self.decision),
            self.reason,
            tuple(json.loads(self.criteria)),
            self.time,
        )


def own_history(journal: Journal, record: str, reviewer: str) -> list[tuple[Decision, bool]]:
    """A reviewer's decisions on a record, oldest first, replaced and undone ones too, and whether each was undone."""
    events = journal.events("record = ? AND reviewer = ? AND kind = 'decide'", (record, reviewer))
    read = ((event, validity.checked(event.act)) for event in events)
    return [
        (
            Decision(
                event.hash,
                record,
                act.stage,
                reviewer,
                act.decision,
                act.criteria,
                act.note,
                act.overrides,
                event.time,
                act.theories,
                act.theory_event,
            ),
            event.undone,
        )
        for event, act in read
        if isinstance(act, Decide)
    ]


def outcome_of(journal: Journal, record: str, stage: str) -> str:
    """What the decisions come to: a decision, ``conflict`` or ``none``."""
    return (
        journal.value("SELECT decision FROM outcome WHERE record = ? AND stage = ?", (record, stage))
        or "none"
    )


def outcomes(journal: Journal, *, stage: str = "") -> dict[tuple[str, str], str]:
    """What the decisions on records in the lists come to, by (record, stage); pairs without an outcome are left out."""
    where, parameters = _where(stage=stage)
    return {
        (record, at): decision
        for record, at, decision in journal.rows(
            f"SELECT record, stage, decision FROM outcome JOIN record USING (record) WHERE {where}",
            parameters,
        )
    }


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


def rejections(journal: Journal, *, record: str = "") -> list[Rejection]:
    """The suggestions that were rejected, those on a text that is no longer the record's left out."""
    where, parameters = _where(record=record)
    return journal.read(
        Rejection,
        'SELECT event, record, code, start, "end", reviewer,'
        " (SELECT number FROM theory_version WHERE event = theory_event) AS theory_version"
        f" FROM {REJECTIONS} AS rejection JOIN record USING (record, text_sha256) WHERE {where} ORDER BY record, start, event",
        parameters,
    )


def done_marks(journal: Journal, *, record: str = "") -> list[DoneMark]:
    """The spans that reviewers have marked as done, without those on a text that is no longer the record's."""
    where, parameters = _where(record=record)
    return [
        DoneMark(event, of, start, end, reviewer, tuple(json.loads(codes)))
        for event, of, start, end, reviewer, codes in journal.rows(
            f'SELECT event, record, start, "end", reviewer, codes FROM {DONE_MARKS} AS done_mark'
            f" JOIN record USING (record, text_sha256) WHERE {where} ORDER BY record, start, event",
            parameters,
        )
    ]


def made(journal: Journal, event: str) -> tuple[str, str]:
    """Who did an act, and when; empty if it is unknown."""
    row = journal.row("SELECT reviewer, time FROM event WHERE hash = ?", (event,))
    return (row[0], row[1]) if row else ("", "")


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
    raise UnknownNameError(f"'{typed}' matches several codings: {', '.join(c.id[:12] for c in found[:6])}")


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
        several = ", ".join(hash_[:12] for (hash_,) in found[:6])
        raise UnknownNameError(f"'{typed}' matches several codings, memos or comments: {several}")
    raise UnknownNameError(f"Unknown coding, memo or comment '{typed}'; `review show RECORD` lists codings")
