"""What is known about the passage under the cursor, and a strip of two lines that shows it below a text."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from review.tui.support.plain import content, plain

STRONG = 0.5
"""From this score on a suggestion is shown as a strong one."""

MUTED = "$foreground-muted"
"""The style of what explains."""

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


class NotesStrip(Widget):
    """The notes in two lines, below a text on a narrow screen."""

    notes = reactive(PassageNotes())

    def render(self) -> Content:
        """The codings on the first line, the first suggestion on the second."""
        width = max(1, self.size.width)
        lines = (_codings_line(self.notes), _suggestion_line(self.notes))
        return Content("\n").join(line.truncate(width, ellipsis=True) for line in lines)


def code_id(label: CodeLabel) -> Content:
    """A code's id in its colour."""
    return content(plain(label.id), f"bold {label.ink}")


def _codings_line(notes: PassageNotes) -> Content:
    done = Content.styled("done  ", MUTED) if notes.is_done else Content("")
    if not notes.codings:
        hint = "No code here yet: press a code's key, or / to pick one."
        return done + Content.styled(hint, MUTED)
    ordered = sorted(notes.codings, key=lambda note: not note.is_chosen)
    parts = [
        Content(" ").join(
            [Content("▸" if note.is_chosen else " "), *map(code_id, note.codes), content(_standing(note))]
        )
        for note in ordered
    ]
    return done + Content("  ").join(parts)


def _standing(note: CodingNote) -> str:
    memo = " · memo" if note.memos else ""
    return " · ".join(part for part in (note.stance, note.status) if part) + memo


def _suggestion_line(notes: PassageNotes) -> Content:
    if not notes.suggestions:
        return content(plain(notes.model), MUTED)
    first = notes.suggestions[0]
    parts = [
        Content.styled("enter ", "bold $accent"),
        code_id(first.code),
        content(f" {plain(first.code.name)} {score_text(first.score)}"),
    ]
    for rival, score in first.rivals[:1]:
        parts += [Content.styled("  rival ", MUTED), code_id(rival), content(f" {score_text(score)}")]
    if first.terms:
        parts += [Content.styled("  because: ", MUTED), terms_shown(first)]
    return Content("").join(parts)


def terms_shown(note: SuggestionNote) -> Content:
    """The terms that moved the score, those that spoke against it with a minus; a click on one runs the screen's `term`."""
    return Content.styled(", ", MUTED).join(
        Content.assemble(
            ("" if weight >= 0 else "−", MUTED),
            Content.styled(plain(term), MUTED).stylize(Style.from_meta({"@click": ("screen.term", (term,))})),
        )
        for term, weight in note.terms[:_TERMS_SHOWN]
    )
