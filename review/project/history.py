"""History: undo and redo, the audit trail, verification, backups."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event as StopEvent
from typing import TYPE_CHECKING

from review.acts import Act, AddElement, Adopt, Import, Memo, Reversal, Unread, WordElement, kinds_of
from review.domain import UnreadEvent
from review.domain.canonical import is_hash
from review.domain.citation import LetterClash
from review.domain.wording.counted import counted
from review.domain.wording.moments import day_of
from review.domain.wording.one_line import first_words
from review.domain.wording.quoted import quoted
from review.errors import ReviewError, UnknownNameError
from review.journal import texts, validity
from review.journal.event import Event
from review.journal.journal import OF_RECORD_AND_ALL_WITH_IT, Journal
from review.journal.queries import reading_order
from review.journal.queries.visibility import seen_one_by_one
from review.journal.updating import Progress
from review.project.records import RecordService
from review.project.service import Context, Reversed, Service
from review.project.theories.map_file import MapFileService
from review.project.theory import TheoryService
from review.theory_map import TheoryMap

if TYPE_CHECKING:
    from review.journal.reversal.history import Reversal as HistoryReversal

_LONGEST_KIND = 40
_REVERSALS = kinds_of(Reversal)


class HistoryService(Service):
    """Acts on the journal itself."""

    def __init__(
        self, context: Context, theory: TheoryService, map_file: MapFileService, records: RecordService
    ) -> None:
        super().__init__(context)
        self._theory = theory
        self._map_file = map_file
        self._records = records

    def undo(self, stop: StopEvent | None = None) -> Reversed:
        """Undo this reviewer's last decision, coding, memo or change to a theory.

        The message says what depends on it and which settlements no longer count, and quotes the first words of the passage that it was about, or of its memo.

        It names the day of an act that was made in another copy: it may not be what was done last here.

        What one command did to several records, or with several acts, is undone together. `stop` ends that after a short
        step; the next undo goes on with the rest.

        An edited ``theory_map.yaml`` whose application is undone can be applied again.

        Raises:
            JournalError: there is nothing to undo, or a file that another reviewer applied later has the change in it.
        """
        from review.journal.reversal import history

        reversal = history.undo(self._journal, self._reviewer, stop)
        depends = (
            f" (kept, although it depends on it: {', '.join(reversal.depends)})" if reversal.depends else ""
        )
        rest = depends + _unsettled(reversal.unsettled) + _staying(reversal.staying)
        rest += self._still_drawn(reversal.act) if isinstance(reversal.act, Adopt) else ""
        rest += self._of_another_copy(reversal.of)
        return self._reversal("Undone", reversal, rest)

    def _still_drawn(self, undone: Adopt) -> str:
        """That records stay drawn at stages where only the map that was undone had a sample; empty for most."""
        from review.journal.queries.team import samples

        had = json.loads(undone.map).get("stages") or {}
        stages = [
            stage.id
            for stage in self._theory.map.stages
            if (had.get(stage.id) or {}).get("double")
            and not stage.double
            and samples.drawn(self._journal, stage.id).sample
        ]
        closing = ", ".join(f"`review sample close --stage {stage} --reason …`" for stage in stages)
        return f" (the records that were drawn stay drawn: {closing} ends that)" if closing else ""

    def undoable(self) -> tuple[Act, str] | None:
        """The act that `undo` would reverse, and its line in the log; None if there is none."""
        from review.journal.reversal import history

        found = history.undoable(self._journal, self._reviewer)
        if found is None:
            return None
        count = history.batch_size(self._journal, *found)
        return found[1], self._in_words(*found, count)

    def passed_over(self) -> tuple[str, str] | None:
        """The hash and the name of the reviewer's last act if it cannot be undone, so that `undo` would reverse an older one."""
        from review.journal.reversal import history

        event = history.passed_over(self._journal, self._reviewer)
        if event is None:
            return None
        return event.hash, self._import_in_words(event) or self.describe(event)

    def last_exclusion(self, stage: str) -> tuple[str, ...]:
        """The criteria of the reviewer's last exclusion by a criterion at a stage, on the screen or by command; mostly one."""
        from review.journal.queries import screening_acts

        return screening_acts.last_exclusion(self._journal, self._reviewer, stage)

    def reverses(self, *, redo: bool = False) -> int:
        """How many acts the next undo (or redo) reverses together; 0 if there is nothing to reverse."""
        from review.journal.reversal import history

        find = history.redoable if redo else history.undoable
        found = find(self._journal, self._reviewer)
        return history.batch_size(self._journal, *found, redo=redo) if found else 0

    def redo(self, stop: StopEvent | None = None) -> Reversed:
        """Redo what was undone last; `stop` as for `undo`.

        Raises:
            JournalError: there is nothing to redo.
        """
        from review.journal.reversal import history

        reversal = history.redo(self._journal, self._reviewer, stop)
        return self._reversal("Redone", reversal)

    def _reversal(self, done: str, reversal: HistoryReversal, depends: str = "") -> Reversed:
        if isinstance(reversal.act, Adopt):
            self._map_file.compare_again()
        line = f"{done}: {self._in_words(reversal.of, reversal.act, reversal.count)}"
        place = reading_order.passage_of(self._journal, reversal.of)
        if place is None:
            if isinstance(reversal.act, AddElement | WordElement) and reversal.count == 1:
                line += f": {quoted(first_words(reversal.act.wording))}"
            return Reversed(reversal.event.hash, line + depends)
        # A memo's line names its passage already.
        words = (
            reversal.act.text
            if isinstance(reversal.act, Memo)
            else texts.words_of(self._journal, place.text_sha256, place.start, place.end)
        )
        said = quoted(first_words(words))
        if words and said not in line:
            line += f": {said}"
        # The act is reversed already: that its record is not listed any more is not an error.
        with suppress(ReviewError):
            if self._records.get(place.record).text_sha256 == place.text_sha256:
                return Reversed(reversal.event.hash, line + depends, place.record, place.start)
        return Reversed(reversal.event.hash, line + depends)

    def _of_another_copy(self, event: Event) -> str:
        """When an act was made, if that was not in this copy: one of a restored backup is a copy of its own."""
        if event.replica == self._journal.database.meta("replica"):
            return ""
        return f" (made on {day_of(event.time)}, in another copy or before this one was restored or moved)"

    def _in_words(self, event: Event, act: Act, count: int) -> str:
        """An act in a few words, or the deed that it is part of, or how many there are of a batch of such acts."""
        from review.journal.reversal import history

        if count == 1 and not isinstance(act, Import):
            return self.describe(event)
        names = _Names(self, self._journal, event.hash)
        acts = history.parts(self._journal, event, act) if act.deed else []
        # Of acts of one kind, some may have been reversed before: `count` is without them.
        if acts and (len({type(one) for one in acts}) > 1 or count == len(acts)):
            return act.deed_in_words(acts, names)
        return act.many_in_words(count, names)

    def _import_in_words(self, event: Event) -> str:
        """The import of a file that ended with an event, ``""`` if it is of something else: nobody knows a file by one record."""
        from review.journal.reversal import history

        act = validity.checked(event.act)
        if not isinstance(act, Import):
            return ""
        return act.many_in_words(
            history.size_of_import(self._journal, event, act), _Names(self, self._journal, event.hash)
        )

    def describe(self, event: Event) -> str:
        """An event in a few words: ``decision (exclude, theory-map, E9) on Rahman, 2016``."""
        read = validity.checked(event.act)
        return (
            _unread(read)
            if isinstance(read, Unread)
            else read.in_words(_Names(self, self._journal, event.hash))
        )

    def line(self, event: Event) -> str:
        """An event in the log: in a few words, with the reasons, notes or memos that the reviewer wrote."""
        read = validity.checked(event.act)
        return (
            _unread(read)
            if isinstance(read, Unread)
            else read.in_full(_Names(self, self._journal, event.hash))
        )

    @property
    def theory_map(self) -> TheoryMap:
        """The map, for names."""
        return self._theory.map

    def cited(self, record: str) -> str:
        """A record's citation, or ``""`` if the record is not listed."""
        with suppress(UnknownNameError):
            return self._records.cited(record)
        return ""

    def events(self, record: str = "", limit: int | None = None) -> list[Event]:
        """The events, oldest first: all, or those about a record and those merged into it; with `limit` only the last ones.

        What this reviewer may not see yet is left out.
        """
        return list(self.one_by_one(record, limit))

    def one_by_one(self, record: str = "", limit: int | None = None) -> Iterator[Event]:
        """The same, read a thousand at a time: of a large review the first are there at once."""
        where = OF_RECORD_AND_ALL_WITH_IT if record else "1"
        about = {"record": record} if record else {}
        yield from seen_one_by_one(self._journal, where, about, limit)

    def unread_events(self) -> Sequence[UnreadEvent]:
        """The events that are kept but have no effect: from a newer version, or invalid."""
        from review.journal.queries.unread import unread_events

        return unread_events(self._journal)

    def letter_clashes(self) -> Sequence[LetterClash]:
        """The letters behind years that another copy of the review probably gave to other records."""
        from review.journal.queries.letters import clashes

        return clashes(self._journal)

    def verify(self, progress: Progress = lambda _done, _total: None) -> list[str]:
        """The problems in hash chains, tables, texts, indexes and files, a line each.

        `progress` is called before each check with the number of checks done and their total; it may raise to end them.
        """
        from review.journal.verification import problems

        return list(problems(self._journal, self._folder, progress))

    def verification_notices(self) -> list[str]:
        """What `verify` says that is not a problem of this file, a line each."""
        from review.journal.verification import notices

        return list(notices(self._journal, self._folder))

    def rebuild(self, progress: Progress | None = None) -> list[str]:
        """Rebuild all tables from events and texts; a line for each with fewer rows than before, or why it was not done.

        If events are damaged or missing, nothing is rebuilt, because the tables may be the only record of what people did.
        `progress` is called with the number of steps done and their total.
        """
        from review.journal.verification import rebuilt

        return list(rebuilt(self._journal, progress))

    def backup(self, target: Path, stop: StopEvent | None = None) -> Path:
        """Write a consistent copy of the journal; `stop` ends it, and nothing is written.

        Raises:
            JournalError: the target exists or cannot be written, or it was stopped.
        """
        from review.journal import backup

        return backup.copy(self._journal, target, stop)


def _unsettled(count: int) -> str:
    if not count:
        return ""
    which = "the settlement no longer counts" if count == 1 else f"{count:,} settlements no longer count"
    return f" ({which}: fewer have decided than the stage needs)"


def _staying(count: int) -> str:
    if not count:
        return ""
    whose = (
        "its document or what was done on it" if count == 1 else "their documents or what was done on them"
    )
    return f" ({counted(count, 'record')} of it {'stays' if count == 1 else 'stay'}, with {whose})"


def _unread(act: Unread) -> str:
    return act.reason or f"{act.kind[:_LONGEST_KIND]} (an act of a newer version)"


@dataclass(frozen=True)
class _Names:
    """Looks up names for the line of an event in the log (`review.acts.Names`)."""

    history: HistoryService
    journal: Journal
    of: str

    def record(self, record: str) -> str:
        from review.journal.queries import references

        cited = self.history.cited(record)
        # What is on the record that was merged is distinguished from what is on the kept one, which is often cited alike.
        if cited or not references.resolved(self.journal, record):
            return cited
        return f"{references.citation_before_merge(self.journal, record)} (merged)"

    def merged_record(self, record: str) -> str:
        from review.journal.queries import references

        return self.history.cited(record) or references.citation_before_merge(self.journal, record)

    def passage(self, coding: str) -> str:
        from review.journal.queries import coding_acts

        found = coding_acts.codings(self.journal, coding=coding) if is_hash(coding) else []
        if not found:
            return ""
        return (
            f"{quoted(first_words(found[0].quote))} ({self.record(found[0].record)}, {found[0].cited_page})"
        )

    def configuration(self, cmoc: str) -> str:
        from review.journal.queries.theories import groups

        return groups.label_of(self.journal, cmoc) if is_hash(cmoc) else ""

    def code(self, code: str) -> str:
        name = self.history.theory_map.code_names.get(code, "")
        return f"{code} {name}".rstrip()

    def source_type(self, source_type: str) -> str:
        names = {kind.id: kind.name for kind in self.history.theory_map.source_types}
        return names.get(source_type, source_type)

    def is_other_file(self, record: str, file_sha256: str) -> bool:
        from review.journal.queries import files

        return files.file_before(self.journal, record, self.of) not in {"", file_sha256}

    def event(self, event: str) -> str:
        found = self.journal.events("hash = ?", (event,))
        if not found:
            return ""
        # Only one level of reversals is described.
        return found[0].kind if found[0].kind in _REVERSALS else self.history.describe(found[0])
