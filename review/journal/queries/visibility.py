"""What a reviewer may see of others' work: whatever shows, counts or learns from it asks here.

Where several reviewers must decide on a record, they decide independently. While it waits for enough decisions at such a
stage, nobody sees another's decision there, nor what settled it, nor others' comments and memos on the record; if coding
is blind at the stage, nor others' codings of it with what was said about them. As soon as enough have decided, all of this
appears, for everybody. Comments of stakeholders are open: they decide nothing.

Who looks is the journal's `viewer`. Queries read `DECISIONS`, `CODINGS` … in place of the tables of that name; a test finds
those that do not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache

from msgspec.structs import replace

from review.journal.database import Parameters
from review.journal.event import Event, subject_of
from review.journal.journal import Journal

AT_A_TIME = 1_000
"""How many events are read together."""

VIEWER = "(SELECT viewer())"
"""Who looks, as SQL; a subquery, so that it is asked once for all rows."""


def _needed(record: str) -> str:
    """SQL: how many must decide on a record at the stage of `rule`."""
    drawn = f"SELECT need.reviewers FROM need WHERE need.stage = rule.stage AND need.record = {record}"
    return f"max(rule.reviewers, ifnull(({drawn}), 1))"


def _made(record: str) -> str:
    """SQL: how many have decided on a record at the stage of `rule`."""
    return f"(SELECT count(*) FROM decision AS made WHERE made.record = {record} AND made.stage = rule.stage)"


_SEVERAL = "(EXISTS (SELECT 1 FROM stage_rule WHERE reviewers > 1) OR EXISTS (SELECT 1 FROM need))"
_BLIND = "EXISTS (SELECT 1 FROM stage_rule WHERE blind)"
"""Asked once for all rows: whether any record may wait for several reviewers, and whether codings may be hidden at all."""


def _waits(record: str, of_rule: str) -> str:
    """SQL: whether a record waits for enough decisions, at a stage that satisfies a condition and needs several.

    It waits where it is to be decided on, or where somebody has decided on it. What was merged waits as what it is now.
    """
    return (
        "EXISTS (WITH RECURSIVE one(record) AS (SELECT "
        f"{record} UNION SELECT kept FROM merged_record JOIN one ON merged_record.record = one.record)"
        f" SELECT 1 FROM one, stage_rule AS rule WHERE ({of_rule}) AND {_needed('one.record')} > 1 AND {_made('one.record')}"
        f" BETWEEN (CASE WHEN {_IS_CANDIDATE} THEN 0 ELSE 1 END) AND {_needed('one.record')} - 1)"
    )


_IS_CANDIDATE = (
    "EXISTS (SELECT 1 FROM record AS listed WHERE listed.record = one.record AND listed.role = 'evidence') AND"
    " (rule.before = '' OR EXISTS (SELECT 1 FROM outcome AS earlier WHERE earlier.stage = rule.before"
    " AND earlier.record = one.record AND earlier.decision IN ('include', 'maybe')))"
)


def _at_a_stage(record: str, stage: str) -> str:
    """SQL: whether the decisions on a record at a stage are too few to be seen."""
    too_few = f"{_needed(record)} > max(1, {_made(record)})"
    return (
        f"({_SEVERAL} AND EXISTS (SELECT 1 FROM stage_rule AS rule WHERE rule.stage = {stage} AND {too_few}))"
    )


def _of_row(table: str) -> str:
    """SQL: the same for the record and stage of a row."""
    return _at_a_stage(f"{table}.record", f"{table}.stage")


def _blinded(record: str) -> str:
    """SQL: whether others' codings of a record are hidden."""
    return f"({_BLIND} AND {_waits(record, 'rule.blind')})"


def _on(target: str) -> str:
    """SQL: whether what others say on a record or coding is hidden. A coding that was removed had a record, too."""
    of_coding = f"(SELECT event.record FROM event WHERE event.hash = {target} AND event.kind = 'code')"
    return f"(({_SEVERAL} AND {_waits(target, '1')}) OR {_blinded(of_coding)})"


def _of_others(table: str, hidden: str) -> str:
    """SQL: a table without the rows by others that are hidden."""
    return f"(SELECT * FROM {table} WHERE {table}.reviewer = {VIEWER} OR NOT {hidden})"


DECISIONS = _of_others("decision", _of_row("decision"))
SETTLEMENTS = _of_others("settlement", _of_row("settlement"))
CONFLICT_TIES = _of_others("conflict_tie", _of_row("conflict_tie"))
CODINGS = _of_others("coding", _blinded("coding.record"))
CODING_CODES = f"(SELECT coding_code.* FROM coding_code JOIN {CODINGS} AS coding USING (coding))"
MERGED_CODES = f"(SELECT merged_code.* FROM merged_code JOIN {CODINGS} AS coding USING (coding))"
REJECTIONS = _of_others("rejection", _blinded("rejection.record"))
DONE_MARKS = _of_others("done_mark", _blinded("done_mark.record"))
HELD = f"(SELECT held.* FROM held JOIN {CODINGS} AS coding USING (coding))"
MEMOS = _of_others("memo", _on("memo.target"))
COMMENTS = _of_others(
    "comment",
    f"({_on('comment.target')} AND comment.reviewer NOT IN (SELECT name FROM stakeholder))",
)
"""The tables as the viewer may see them; each is put after ``FROM`` or ``JOIN``, with ``AS`` and its table's name."""

EACH_CODING = (
    "coding.record || ' ' || coding.text_sha256 || ' ' || start || ' ' || \"end\" || ' ' || coding.reviewer"
)
"""SQL: what tells codings apart, for ``count(DISTINCT …)`` over `CODINGS`: a passage with its codes by one person is one, in however many acts they came."""

MEMOS_FOR_ALL = f"(SELECT * FROM memo WHERE NOT {_on('memo.target')})"
"""The memos that everybody may see."""

SEEN = {
    "decision": DECISIONS,
    "settlement": SETTLEMENTS,
    "conflict_tie": CONFLICT_TIES,
    "coding": CODINGS,
    "coding_code": CODING_CODES,
    "merged_code": MERGED_CODES,
    "rejection": REJECTIONS,
    "done_mark": DONE_MARKS,
    "held": HELD,
    "memo": MEMOS,
    "comment": COMMENTS,
}
"""By table: what is read instead of it."""


def seen_events(journal: Journal, events: Iterable[Event]) -> list[Event]:
    """The events, without those about what the viewer may not see yet.

    What somebody imported has the decisions in the file: these are left out while they are hidden.
    """
    hides = Hidden(journal)
    return [hides.without_decisions(event) for event in events if not hides.event(event)]


def seen_one_by_one(
    journal: Journal, where: str, parameters: Parameters, last: int | None
) -> Iterator[Event]:
    """The same of the events that satisfy an SQL condition, read a page at a time, or the `last` of those that are seen."""
    if last:
        yield from _last_seen(journal, where, parameters, last)
        return
    found = journal.rows(f"SELECT sequence FROM event WHERE {where} ORDER BY clock, hash", parameters)
    keys = [key for (key,) in found]
    for start in range(0, len(keys), AT_A_TIME):
        page = json.dumps(keys[start : start + AT_A_TIME])
        events = journal.events("sequence IN (SELECT value FROM json_each(?))", (page,))
        yield from seen_events(journal, events)


def _last_seen(journal: Journal, where: str, parameters: Parameters, last: int) -> list[Event]:
    """The last so many that the viewer may see, oldest first: where some of the newest are hidden, older ones come for them."""
    read = last
    while True:
        newest = journal.events(where, parameters, order=f"clock DESC, hash DESC LIMIT {read}")
        seen = seen_events(journal, newest)
        if len(seen) >= last or len(newest) < read:
            return seen[:last][::-1]
        read = max(2 * read, AT_A_TIME)


def hidden_events(journal: Journal) -> list[str]:
    """The hashes of the events that the viewer may not see yet."""
    if not _may_hide(journal):
        return []
    others = journal.events(
        f"reviewer <> {VIEWER} AND (" + " OR ".join(f"subject GLOB '{kind}:*'" for kind in _SUBJECTS) + ")"
    )
    hides = Hidden(journal)
    return [event.hash for event in others if hides.event(event)]


def may_see(journal: Journal, event: str) -> bool:
    """Whether the viewer may see the event with this hash, if there is one."""
    return not journal.events("hash = ?", (event,)) or bool(
        seen_events(journal, journal.events("hash = ?", (event,)))
    )


_SUBJECTS = (
    "decision", "settlement", "conflict-tie", "coding", "reject", "done", "holds", "memo", "comment", "facet",
)  # fmt: skip
"""The first words of the subjects of events that may be hidden."""


def _may_hide(journal: Journal) -> bool:
    return bool(journal.value(f"SELECT {_SEVERAL} OR {_BLIND}"))


class Hidden:
    """Which events are about what the viewer may not see yet, as things stand when it is made and asked."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._any = _may_hide(journal)
        self._waits = cache(self._ask)

    def event(self, event: Event) -> bool:
        """Whether an event is hidden. Those who did it see it; so does everybody what nobody waits for."""
        if not self._any or event.reviewer == self._journal.database.viewer:
            return False
        kind, _, name = subject_of(event.hash, event.reviewer, event.act).partition(":")
        match kind:
            case "decision" | "settlement" | "conflict-tie":
                record, stage, *_ = name.split(":", 2)
                return self._waits(_AT_STAGE, record, stage)
            case "memo" | "comment":
                return self._waits(_SAID[kind], name, event.reviewer)
            case "coding" | "reject" | "done":
                return self._waits(_OF_PASSAGE, name, "")
            case "facet" if event.act.get("target") != event.act.get("record"):
                return self._waits(_OF_PASSAGE, str(event.act.get("target")), "")
            case "holds":
                return self._waits(_OF_HELD, name, "")
        return False

    def without_decisions(self, event: Event) -> Event:
        """An event, without the decisions of an imported reference on a record that waits."""
        if not self._any or event.kind != "import" or event.reviewer == self._journal.database.viewer:
            return event
        reference = event.act.get("reference")
        if not isinstance(reference, dict) or not reference.get("decisions"):
            return event
        if not self._waits(_ON_RECORD, str(event.act.get("record", "")), ""):
            return event
        return replace(event, act={**event.act, "reference": {**reference, "decisions": []}})

    def _ask(self, sql: str, name: str, other: str) -> bool:
        return bool(self._journal.value(f"SELECT {sql}", {"name": name, "other": other}))


_AT_STAGE = _at_a_stage(":name", ":other")
_ON_RECORD = _waits(":name", "1")
_TARGET = "(SELECT json_extract(act, '$.{}') FROM event AS said WHERE said.hash = :name AND json_valid(act))"
_SAID = {
    "memo": _on(_TARGET.format("target")),
    "comment": f"({_on(_TARGET.format('on'))} AND :other NOT IN (SELECT name FROM stakeholder))",
}
_OF_PASSAGE = _blinded("(SELECT event.record FROM event WHERE event.hash = :name)")
_OF_HELD = (
    "EXISTS (SELECT 1 FROM event AS said, json_each(CASE WHEN json_valid(said.act)"
    " THEN json_extract(said.act, '$.codings') ELSE '[]' END) AS each JOIN event ON event.hash = each.value"
    f" WHERE said.hash = :name AND {_blinded('event.record')})"
)
"""SQL of whether the subject with a name is hidden: by record and stage, by what was said, by passage, by looking again."""
