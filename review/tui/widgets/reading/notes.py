"""What is known about the passage under the cursor: a panel beside the text, or a strip of two lines below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from review.tui.plain import content, plain, shorten

STRONG = 0.5
"""From this score on a suggestion is shown as a strong one."""

_MUTED = "$foreground-muted"
_TERMS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class CodeLabel:
    """A code as it is shown: its id, its name, the colour of its ink (``#rrggbb``), the key that toggles it."""

    id: str
    name: str
    ink: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class CodingNote:
    """A coding on the passage; the `is_chosen` one takes stance, status and memo. `memos` are (reviewer, text)."""

    codes: tuple[CodeLabel, ...]
    stance: str
    status: str
    reviewer: str
    memos: tuple[tuple[str, str], ...] = ()
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class SuggestionNote:
    """A code proposed for the passage, the scores of its rivals, and the terms that moved it, with their weights."""

    code: CodeLabel
    score: float
    rivals: tuple[tuple[CodeLabel, float], ...] = ()
    terms: tuple[tuple[str, float], ...] = ()
    is_calibrated: bool = True


@dataclass(frozen=True, slots=True)
class PassageNotes:
    """All that the panel shows. `model` says what made the suggestions, or why there are none."""

    place: str = ""
    is_done: bool = False
    codings: tuple[CodingNote, ...] = ()
    suggestions: tuple[SuggestionNote, ...] = ()
    model: str = ""
    proposition_of: CodeLabel | None = None
    proposition: str = ""
    record_memos: tuple[tuple[str, str], ...] = ()
    codes: tuple[CodeLabel, ...] = ()


def score_text(score: float) -> str:
    """A score in three characters: ``.82``, ``1.0``."""
    return "1.0" if score >= 0.995 else f"{max(0.0, score):.2f}"[1:]


class NotesPanel(VerticalScroll, can_focus=False):
    """The notes in full, beside a text on a wide screen."""

    notes = reactive(PassageNotes())

    def compose(self) -> ComposeResult:
        """One text; it scrolls where it is long."""
        yield Static(id="notes")

    def watch_notes(self, notes: PassageNotes) -> None:
        """Show other notes, from their beginning."""
        self.query_one("#notes", Static).update(_panel(notes))
        self.scroll_home(animate=False)


class NotesStrip(Widget):
    """The notes in two lines, below a text on a narrow screen."""

    notes = reactive(PassageNotes())

    def render(self) -> Content:
        """The codings on the first line, the first suggestion on the second."""
        width = max(1, self.size.width)
        lines = (_codings_line(self.notes), _suggestion_line(self.notes))
        return Content("\n").join(line.truncate(width, ellipsis=True) for line in lines)


def _code(label: CodeLabel) -> Content:
    return content(plain(label.id), f"bold {label.ink}")


def _codings_line(notes: PassageNotes) -> Content:
    done = Content.styled("done  ", _MUTED) if notes.is_done else Content("")
    if not notes.codings:
        hint = "No code here yet: press a code's key, or / to pick one."
        return done + Content.styled(hint, _MUTED)
    ordered = sorted(notes.codings, key=lambda note: not note.is_chosen)
    parts = [
        Content(" ").join(
            [Content("▸" if note.is_chosen else " "), *map(_code, note.codes), content(_standing(note))]
        )
        for note in ordered
    ]
    return done + Content("  ").join(parts)


def _standing(note: CodingNote) -> str:
    memo = " · memo" if note.memos else ""
    return " · ".join(part for part in (note.stance, note.status) if part) + memo


def _suggestion_line(notes: PassageNotes) -> Content:
    if not notes.suggestions:
        return content(plain(notes.model), _MUTED)
    first = notes.suggestions[0]
    parts = [
        Content.styled("enter ", "bold $accent"),
        _code(first.code),
        content(f" {plain(first.code.name)} {score_text(first.score)}"),
    ]
    for rival, score in first.rivals[:1]:
        parts += [Content.styled("  rival ", _MUTED), _code(rival), content(f" {score_text(score)}")]
    if terms := _terms(first):
        parts.append(content(f"  because: {terms}", _MUTED))
    return Content("").join(parts)


def _terms(note: SuggestionNote) -> str:
    """The terms that moved the score, those that spoke against it with a minus."""
    return ", ".join(
        plain(term) if weight >= 0 else f"−{plain(term)}" for term, weight in note.terms[:_TERMS_SHOWN]
    )


def _panel(notes: PassageNotes) -> Content:
    blocks = [
        content(plain(notes.place) + (" · done" if notes.is_done else ""), _MUTED),
        _block("Codings", [_coding(note) for note in notes.codings] or [_no_coding()]),
        _block("Suggestions", _suggestions(notes)),
    ]
    if notes.proposition_of:
        label = notes.proposition_of
        title = Content.assemble(_code(label), content(f" {plain(label.name)}", "bold"))
        blocks.append(title + Content("\n") + content(notes.proposition))
    if notes.record_memos:
        blocks.append(_block("Memos on this record", [_memo(*memo) for memo in notes.record_memos]))
    if notes.codes:
        blocks.append(_block("Keys of codes", [_keys(notes.codes)]))
    return Content("\n\n").join(blocks)


def _block(title: str, lines: Sequence[Content]) -> Content:
    return Content("\n").join([Content.styled(title, "bold $accent"), *lines])


def _no_coding() -> Content:
    return Content.styled("None yet: a code's key puts it on the passage, / picks among all.", _MUTED)


def _coding(note: CodingNote) -> Content:
    names = Content(", ").join(
        Content.assemble(_code(label), content(f" {plain(label.name)}")) for label in note.codes
    )
    standing = " · ".join(part for part in (note.stance, note.status, note.reviewer) if part)
    lines = [
        Content.assemble("▸ " if note.is_chosen else "  ", names),
        content(f"    {plain(standing)}", _MUTED),
        *(_memo(*memo) for memo in note.memos),
    ]
    return Content("\n").join(lines)


def _memo(reviewer: str, text: str) -> Content:
    return content(f"    {plain(reviewer)}: ", _MUTED) + content(text, "italic")


def _suggestions(notes: PassageNotes) -> list[Content]:
    lines = []
    for place, note in enumerate(notes.suggestions):
        key = Content.styled("enter " if place == 0 else "      ", "bold $accent")
        name = content(f" {plain(note.code.name)} ")
        score = content(score_text(note.score), "bold" if note.score >= STRONG else _MUTED)
        lines.append(key + _code(note.code) + name + score)
        if note.rivals:
            rivals = [_code(rival) + content(f" {score_text(score)}") for rival, score in note.rivals]
            lines.append(Content.styled("  rival ", _MUTED) + Content(", ").join(rivals))
        if terms := _terms(note):
            lines.append(content(f"  because: {terms}", _MUTED))
    model = notes.model
    if any(not note.is_calibrated for note in notes.suggestions):
        model += " · scores not calibrated yet"
    return [*lines, content(plain(model), _MUTED)] if model else lines


def _keys(codes: Sequence[CodeLabel]) -> Content:
    return Content("\n").join(
        Content.assemble(
            (f"{shorten(label.key, 1):>2} ", "bold"), _code(label), content(f" {plain(label.name)}")
        )
        for label in codes
    )
