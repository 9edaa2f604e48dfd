"""Draws rows of a document: page label, bars of codings, coloured text, margin notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.widget import Widget

from review.domain.texts.spans import Span
from review.tui.support.colours import contrast, legible, parsed, tinted
from review.tui.support.plain import shorten
from review.tui.widgets.reading.layout import HIDDEN, TextRows, cells
from review.tui.widgets.reading.marks import LANES, MarginNote, RowMarks

NOTE = 10
"""Cells of the right margin."""

WIDEST_TEXT = 92
"""The most cells of a row of text: longer rows are hard to read."""

TEXT_STYLES = ("label", "heading", "reference", "aside", "caret", "strong", "weak")
COLOURS = ("passage", "selection", "match", "current-match")
"""Names of the component styles: ``reading--label`` and so on."""

_MATCH_TINT = 0.55
_SELECTION_TINT = 0.75
_EXTREMES = (Color(255, 255, 255), Color(0, 0, 0))


class Columns(NamedTuple):
    """The widget's columns in cells: indent, page label, lanes, text, note."""

    indent: int
    label: int
    text: int

    @classmethod
    def of(cls, width: int, label: int) -> Columns:
        """The columns of a widget `width` cells wide whose longest page label takes `label` cells."""
        free = width - 1 - label - 1 - LANES - 1 - 1 - NOTE
        text = max(8, min(WIDEST_TEXT, free))
        return cls(max(0, (free - text) // 2), label + 1, text)

    @property
    def text_start(self) -> int:
        """The cell where the text begins."""
        return 1 + self.indent + self.label + LANES + 1


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours and styles of one theme: `styles` are the widget's component styles by name."""

    base: Style
    background: Color
    passage: Color
    selection: Color
    match: Color
    current_match: Color
    styles: Mapping[str, Style]

    @classmethod
    def of(cls, widget: Widget) -> Palette:
        """The palette from a widget's component styles ``reading--…`` in the current theme."""
        background = widget.visual_style.background or Color(0, 0, 0)

        def over(name: str) -> Color:
            return background + widget.get_component_styles(f"reading--{name}").background

        def text_style(name: str) -> Style:
            style = widget.get_component_rich_style(f"reading--{name}", partial=True)
            rules = widget.get_component_styles(f"reading--{name}")
            if rules.has_rule("color"):
                style += Style(color=(background + rules.color).rich_color)
            return style

        return cls(
            base=widget.rich_style,
            background=background,
            passage=over("passage"),
            selection=over("selection"),
            match=over("match"),
            current_match=over("current-match"),
            styles={name: text_style(name) for name in TEXT_STYLES},
        )


@dataclass
class Painter:
    """Turns rows into strips of segments in the colours of a palette."""

    text: str
    rows: TextRows
    columns: Columns
    palette: Palette
    _backgrounds: dict[tuple[bool, tuple[str, ...]], Color] = field(default_factory=dict)

    def strip(self, row: int, marks: RowMarks, width: int) -> Strip:
        """The row as a strip of `width` cells; the rows of the current passage are highlighted."""
        base = self.palette.base + Style(bgcolor=self._background(marks, ()).rich_color)
        segments = [
            Segment(" " * (1 + self.columns.indent), base),
            *self._label(marks, base),
            *self._lanes(marks, base),
            *self._text(row, marks, base),
            self._note(marks.note, base),
        ]
        # Most rows have nothing beside them, and then three pieces, which all that comes after works on one by one.
        return Strip(Segment.simplify(Segment.adjust_line_length(segments, width, base)), width)

    def _label(self, marks: RowMarks, base: Style) -> list[Segment]:
        """The page's label on the left, or codes on the right, next to their bars."""
        room = self.columns.label
        if not (marks.codes or marks.label):
            return [Segment(" " * room, base)]
        if not marks.codes:
            shown = shorten(marks.label, room - 1)
            style = base + self.palette.styles["label"]
            return [Segment(shown + " " * (room - cells(shown, 0, len(shown))), style)]
        codes = [Segment(f"{mark.label} ", coloured(base, mark.colour)) for mark in marks.codes]
        return [Segment(" " * (room - sum(code.cell_length for code in codes)), base), *codes]

    def _lanes(self, marks: RowMarks, base: Style) -> list[Segment]:
        if not marks.bars:
            return [Segment(" " * (LANES + 1), base)]
        lanes = [Segment(" ", base)] * (LANES + 1)
        for lane, mark, has_symbol in marks.bars:
            if lane >= LANES:
                lanes[LANES - 1] = Segment("+", base + self.palette.styles["label"])
                continue
            symbol = mark.symbol if has_symbol else mark.bar
            lanes[lane] = Segment(symbol, coloured(base, mark.colour) + Style(bold=has_symbol))
        return lanes

    def _note(self, note: MarginNote | None, base: Style) -> Segment:
        if note is None:
            return Segment(" " * NOTE, base)
        style = base + self.palette.styles["strong" if note.is_strong else "weak"]
        if note.colour and note.is_strong:
            style = coloured(style, note.colour)
        return Segment(shorten(note.text, NOTE - 1).rjust(NOTE - 1) + " ", style)

    def _text(self, row: int, marks: RowMarks, base: Style) -> list[Segment]:
        start, end = self.rows.starts[row], self.rows.ends[row]
        segments = [
            Segment(self.text[left:right].replace(HIDDEN, ""), self._style(left, right, marks))
            for left, right in _pieces(start, end, marks)
        ]
        used = cells(self.text, start, end)
        if marks.caret and marks.caret[0] >= end:
            segments.append(Segment(" ", base + self.palette.styles["caret"]))
            used += 1
        segments.append(Segment(" " * (self.columns.text + 1 - used), base))
        return segments

    def _background(self, marks: RowMarks, colours: tuple[str, ...]) -> Color:
        key = (marks.is_current, colours)
        background = self._backgrounds.get(key)
        if background is None:
            background = self.palette.passage if marks.is_current else self.palette.background
            background = tinted(background, colours) if colours else background
            self._backgrounds[key] = background
        return background

    def _style(self, start: int, end: int, marks: RowMarks) -> Style:
        """The style of a piece of text: codings, then search match, selection and caret on top."""
        colours = tuple(
            mark.colour
            for _, mark, _ in marks.bars
            if not mark.of_element and _touch((mark.start, mark.end), start, end)
        )
        background = self._background(marks, colours)
        style = self.palette.base + self.palette.styles.get(marks.style, Style.null())
        if len(colours) > 1:
            style += Style(underline=True)
        if any(_touch(match, start, end) for match in marks.matches):
            is_current = marks.current_match is not None and _touch(marks.current_match, start, end)
            match = self.palette.current_match if is_current else self.palette.match
            background = background.blend(match, _MATCH_TINT)
            style += Style(bold=is_current)
        if marks.selection and _touch(marks.selection, start, end):
            background = background.blend(self.palette.selection, _SELECTION_TINT)
        style += Style(bgcolor=background.rich_color)
        if marks.caret and _touch(marks.caret, start, end):
            style += self.palette.styles["caret"]
        return readable(style)


@lru_cache(maxsize=1024)
def readable(style: Style) -> Style:
    """The style with its text colour changed until it is legible on its background.

    A background on which nothing is legible in 256 colours is changed first.
    """
    if style.color is None or style.bgcolor is None:
        return style
    ink, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    ground = legible(ground, max(_EXTREMES, key=lambda extreme: contrast(extreme, ground)))
    return style + Style(color=legible(ink, ground).rich_color, bgcolor=ground.rich_color)


def coloured(base: Style, colour: str) -> Style:
    """A style in the colour of a code, made legible on the style's background."""
    return readable(base + Style(color=parsed(colour).rich_color))


def _touch(span: Span, start: int, end: int) -> bool:
    return span[0] < end and span[1] > start


def _pieces(start: int, end: int, marks: RowMarks) -> list[Span]:
    """The row split wherever its style may change."""
    cuts = {start, end}
    spans = [*marks.matches, *((mark.start, mark.end) for _, mark, _ in marks.bars)]
    spans += [span for span in (marks.selection, marks.caret) if span]
    for span in spans:
        cuts.update(offset for offset in span if start < offset < end)
    ordered = sorted(cuts)
    return list(pairwise(ordered))
