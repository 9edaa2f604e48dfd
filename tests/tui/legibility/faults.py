"""Finds faults of what is painted: illegible text, text cut off, overlapping widgets.

The rules and their exceptions:

- **Contrast** (WCAG 2.1): characters have 4.5:1 with their background. What is meant to be faint says so by its colour: it
  is painted in `FAINT`, the theme's colour for what is switched off or not filled in (placeholders, disabled options), and
  has 3:1. Blocks and braille, of which bars, curves and scroll bars are made, are no text and have
  3:1. Lines that only part areas (box drawing, thin edges) carry nothing and may be fainter. What lies under a dialog is covered on
  purpose: no rule holds for it.
- **Cuts**: text that does not fit has an ellipsis, or a scroll bar (its own or that of something around it). A field to type
  in scrolls with its cursor and needs neither; its placeholder has to fit.
- **Places**: widgets of one layer do not overlap, and the focus and the cursor's row are visible.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from rich.cells import cell_len
from textual.app import App
from textual.color import Color
from textual.content import Content
from textual.geometry import Region
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar, ScrollBarCorner
from textual.visual import visualize
from textual.widget import Widget
from textual.widgets import Input, OptionList, TextArea

from review.tui.support.colours import contrast, in_256_colours
from review.tui.support.themes import DARK, LIGHT
from review.tui.widgets.reading import ReadingView
from review.tui.widgets.record_list import RecordRows
from tests.tui.legibility.painting import Run, rows, runs

TEXT, NOT_TEXT = 4.5, 3.0
"""The least contrast of text, and of faint text and shapes."""

FAINT = ("text-disabled", "foreground-disabled")
"""The themes' variables for what is meant to be faint."""

EDGES = "▁▔▏▕\u2800"
"""Thin blocks of which borders are made, and braille without a dot."""

ELLIPSIS = "…"


@dataclass(frozen=True)
class Fault:
    """A fault: the rule broken, where, and how."""

    rule: str
    widget: str
    what: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.widget}: {self.what}"


def faults(app: App) -> list[Fault]:
    """All faults of the front screen, each once."""
    found = [*_faint(app), *_cut(app), *_misplaced(app)]
    return list(dict.fromkeys(found))


def _name(widget: Widget) -> str:
    return "/".join(
        type(node).__name__ + (f"#{node.id}" if node.id else "")
        for node in reversed([w for w in widget.ancestors_with_self if isinstance(w, Widget)][:3])
    )


# Contrast


def _faint(app: App) -> Iterator[Fault]:
    faint = {Color.parse(theme.variables[name]).hex6.lower() for theme in (DARK, LIGHT) for name in FAINT}
    for run in runs(app):
        if _is_covered(run):
            continue
        shapes = "".join(c for c in run.text if is_shape(c))
        text = "".join(c for c in run.text if not (c.isspace() or is_shape(c) or is_line(c)))
        least = NOT_TEXT if run.ink.hex6.lower() in faint else TEXT
        for ink, ground, depth in (
            (run.ink, run.ground, ""),
            (run.ink_256, run.ground_256, " in 256 colours"),
        ):
            ratio = contrast(ink, ground)
            for characters, needed in ((text, least), (shapes, NOT_TEXT)):
                if characters and ratio < needed - 0.005:
                    yield Fault(
                        "contrast",
                        _name(run.widget),
                        f"{ink.hex6} on {ground.hex6} is {ratio:.1f}:1{depth}, not {needed}:1: {characters[:30]!r}",
                    )
    yield from _faint_bars(app)


def _faint_bars(app: App) -> Iterator[Fault]:
    """Scroll bars that look like their tracks."""
    for widget in _shown(app):
        if not isinstance(widget, ScrollBar):
            continue
        styles = widget.parent.styles
        track = widget.parent.background_colors[1] + styles.scrollbar_background
        bar = track + styles.scrollbar_color
        ratio = min(contrast(bar, track), contrast(in_256_colours(bar), in_256_colours(track)))
        if ratio < NOT_TEXT - 0.005:
            yield Fault(
                "contrast", _name(widget), f"the scroll bar has {ratio:.1f}:1 with its track, not 3.0:1"
            )


def _is_covered(run: Run) -> bool:
    """Whether a dialog dims it, or it is a scroll bar, which is checked separately."""
    widget = run.widget
    is_dimmed = isinstance(widget, Screen) and widget.is_modal
    return is_dimmed or isinstance(widget, ScrollBar | ScrollBarCorner)


def is_shape(character: str) -> bool:
    """Whether it is a part of a bar, a curve or a scroll bar."""
    return ("\u2580" <= character <= "\u259f" or "\u2800" < character <= "\u28ff") and character not in EDGES


def is_line(character: str) -> bool:
    """Whether it only separates areas."""
    return "\u2500" <= character <= "\u257f" or character in EDGES


# Cuts


def _cut(app: App) -> Iterator[Fault]:
    lines = rows(app)
    for widget, geometry in app.screen._compositor.full_map.items():
        if not _counts(widget) or not _has_content(widget):
            continue
        region = geometry.region.shrink(widget.gutter) if widget.size else geometry.region
        seen = region.intersection(geometry.clip)
        yield from _clipped(widget, region, seen)
        if isinstance(widget, Input):
            if not widget.value and cell_len(widget.placeholder) > widget.content_size.width:
                yield Fault(
                    "cut", _name(widget), f"the placeholder does not fit: {str(widget.placeholder)[:40]!r}"
                )
        elif widget.is_scrollable and not isinstance(widget, TextArea):
            yield from _unscrollable(widget)
        elif not widget.is_container:
            yield from _overflowing(widget, seen, lines)
        if isinstance(widget, OptionList):
            yield from _cut_options(widget)


def _clipped(widget: Widget, region: Region, seen: Region) -> Iterator[Fault]:
    """Content beyond the edge of a container that does not scroll."""
    for hidden, axis in (
        (region.height - seen.height, "vertical"),
        (region.width - seen.width, "horizontal"),
    ):
        if hidden > 0 and not any(
            getattr(above, f"show_{axis}_scrollbar")
            and getattr(above, f"scrollbar_size_{axis}")
            and above.visible  # a toast rack scrolls, but it is hidden, and its bar with it
            for above in widget.ancestors
            if isinstance(above, Widget)
        ):
            yield Fault("cut", _name(widget), f"{hidden} cells hidden ({axis}) and nothing scrolls")


def _unscrollable(widget: Widget) -> Iterator[Fault]:
    room = widget.scrollable_content_region
    beyond_height, beyond_width = (
        widget.virtual_size.height - room.height,
        widget.virtual_size.width - room.width,
    )
    if beyond_height > 0 and not (widget.show_vertical_scrollbar and widget.scrollbar_size_vertical):
        yield Fault("cut", _name(widget), f"{beyond_height} rows hidden and no scroll bar")
    if (
        beyond_width > 0
        and isinstance(widget, ScrollView)
        and not (widget.show_horizontal_scrollbar and widget.scrollbar_size_horizontal)
    ):
        yield Fault("cut", _name(widget), f"{beyond_width} columns hidden and no scroll bar")


def _overflowing(widget: Widget, seen: Region, lines: list[str]) -> Iterator[Fault]:
    """Text that needs more room than its widget has."""
    visual = visualize(widget, widget.render())
    if not isinstance(visual, Content) or not visual.plain.strip():
        return
    width, height = widget.content_size
    needed = Content(visual.plain.rstrip()).get_height(widget.styles, max(1, width))
    if needed > height and not (seen.height and _last_row(lines, seen).endswith(ELLIPSIS)):
        yield Fault(
            "cut", _name(widget), f"{needed} lines in {height} and no ellipsis: {visual.plain[-40:]!r}"
        )
    if widget.styles.text_wrap == "nowrap" and widget.styles.text_overflow != "ellipsis":
        for line in visual.plain.split("\n"):
            if cell_len(line.rstrip()) > width:
                yield Fault("cut", _name(widget), f"a line is wider than {width} cells: {line[:40]!r}")


def _last_row(lines: list[str], seen: Region) -> str:
    """The characters of the last row of a region; wide characters are two cells."""
    cells = "".join(c + "\0" * (cell_len(c) - 1) for c in lines[seen.bottom - 1])
    return cells[seen.x : seen.right].replace("\0", "").rstrip()


def _cut_options(options: OptionList) -> Iterator[Fault]:
    if options.styles.text_wrap == "nowrap" and options.styles.text_overflow != "ellipsis":
        width = options.scrollable_content_region.width
        for option in options.options:
            text = visualize(options, option.prompt)
            if isinstance(text, Content) and max(map(cell_len, text.plain.split("\n"))) > width:
                yield Fault(
                    "cut", _name(options), f"an option is wider than {width} cells: {text.plain[:40]!r}"
                )


# Places


def _misplaced(app: App) -> Iterator[Fault]:
    seen = {
        widget: geometry.region.intersection(geometry.clip)
        for widget, geometry in app.screen._compositor.full_map.items()
        if _counts(widget)
    }
    families: dict[tuple[object, str], list[Widget]] = {}
    for widget, region in seen.items():
        if region and widget.styles.overlay != "screen":
            families.setdefault((widget.parent, widget.layer), []).append(widget)
    for siblings in families.values():
        for one, other in combinations(siblings, 2):
            if shared := seen[one].intersection(seen[other]):
                yield Fault(
                    "overlap", _name(one), f"{shared.width} x {shared.height} cells over {_name(other)}"
                )
    focused = app.screen.focused
    if focused is None or not _counts(focused):
        return
    if not seen.get(focused):
        yield Fault("place", _name(focused), "has the focus and is out of sight")
    elif (
        row := _cursor_row(focused)
    ) is not None and not 0 <= row < focused.scrollable_content_region.height:
        yield Fault("place", _name(focused), f"the cursor is in row {row}, out of sight")


def _cursor_row(widget: Widget) -> int | None:
    """The visible row with the widget's cursor, or None if it has none."""
    if isinstance(widget, OptionList):
        if widget.highlighted is None:
            return None
        widget._update_lines()
        return widget._index_to_line.get(widget.highlighted, 0) - round(widget.scroll_offset.y)
    if isinstance(widget, TextArea):
        return widget.cursor_location[0] - widget.scroll_offset.y if not widget.soft_wrap else None
    if isinstance(widget, ReadingView):
        return widget.rows.row_of(widget.cursor.at) - widget.scroll_offset.y if len(widget.rows) else None
    return widget.cursor - widget.scroll_offset.y if isinstance(widget, RecordRows) else None


# Which widgets count


def _shown(app: App) -> list[Widget]:
    return [
        w for w, (region, clip) in app.screen._compositor.visible_widgets.items() if region.intersection(clip)
    ]


def _counts(widget: Widget) -> bool:
    return (
        widget.display
        and widget.visible
        and not isinstance(widget, Screen | ScrollBar | ScrollBarCorner)
        and all(node.display for node in widget.ancestors if isinstance(node, Widget))
    )


def _has_content(widget: Widget) -> bool:
    """Whether it has content that could be cut."""
    if widget.is_container or widget.is_scrollable or isinstance(widget, Input):
        return True
    visual = visualize(widget, widget.render())
    return not isinstance(visual, Content) or bool(visual.plain.strip())
