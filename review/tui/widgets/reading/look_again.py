"""What waits for another look, as the Reader shows it: the code, its wording then and now, the keys of stances."""

from __future__ import annotations

from dataclasses import dataclass, field

from textual.content import Content

from review.domain import Stance
from review.domain.wording.word_changes import Change, Words, word_changes
from review.tui.support.plain import content, plain
from review.tui.support.word_marks import marked_words
from review.tui.widgets.reading.notes import CodeLabel
from review.tui.widgets.reading.notes_strip import MUTED, STANCES, code_id, stance_key


@dataclass(frozen=True, slots=True)
class LookAgainNote:
    """A waiting code of a coding: which of how many, by whom, on which page, the versions, and the wordings then and now.

    `parts` are the other codes after a split; `lost` if the passage is not in the present text of its document.
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
    parts: tuple[str, ...] = field(default=())
    lost: bool = False


def note_lines(note: LookAgainNote, *, signs: bool = False) -> Content:
    """The note from top to bottom; with `signs` changed words are marked by signs instead of styles."""
    changes = word_changes(note.before, note.after)
    head = Content.assemble(
        ("Look again ", "bold $accent"),
        f"{note.number} of {note.left}  ",
        code_id(note.label),
        f" {plain(note.stance.replace('-', ' '))}",
        (f" · {plain(note.reviewer)} · {plain(note.page)}", MUTED),
    )
    lines = [
        head,
        _keys(note),
        _wording(f"v{note.made_under}", changes, Change.REMOVED, signs=signs),
        _wording(f"v{note.now}", changes, Change.ADDED, signs=signs),
    ]
    if note.lost:
        lines.append(content(f"The passage is not in the present text: “{plain(note.quote)}”", MUTED))
    return Content("\n").join(lines)


def _wording(version: str, changes: tuple[Words, ...], shown: Change, *, signs: bool) -> Content:
    """A wording with the words marked that the other does not have."""
    words = (piece for piece in changes if piece.change in (Change.SAME, shown))
    return Content.assemble((f"{version}  ", "bold"), marked_words(words, signs=signs))


def _keys(note: LookAgainNote) -> Content:
    """The keys that the line of keys below does not show: those of stances, and which part another key leads to."""
    keys = [stance_key(f"{sign} {name}", is_set=name == note.stance) for sign, name in STANCES.items()]
    if note.parts:
        keys.append(Content.assemble(("s", "bold $accent"), (f" to {plain(', '.join(note.parts))}", MUTED)))
    return Content("  ").join(keys)
