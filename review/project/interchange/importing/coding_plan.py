"""What the codings and notes on a source's passages come to: codings of reviewers, and memos."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from review.domain import EvidenceStatus, Stance
from review.exchange.refi.values import QdaCoding, QdaNote
from review.project.interchange.importing.placing import Selected
from review.project.interchange.names import CONFIGURATION, MEMO, MEMO_ON_CODING, STANCE, STATUS

_PLACE = re.compile(r"(?:PDF )?(?:pp?\.|para\.|paras) \S+")
"""A cited page or paragraphs, which are the description of a passage in files of this program."""


class PlannedCoding(Struct, frozen=True, kw_only=True):
    """Codes that a reviewer put on a passage; `user` is a guid of the file, empty for the reviewer who imports.

    `memos` are those on it by others, and in files of this program those that somebody wrote later.
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

    def user(self, guid: str) -> str:
        """Who wrote a note; empty if the file does not say."""
        return self._notes[guid].user if guid in self._notes else ""

    def in_words(self, guids: Sequence[str]) -> tuple[QdaNote, ...]:
        """The notes that say something, with all that they say as their text."""
        found = [self._notes[guid] for guid in guids if guid in self._notes]
        return tuple(
            replace(one, text=in_words(one)) for one in found if not self._marks(one) and in_words(one)
        )

    def stance(self, guids: Sequence[str]) -> Stance:
        """The stance that the notes on a coding say."""
        said = self._said(STANCE, guids)
        return Stance(said) if said in tuple(Stance) else Stance.BEARS_ON

    def status(self, guids: Sequence[str]) -> str:
        """The status that they say; ``""`` if none does."""
        said = self._said(STATUS, guids)
        return said if said in tuple(EvidenceStatus) else ""

    def _said(self, prefix: str, guids: Sequence[str]) -> str:
        """What the notes of a file of this program say; ``""`` if none does."""
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

    `cited` is where the passage is: a description that says only that is not a memo. A note on the passage is the memo of its
    author's coding, or one by its author on the first.
    """
    by_user: dict[str, list[QdaCoding]] = {}
    for coding in passage.codings:
        if code_of(coding.code) is not None:
            by_user.setdefault(coding.user or passage.user, []).append(coding)
    first = next(iter(by_user), "")
    describer = passage.user if passage.user in by_user else first
    found = []
    for user, codings in by_user.items():
        guids = [guid for guid in passage.notes if _whose(notes.user(guid), by_user, first) == user]
        guids += [guid for coding in codings for guid in coding.notes]
        own = [guid for guid in guids if notes.user(guid) in ("", user)]
        others = [guid for guid in guids if guid not in own]
        texts = [*(_description(passage, notes, cited) if user == describer else ()), *notes.texts(own)]
        later = notes.later(passage.notes) if user == first else ()
        found.append(
            PlannedCoding(
                user=user,
                stances={code_of(one.code) or "": notes.stance(one.notes) for one in codings},
                status=next(filter(None, (notes.status(one.notes) for one in reversed(codings))), ""),
                memo="\n\n".join(dict.fromkeys(texts)),
                memos=(*notes.in_words(others), *later),
            )
        )
    return found


def _whose(author: str, users: Collection[str], first: str) -> str:
    """Whose coding a note on a passage belongs to: its author's, else the first one's."""
    return author if author in users else first


def memo_of(passage: Selected, notes: Notes, cited: str) -> list[str]:
    """The description and the notes of a passage, as texts; a description that only says where it is, is left out."""
    return [*_description(passage, notes, cited), *notes.texts(passage.notes)]


def _description(passage: Selected, notes: Notes, cited: str) -> list[str]:
    description = passage.description.strip()
    is_place = description == cited or (notes.is_own and _PLACE.fullmatch(description))
    return [description] if description and not is_place else []
