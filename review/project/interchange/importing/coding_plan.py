"""What the codings and notes on a source's passages come to: codings of reviewers, and memos."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from review.domain import EvidenceStatus, Stance
from review.exchange.refi.values import QdaNote
from review.project.interchange.importing.placing import Selected
from review.project.interchange.names import CONFIGURATION, MEMO, MEMO_ON_CODING, STANCE, STATUS

_PLACE = re.compile(r"(?:PDF )?(?:pp?\.|para\.|paras) \S+")
"""A cited page or paragraphs, which are the description of a passage in files of this program."""


class PlannedCoding(Struct, frozen=True, kw_only=True):
    """Codes that a reviewer put on a passage; `user` is a guid of the file, empty for the reviewer who imports.

    `memos` are others that somebody wrote on it later, in files of this program.
    """

    user: str
    stances: Mapping[str, Stance]
    status: str = ""
    memo: str = ""
    memos: tuple[QdaNote, ...] = ()


class Notes:
    """The notes of a file by guid, in words."""

    def __init__(self, notes: Sequence[QdaNote], *, is_own: bool) -> None:
        self._notes = {note.guid: note for note in notes}
        self.is_own = is_own

    def texts(self, guids: Sequence[str]) -> list[str]:
        """The notes in words, without those that say a stance or status, and without empty ones."""
        found = [self._notes[guid] for guid in guids if guid in self._notes]
        return [text for note in found if not self._marks(note) and (text := in_words(note))]

    def later(self, guids: Sequence[str]) -> tuple[QdaNote, ...]:
        """The memos that were written on a coding later, in a file of this program."""
        found = (self._notes[guid] for guid in guids if guid in self._notes) if self.is_own else ()
        return tuple(note for note in found if note.name == MEMO_ON_CODING)

    def said(self, prefix: str, guids: Sequence[str]) -> str:
        """The stance or status that the notes of a file of this program say; ``""`` if none does."""
        names = [self._notes[guid].name for guid in guids if guid in self._notes] if self.is_own else []
        return next((name.removeprefix(prefix) for name in names if name.startswith(prefix)), "")

    def _marks(self, note: QdaNote) -> bool:
        marks = (STANCE, STATUS, CONFIGURATION)
        return self.is_own and (note.name.startswith(marks) or note.name == MEMO_ON_CODING)


def in_words(note: QdaNote) -> str:
    """A note's text, with its name before it if that says more."""
    text, name = note.text.strip(), note.name.strip()
    if not name or name.casefold() == MEMO or text.startswith(name):
        return text
    return f"{name}: {text}" if text else name


def planned_codings(
    passage: Selected, code_of: Callable[[str], str | None], notes: Notes, cited: str = ""
) -> list[PlannedCoding]:
    """The codings of a passage, one for each user; `code_of` gives the code of the map, None if the file has no such code.

    `cited` is where the passage is: a description that says only that is not a memo.
    """
    whole = memo_of(passage, notes, cited)
    found: list[PlannedCoding] = []
    by_user: dict[str, list[int]] = {}
    for place, coding in enumerate(passage.codings):
        by_user.setdefault(coding.user or passage.user, []).append(place)
    for user, places in by_user.items():
        stances: dict[str, Stance] = {}
        texts, status = list(whole if not found else ()), ""
        for coding in (passage.codings[place] for place in places):
            code = code_of(coding.code)
            if code is None:
                continue
            stance = notes.said(STANCE, coding.notes)
            stances[code] = Stance(stance) if stance in tuple(Stance) else Stance.BEARS_ON
            said = notes.said(STATUS, coding.notes)
            status = said if said in tuple(EvidenceStatus) else status
            texts += notes.texts(coding.notes)
        if stances:
            memo = "\n\n".join(dict.fromkeys(texts))
            later = () if found else notes.later(passage.notes)
            found.append(PlannedCoding(user=user, stances=stances, status=status, memo=memo, memos=later))
    return found


def memo_of(passage: Selected, notes: Notes, cited: str) -> list[str]:
    """The description and the notes of a passage, as texts; a description that only says where it is, is left out."""
    description = passage.description.strip()
    is_place = description == cited or (notes.is_own and _PLACE.fullmatch(description))
    own = [description] if description and not is_place else []
    return [*own, *notes.texts(passage.notes)]
