"""What waits for another look, as the Reader shows it: the code, its wording then and now, the keys of stances."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from textual.content import Content

from review.domain import Stance
from review.domain.wording.quoted import quoted
from review.domain.wording.word_changes import Change, near_changes, word_changes
from review.tui.support.plain import content, plain
from review.tui.support.themes import MUTED
from review.tui.support.word_marks import marked_words
from review.tui.widgets.reading.notes import CodeLabel
from review.tui.widgets.reading.notes_strip import STANCES, code_id, stance_key

NEAR = 40
"""So many characters before and after each change are shown of a long wording."""


class OtherPart(NamedTuple):
    """A code that the coded one was split into, too: its id, its name and what it claims."""

    id: str
    name: str
    proposition: str


@dataclass(frozen=True, slots=True)
class LookAgainNote:
    """A waiting code of a coding: which of how many, by whom, on which page, the versions, and the wordings then and now.

    `parts` are the other codes after a split; `lost` if the passage is not in the present text of its document.
    `merged` is a code that was merged into it, and the other stance that the passage had toward that.
    """

    label: CodeLabel
    stance: Stance
    number: int
    left: int
    reviewer: str
    page: str
    quote: str
    made_under: int
    now: int
    before: str
    after: str
    parts: tuple[OtherPart, ...] = field(default=())
    lost: bool = False
    merged: str = ""


def note_lines(note: LookAgainNote, room: int, *, signs: bool = False) -> Content:
    """The note from top to bottom; with `signs` changed words are marked by signs instead of styles.

    Of a wording with more than `room` characters only what is near its changes is shown.
    """
    head = Content.assemble(
        ("Look again ", "bold $accent"),
        f"{note.number:,} of {note.left:,}  ",
        code_id(note.label),
        f" {plain(note.stance.replace('-', ' '))}",
        f" (was also {plain(note.merged.replace('-', ' '))})" if note.merged else "",
        (f" · {plain(note.reviewer)} · {plain(note.page)}", MUTED),
    )
    lines = [head, _keys(note), *_wordings(note, room, signs=signs)]
    if note.lost:
        lines.append(content(f"The passage is not in the present text: {quoted(plain(note.quote))}", MUTED))
    return Content("\n").join(lines)


def _wordings(note: LookAgainNote, room: int, *, signs: bool) -> Iterator[Content]:
    """The wording then and now, as one where they are the same, and those of the other parts after a split."""
    changes = word_changes(note.before, note.after)
    then = f"v{note.made_under}" if note.made_under else "added apart"
    versions = [(then, Change.REMOVED), (f"v{note.now}", Change.ADDED)]
    if note.before == note.after:
        versions = [(f"{then} and v{note.now}", Change.SAME)]
    is_long = max(len(note.before), len(note.after)) > room
    if is_long and len(versions) > 1:
        changes = tuple(near_changes(changes, NEAR))
    for version, shown in versions:
        words = (piece for piece in changes if piece.change in (Change.SAME, shown))
        yield Content.assemble((f"{version}  ", "bold"), marked_words(words, signs=signs))
    for part in note.parts:
        claim = f": {part.proposition}" if part.proposition else ""
        yield Content.assemble((f"{plain(part.id)}  ", "bold"), plain(f"{part.name}{claim}"))


def _keys(note: LookAgainNote) -> Content:
    """The keys that the line of keys below does not show: those of stances, and which part another key leads to."""
    keys = Content("  ").join(
        stance_key(f"{sign} {name}", is_set=name == note.stance) for sign, name in STANCES.items()
    )
    if not note.parts:
        return keys
    named = [plain(f"{part.id} {part.name}") for part in note.parts]
    move = Content.assemble(("s", "bold $accent"), f"  belongs to {' or '.join(named)}")
    return Content("\n").join([keys, move])
