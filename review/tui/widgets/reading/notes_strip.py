"""The notes on a passage in two lines, for narrow screens."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive

from review.domain import Stance
from review.domain.wording.named import named
from review.tui.support.plain import content, plain, shorten
from review.tui.support.themes import MUTED
from review.tui.widgets.fitting.fitted import first_that_fits
from review.tui.widgets.reading.notes import (
    CodeLabel,
    CodingNote,
    FragmentNote,
    PassageNotes,
    score_text,
)
from review.tui.widgets.reading.suggestion_links import SuggestionLinks, suggestion_link
from review.tui.widgets.terms import because
from review.tui.widgets.theories.stances import STANCE_KEYS, STANCE_SIGNS

STANCES = {key: str(stance) for key, stance in STANCE_KEYS.items() if stance is not Stance.BEARS_ON}
"""The keys that set a stance in the Reader, where a coding bears on the theory until one is set."""

TERMS = 6
"""The most terms shown behind a suggestion."""

STATUS_KEY = Content.assemble(("'", "bold $accent"), (" where its claim comes from", MUTED))
"""The key that goes through the statuses, beside those of stances."""

_NAME = 24

_SIGNS = {named(stance): sign for stance, sign in STANCE_SIGNS.items()}
"""The signs of stances, by the words that notes have."""


class NotesStrip(SuggestionLinks):
    """Shows the notes in two lines below the text."""

    notes = reactive(PassageNotes())

    def render(self) -> Content:
        """The codings on the first line, the first suggestion on the second."""
        width = max(1, self.size.width)
        lines = (_codings_line(self.notes, width), _suggestion_line(self.notes, width))
        return Content("\n").join(line.truncate(width, ellipsis=True) for line in lines)


def code_id(label: CodeLabel) -> Content:
    """A code's id in its colour."""
    return content(plain(label.id), f"bold {label.ink}")


def _codings_line(notes: PassageNotes, width: int) -> Content:
    """The codings of the passage; where there is little room, without the key of the status, others' in signs, then all."""
    about = [*(["done"] if notes.is_done else []), *(["memo on the record"] if notes.record_memos else [])]
    before = Content.styled("".join(f"{word}  " for word in about), MUTED)
    before += Content("").join(map(_fragment, notes.fragments))
    if notes.fragments and not notes.codings:
        return before + content("·  no code here yet", MUTED)
    if not notes.codings:
        return before + content(f"No code here yet: press a code's key, or {notes.picks} to pick one.", MUTED)
    ordered = sorted(notes.codings, key=lambda note: not note.is_chosen)

    def at(level: int) -> Content:
        return Content("  ").join(_coding(note, in_signs=note.is_chosen < level) for note in ordered)

    asks = any(note.is_chosen and note.has_keys for note in ordered)
    with_key = [before + at(0) + Content("  ") + STATUS_KEY] if asks and len(ordered) == 1 else []
    return first_that_fits([*with_key, *(before + at(level) for level in (0, 1, 2))], width)


def _fragment(note: FragmentNote) -> Content:
    """The role that the passage has in the open configuration."""
    said = f" {plain(note.role)}: {note.relation}  "
    return Content.assemble(("◆ ", "$accent"), (plain(note.cmoc), "bold"), said)


def _coding(note: CodingNote, *, in_signs: bool) -> Content:
    """The chosen coding with the name of the code in focus and the keys of its stance; others in short, or with signs only."""
    parts = [Content("▸")] if note.is_chosen else [Content(" ")]
    parts += [Content.styled(f"({plain(note.who)})", MUTED)] if note.who else []
    for code in note.codes:
        stance = _SIGNS.get(code.stance, code.stance) if in_signs else code.stance
        parts.append(code_id(code.label))
        if code.in_focus and not in_signs:
            parts += [content(f"{shorten(code.label.name, _NAME)}:"), content(_with_status(stance, note))]
        else:
            parts.append(content(stance))
        if code.in_focus and note.has_keys:
            parts.append(stance_keys(code.stance))
    if not (note.is_chosen or in_signs) and (about := _with_status("", note)):
        parts.append(content(f"· {about}"))
    return Content(" ").join(parts)


def _with_status(stance: str, note: CodingNote) -> str:
    return " · ".join(part for part in (stance, note.status, "memo" if note.memos else "") if part)


def stance_keys(stance: str) -> Content:
    """The keys that set a stance, the current one marked: ``[+ - ~ ^]``."""
    keys = (stance_key(sign, is_set=name == stance) for sign, name in STANCES.items())
    return Content.assemble(("[", MUTED), Content(" ").join(keys), ("]", MUTED))


def stance_key(shown: str, *, is_set: bool) -> Content:
    """A key that sets a stance, as it is shown; marked if the code has that stance."""
    return Content.styled(shown, "reverse" if is_set else "bold $accent")


def _suggestion_line(notes: PassageNotes, width: int) -> Content:
    if not notes.suggestions:
        return content(plain(notes.model), MUTED)
    first = notes.suggestions[0]
    named = code_id(first.code) + content(
        f" {plain(first.code.name)} {score_text(first.score)}", MUTED if first.is_weak else ""
    )
    parts = [Content.styled(f"{first.key} ", "bold $accent"), suggestion_link(named, first.code.id)]
    if first.coders:
        parts.append(content(f"  coded so by {plain(', '.join(first.coders))}", MUTED))
    for rival, score in first.rivals[:1]:
        parts += [Content.styled("  rival ", MUTED), code_id(rival), content(f" {score_text(score)}")]
    line = Content("").join(parts)
    if not first.terms:
        return line
    line += Content.styled("  because: ", MUTED)
    # Fewer terms, of both sides, rather than the beginning of one.
    shown = [because(first.terms, most, MUTED) for most in range(TERMS, 0, -1)]
    return line + first_that_fits(shown, width - line.cell_length)
