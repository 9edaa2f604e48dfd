"""The notes on a passage in full, for wide screens."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from rich.segment import Segment
from textual.content import Content, Span
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

from review.domain.wording.quoted import quoted
from review.tui.support.plain import content, plain, shorten
from review.tui.support.themes import MUTED
from review.tui.widgets.reading.notes import (
    CodeLabel,
    CodingNote,
    FragmentNote,
    PassageNotes,
    SuggestionNote,
    score_text,
)
from review.tui.widgets.reading.notes_strip import STANCES, TERMS, code_id, stance_key
from review.tui.widgets.reading.suggestion_links import SuggestionLinks, suggestion_link
from review.tui.widgets.terms import because

_TITLE = "bold $accent"


class Line(NamedTuple):
    """A paragraph of the panel, with an indent for all rows; `beginning` stands before the first of them."""

    content: Content
    indent: int = 0
    beginning: Content = Content("")


_EMPTY = Line(Content(""))

_Look = tuple[int, int, str, str, tuple[Span, ...]]
"""What the rows of a line are made from: the panel's width, the indent, its beginning, the words and their styles."""


class NotesPanel(ScrollView, SuggestionLinks, can_focus=False):
    """Shows the notes from their beginning; drawn line by line, since they change with every key."""

    notes = reactive(PassageNotes(), repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self._wrapped: dict[_Look, list[Strip]] = {}
        self._strips: list[Strip] = []
        self._blank = Strip([])
        self._drawn_in: tuple[Style, str] | None = None
        """The style and theme that the rows are drawn in."""

    def watch_notes(self) -> None:
        """Show other notes: only the rows that are not those of before are drawn."""
        before = self._strips if self.scroll_offset.y == 0 else []
        self._lay_out()
        self.scroll_to(y=0, animate=False)
        width, height = self.scrollable_content_region.size
        pairs = zip_longest(before[:height], self._strips[:height], fillvalue=self._blank)
        if changed := [y for y, (old, new) in enumerate(pairs) if old is not new]:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self._lay_out()

    def notify_style_update(self) -> None:
        """Draw again after a change of theme."""
        super().notify_style_update()
        if self._drawn_in != (drawn_in := (self.visual_style, self.app.theme)):
            self._drawn_in = drawn_in
            self._wrapped = {}
            self._lay_out()
            self.refresh()

    def _lay_out(self) -> None:
        """Wrap the lines of the notes; those that were there before keep their rows."""
        region = self.scrollable_content_region
        if region.width < 8:
            return
        before, self._wrapped, self._strips = self._wrapped, {}, []
        style = self.visual_style
        self._blank = Strip.blank(region.width, style.rich_style)
        for line in panel_lines(self.notes):
            look = (
                region.width,
                line.indent,
                line.beginning.plain,
                line.content.plain,
                tuple(line.content.spans),
            )
            rows = before.get(look) or self._wrap(line, region.width, style)
            self._wrapped[look] = rows
            self._strips += rows
        # The screen is laid out for another size: lines that all fit have the same, however many they are.
        height = len(self._strips)
        self.virtual_size = Size(region.width, height if height > region.height else 1)

    def _wrap(self, line: Line, width: int, style: Style) -> list[Strip]:
        rows = Visual.to_strips(self, line.content, width - line.indent, None, style, pad=True)
        indent = Strip([Segment(" " * line.indent, style.rich_style)])
        if not line.beginning.plain:
            return [Strip.join([indent, row]) for row in rows]
        (first,) = Visual.to_strips(self, line.beginning, line.indent, 1, style, pad=True)
        return [Strip.join([first if place == 0 else indent, row]) for place, row in enumerate(rows)]

    def render_line(self, y: int) -> Strip:
        """One row of the panel."""
        row = y + self.scroll_offset.y
        return self._strips[row] if row < len(self._strips) else self._blank


def panel_lines(notes: PassageNotes) -> Iterator[Line]:
    """The panel from top to bottom, the most used parts first."""
    yield Line(content(plain(notes.place) + (" · done" if notes.is_done else ""), MUTED))
    yield from _title("Codings")
    for coding in notes.codings:
        yield from _coding(coding)
    if not notes.codings:
        yield Line(content(f"None yet: press a code's key to add it, or {notes.picks} to pick one.", MUTED))
    if notes.fragments:
        yield from _title(f"In {plain(notes.fragments[0].cmoc)}")
        for fragment in notes.fragments:
            yield from _fragment(fragment)
    yield from _title("Suggestions")
    for suggestion in notes.suggestions:
        yield from _suggestion(suggestion)
    if notes.model:
        yield Line(content(plain(notes.model), MUTED))
    if notes.proposition_of:
        yield _EMPTY
        yield Line(code_id(notes.proposition_of) + content(f" {plain(notes.proposition_of.name)}", "bold"))
        yield Line(content(notes.proposition))
    if notes.record_memos:
        yield from _title("Memos and comments on this record")
        yield from (_memo(*memo) for memo in notes.record_memos)
    if notes.record_facets:
        yield from _title("Facets of this record")
        yield from (_facet(*facet) for facet in notes.record_facets)
    if notes.codes:
        yield from _title("Keys of codes")
        yield from map(_key, notes.codes)


def _title(title: str) -> Iterator[Line]:
    yield _EMPTY
    yield Line(Content.styled(title, _TITLE))


def _named(label: CodeLabel) -> Content:
    return code_id(label) + content(f" {plain(label.name)}")


def _coding(note: CodingNote) -> Iterator[Line]:
    for code in note.codes:
        yield Line(Content("▸ ") + _named(code.label)) if code.in_focus else Line(_named(code.label), 2)
        # What is said of the whole coding follows its last code.
        about = (code.stance, note.status, note.reviewer) if code is note.codes[-1] else (code.stance,)
        yield Line(content(plain(" · ".join(part for part in about if part)), MUTED), 4)
    if note.quote:
        yield Line(content(quoted(plain(note.quote)), MUTED), 4)
    if note.has_keys:
        yield from _stance_keys(next(code.stance for code in note.codes if code.in_focus))
    yield from (_facet(*facet) for facet in note.facets)
    yield from (_memo(*memo) for memo in note.memos)


def _fragment(note: FragmentNote) -> Iterator[Line]:
    about = f"{note.relation} · {note.reviewer}"
    yield Line(Content.assemble(("◆ ", "$accent"), (plain(note.role), "bold")))
    yield Line(content(plain(about), MUTED), 4)
    if note.wording:
        yield Line(content(plain(note.wording)), 4)


def _stance_keys(stance: str) -> Iterator[Line]:
    """The keys of stances in two lines, so that none is broken in a narrow panel."""
    keys = [stance_key(f"{sign} {name}", is_set=name == stance) for sign, name in STANCES.items()]
    yield Line(Content("  ").join(keys[:2]), 4)
    yield Line(Content("  ").join(keys[2:]), 4)


def _memo(reviewer: str, text: str) -> Line:
    return Line(content(f"{plain(reviewer)}: ", MUTED) + content(text, "italic"), 4)


def _facet(name: str, values: str) -> Line:
    return Line(content(f"{plain(name)}: ", MUTED) + content(plain(values)), 4)


def _suggestion(note: SuggestionNote) -> Iterator[Line]:
    named = _named(note.code) + content(f" {score_text(note.score)}", MUTED if note.is_weak else "bold")
    yield Line(suggestion_link(named, note.code.id), 6, Content.styled(f"{note.key:>5} ", _TITLE))
    if note.coders:
        yield Line(
            content(f"learned from {plain(', '.join(note.coders))}, who gave it to this passage", MUTED), 6
        )
    if note.rivals:
        rivals = [code_id(rival) + content(f" {score_text(score)}") for rival, score in note.rivals]
        yield Line(Content.styled("rival ", MUTED) + Content(", ").join(rivals), 6)
    if note.terms:
        yield Line(Content.styled("because: ", MUTED) + because(note.terms, TERMS, MUTED), 6)


def _key(label: CodeLabel) -> Line:
    return Line(_named(label), 3, Content.styled(f"{shorten(label.key, 1):>2} ", "bold"))
