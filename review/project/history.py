"""History: undo and redo, the audit trail, verification, backups."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from review.acts import Memo as MemoAct
from review.acts import read_plain
from review.domain import UnreadEvent
from review.journal import Event
from review.journal.event import REVERSALS, subject_of
from review.project.records import RecordService
from review.project.screening import ScreeningService
from review.project.service import Acknowledgement, Context, Service
from review.project.theory import TheoryService

_VERBS = {
    "ingest": "reading",
    "reread": "another reading",
    "reanchor": "move to another reading",
    "import": "import",
    "decide": "decision",
    "code": "coding",
    "recode": "change of a coding",
    "uncode": "removal of a coding",
    "source-type": "source type",
    "memo": "memo",
    "edit": "correction of the reference",
    "confirm": "confirmation",
    "reject": "rejected suggestion",
    "done": "done mark",
    "merge": "merge of records",
    "relate": "relation",
}


_LONGEST_KIND = 40


_SHOWN = 12
"""Digits of an id, as commands take it."""


_ABOUT_THE_RECORD = frozenset({"ingest", "reread", "import"})
"""A reading is *of* a record; a decision is *on* it."""


class HistoryService(Service):
    """The verbs about the journal itself."""

    def __init__(
        self, context: Context, theory: TheoryService, records: RecordService, screening: ScreeningService
    ) -> None:
        super().__init__(context)
        self._theory = theory
        self._records = records
        self._screening = screening

    def undo(self) -> Acknowledgement:
        """Take back this reviewer's last decision, coding, memo or theory act; the message says what depends on it.

        Raises:
            JournalError: there is nothing to undo.
        """
        from review.journal import history

        reversal = history.undo(self.journal, self.reviewer)
        depends = f" (what rests on it stays: {', '.join(reversal.depends)})" if reversal.depends else ""
        return Acknowledgement(reversal.event.hash, f"Undone: {self.describe(reversal.of)}{depends}")

    def redo(self) -> Acknowledgement:
        """Do again what was undone last.

        Raises:
            JournalError: there is nothing to redo.
        """
        from review.journal import history

        reversal = history.redo(self.journal, self.reviewer)
        return Acknowledgement(reversal.event.hash, f"Done again: {self.describe(reversal.of)}")

    def describe(self, event: Event) -> str:
        """An event in a few words: ``decision (exclude) on Rahman, 2016``."""
        act = event.act
        if unread := event.unread:
            return unread.reason or f"{unread.kind[:_LONGEST_KIND]} (an act of a newer version)"
        if event.kind in REVERSALS:
            reversed_ = self.journal.events("hash = ?", (act["event"],))
            described = [one.kind if one.kind in REVERSALS else self.describe(one) for one in reversed_]
            return f"{event.kind} of {described[0]}" if described else event.kind
        words = _VERBS.get(event.kind, f"theory map: {event.kind}")
        if event.kind == "merge":
            return f"{words}: {self._named(act['kept'])} ← {self._named(act['record'])}"
        detail = _detail(event)
        where = ""
        # As the type has it: a newer version may have put something else under that name.
        typed = read_plain(act)
        record = typed.target if isinstance(typed, MemoAct) else getattr(typed, "record", "")
        if record and self._records.key_of(record) is not None:
            preposition = "of" if event.kind in _ABOUT_THE_RECORD else "on"
            where = f" {preposition} {self._records.get(record).author_year}"
            detail = "" if event.kind == "memo" else detail
        return f"{words}{f' ({detail})' if detail else ''}{where}"

    def _named(self, record: str) -> str:
        """A record as the log names it, also one that was merged: the citation and the id's beginning."""
        from review.journal.queries import references

        known = self._records.key_of(record) is not None
        cited = (
            self._records.get(record).author_year
            if known
            else references.citation_before_merge(self.journal, record)
        )
        return f"{cited} ({record[:_SHOWN]})"

    def events(self, record: str = "", limit: int | None = None) -> list[Event]:
        """The events, oldest first: all, or those about a record; with `limit` only the last so many.

        Decisions that this reviewer may not see yet are left out.
        """
        found = self._events(record, limit)
        return [event for event in found if not self._is_blind_to(event)]

    def _is_blind_to(self, event: Event) -> bool:
        """Whether an event is about another's decision at a stage where too few have decided."""
        subject = subject_of(event.hash, event.reviewer, event.act)
        if not subject.startswith("decision:"):
            return False
        _, record, stage, reviewer = subject.split(":", 3)
        several = stage in self._theory.stages and self._theory.map.stage(stage).reviewers > 1
        return several and reviewer != self.reviewer and self._screening.outcome(record, stage) == "none"

    def _events(self, record: str, limit: int | None) -> list[Event]:
        where, parameters = ("record = ?", (record,)) if record else ("1", ())
        if not limit:
            return self.journal.events(where, parameters)
        return self.journal.events(where, parameters, order=f"clock DESC, hash DESC LIMIT {int(limit)}")[::-1]

    def unread_events(self) -> Sequence[UnreadEvent]:
        """The events that are kept and have no effect: a newer version's, and those that are not valid."""
        from review.journal.queries.unread import unread_events

        return unread_events(self.journal)

    def verify(self) -> list[str]:
        """What is not as it should be: hash chains, tables, texts, indexes, files; a line each."""
        from review.journal.verification import problems

        return list(problems(self.journal, self.folder))

    def rebuild(self) -> list[str]:
        """Make every table again from the events and texts; a line for each that has fewer rows than before, or for why not.

        Where events are damaged or missing, the tables may be the last place that holds what people did: then nothing is
        made again.
        """
        from review.journal.verification import rebuilt

        return list(rebuilt(self.journal))

    def backup(self, target: Path) -> Path:
        """Write a consistent copy of the journal.

        Raises:
            JournalError: the target exists or cannot be written.
        """
        from review.journal import backup

        return backup.copy(self.journal, target)


def _detail(event: Event) -> str:
    """What an act says most of all, in a word or two."""
    act = event.act
    match event.kind:
        case "edit" | "confirm":
            return ", ".join(act["fields"])
        case "memo":
            return f"on {act['target'][:12]}"
        case "done":
            return ""
        case "code" | "recode":
            return ", ".join([*act.get("codes", ()), *filter(None, (act.get("stance"), act.get("status")))])
    return str(act.get("decision") or act.get("source_type") or act.get("code") or "")
