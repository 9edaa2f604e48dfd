"""Notes: memos, and what is said of codings beyond their codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from review.domain import EvidenceStatus, Memo, Stance
from review.exchange.refi.values import QdaNote
from review.project.interchange.exporting.ids import Ids
from review.project.interchange.names import MEMO, MEMO_ON_CODING, STANCE, STATUS


class Notes:
    """The notes of a file, each made when something first refers to it.

    All have a time, because some programs cannot read a note without one: that of what first refers to it, if nobody wrote it.
    """

    def __init__(self, ids: Ids, memos: Iterable[Memo]) -> None:
        self._ids = ids
        self._made: dict[str, QdaNote] = {}
        self._memos: dict[str, list[Memo]] = {}
        for memo in memos:
            self._memos.setdefault(memo.target, []).append(memo)

    @property
    def made(self) -> tuple[QdaNote, ...]:
        """The notes that something refers to."""
        return tuple(self._made.values())

    @property
    def left_out(self) -> int:
        """How many memos are on something that is not in the file."""
        every = (memo.id for memos in self._memos.values() for memo in memos)
        return sum(self._ids.of("memo", memo) not in self._made for memo in every)

    def of_coding(self, stance: Stance, status: EvidenceStatus | None, time: str) -> tuple[str, ...]:
        """The notes on a code of a passage: its stance, unless it only bears on the theory, and its status."""
        stances = [self.say(f"{STANCE}{stance}", stance, time)] if stance is not Stance.BEARS_ON else []
        statuses = [self.say(f"{STATUS}{status}", status.in_words, time)] if status else []
        return (*stances, *statuses)

    def on_passage(self, coding: str, memo: str, reviewer: str, time: str) -> tuple[str, ...]:
        """The notes on a coded passage: its memo, and other memos that somebody wrote on it."""
        own = [self._memo(coding, MEMO, memo, reviewer, time)] if memo else []
        return (*own, *self.on(coding, MEMO_ON_CODING))

    def on(self, target: str, name: str = MEMO) -> tuple[str, ...]:
        """The memos on a record, code, coding or configuration."""
        return tuple(
            self._memo(memo.id, name, memo.text, memo.reviewer, memo.time)
            for memo in self._memos.get(target, ())
        )

    def on_codes(self, present: Mapping[str, str], codes: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """The memos on each of some codes, also those that were written under an earlier id of it."""
        found: dict[str, list[str]] = {}
        known = set(codes)
        for target in self._memos:
            if (code := present.get(target, target)) in known:
                found.setdefault(code, []).extend(self.on(target))
        return found

    def say(self, name: str, text: str, time: str, *of: str) -> str:
        """A note of the program's own about something."""
        guid = self._ids.of("note", name, *of)
        self._made.setdefault(guid, QdaNote(guid=guid, name=name, text=text, time=time))
        return guid

    def _memo(self, of: str, name: str, text: str, reviewer: str, time: str) -> str:
        guid = self._ids.of("memo", of)
        user = self._ids.user(reviewer)
        self._made.setdefault(guid, QdaNote(guid=guid, name=name, text=text, user=user, time=time))
        return guid
