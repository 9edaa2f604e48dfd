"""The base of all dialogs: one frame with the title and the keys in it, and the app's notices below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.containers import VerticalScroll
from textual.content import Content
from textual.css.styles import RulesMap
from textual.reactive import reactive
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.style import Style as VisualStyle
from textual.visual import RenderOptions, Visual
from textual.widget import Widget
from textual.widgets import Static

from review.tui.support.bindings import BRIGHTNESS
from review.tui.support.plain import plain
from review.tui.widgets.bars import NoticeLines, shown_keys
from review.tui.widgets.fitting.sizes import classes_at, lay_out_once
from review.tui.widgets.screens.leaving import comes_too_late
from review.tui.widgets.screens.painting import paint_once

if TYPE_CHECKING:
    from review.tui.widgets.screens.long_work import Monitor, Say, WorksLong

T = TypeVar("T")

BETWEEN = " · "
"""Stands between two keys in a frame."""

EDGES = 6
"""The cells of a frame's edge that hold no text."""


@lru_cache(maxsize=4096)
def _dimmed(style: Style | None, colour: Color) -> Style | None:
    (segment,) = BackgroundScreen.process_segments([Segment("", style)], colour)
    return segment.style


class Dimmed(BackgroundScreen):
    """The place behind a dialog, each of its few styles dimmed once: Textual dims every segment, whenever the dialog is drawn."""

    def visualize(self) -> Visual:
        """Its lines; Textual asks for them by this name."""
        return DimmedLines(self.screen, self.color)


class DimmedLines(Visual):
    """The lines of a place, dimmed; without Rich's console, which cuts them into segments and joins these again."""

    def __init__(self, behind: Screen[object], colour: Color) -> None:
        self._behind = behind
        self._colour = colour

    def render_strips(
        self,
        width: int,
        height: int | None,
        style: VisualStyle,  # noqa: ARG002 - Textual's signature
        options: RenderOptions,  # noqa: ARG002 - Textual's signature
    ) -> list[Strip]:
        """The lines."""
        lines = self._behind._compositor.render_strips()[:height]  # noqa: SLF001 - as Textual's own class reads it
        return [
            Strip(
                [Segment(text, _dimmed(style, self._colour)) for text, style, _ in line]
            ).adjust_cell_length(width)
            for line in lines
        ]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - Textual's signature
        """As wide as it can be."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """As high as the place."""
        return self._behind.size.height


class Dialog(ModalScreen[T]):
    """A dialog in a frame: `title` is in its upper edge, its keys in the lower one.

    The keys are the bindings that are shown and enabled, its own and those of the focused widget. `WIDGET_KEYS` are
    keys of Textual's own widgets in it, such as ``{"tab": "Next field"}``, and come first.
    """

    WIDGET_KEYS: ClassVar[Mapping[str, str]] = {}
    BINDINGS: ClassVar[list[BindingType]] = [BRIGHTNESS]

    focused = reactive[Widget | None](None, repaint=False)
    """The widget with the focus: it is painted itself, and what it left, while Textual's own screens are painted as a whole."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        paint_once(self)
        self.heading = title

    async def on_event(self, event: events.Event) -> None:
        """Handle an event, unless it is about widgets that are gone."""
        if not comes_too_late(self, event):
            await super().on_event(event)

    def compose(self) -> ComposeResult:
        """The frame with the dialog's widgets, and the notices below it."""
        self.update_classes(classes_at(self), update=False)  # it gets its styles when it comes to the front
        with VerticalScroll(classes="dialog", can_focus=False):
            yield from self.compose_body()
        yield NoticeLines()

    def compose_body(self) -> ComposeResult:
        """The widgets in the frame."""
        yield from ()

    def render(self) -> RenderableType:
        """The place behind it, dimmed."""
        behind = super().render()
        return Dimmed(behind.screen, behind.color) if isinstance(behind, BackgroundScreen) else behind

    @property
    def frame(self) -> VerticalScroll:
        """The frame."""
        return self.query_exactly_one(".dialog", VerticalScroll)

    def begin_work(self, show: Say) -> Monitor:
        """The monitor of long work of this dialog, which begins now; leaving the program stops it."""
        return cast("WorksLong", self.app).long_work.begin(self.heading, show)

    def show_heading(self, title: str) -> None:
        """Show a title, which may hold outside text, in the upper edge of the frame."""
        self.heading = title
        self.frame.border_title = Content(plain(title))

    @on(events.Mount)
    def _complete_frame(self) -> None:
        # The frame scrolls by keys only where nothing in it takes keys: tab stops at fields and lists alone.
        if not any(widget.can_focus for widget in self.frame.query("*")):
            self.frame.can_focus = True
            self.frame.focus()
        self.show_heading(self.heading)
        self.bindings_updated_signal.subscribe(self, lambda _: self.show_keys())

    @on(events.Resize)
    def _fit(self, event: events.Resize) -> None:
        # Where the frame has a bar, Textual scrolls to a field by the first layout, in which the bar takes no room yet.
        if self.frame.can_focus or not self.frame.show_vertical_scrollbar:
            lay_out_once(self, event)
        self.update_classes(classes_at(self))
        self.call_after_refresh(self.show_keys)

    @property
    def widget_keys(self) -> Mapping[str, str]:
        """The keys of its widgets to show, with what they do."""
        return self.WIDGET_KEYS

    def show_keys(self) -> None:
        """Show the keys that now do something in the lower edge of the frame, as far as they fit; the last one always."""
        keys = [
            Content.assemble((key, "bold $accent"), f" {what if what.isupper() else what.lower()}")
            for key, what in self._shown_keys()
        ]
        room = self.frame.outer_size.width - EDGES
        while len(keys) > 1 and Content(BETWEEN).join(keys).cell_length > room:
            del keys[-2]
        self.frame.border_subtitle = Content(BETWEEN).join(keys)

    def _shown_keys(self) -> Iterator[tuple[str, str]]:
        """Keys and what they do; keys that do the same are one entry."""
        named: dict[str, dict[str, None]] = {}
        for key, what in self.widget_keys.items():
            named.setdefault(what, {})[self.app.get_key_display(Binding(key, ""))] = None
        for shown in shown_keys(self).values():
            named.setdefault(shown.description, {})[shown.display] = None
        for what, displays in named.items():
            yield " or ".join(displays), what


class Question(Dialog[bool]):
    """Asks a question of one line; dismissed with whether the answer is yes. Enter says yes only to what can be undone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "Yes", id="question.yes"),
        Binding("enter", "agree", "Yes", id="question.agree"),
        Binding("n,escape", "dismiss(False)", "No", id="question.no"),
    ]

    def __init__(self, question: str, explanation: str, *, undoable: bool = False) -> None:
        super().__init__(question)
        self.add_class("-question")
        self._explanation = explanation
        self._undoable = undoable

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter, which is easily pressed without reading, says yes only where one undo brings all back."""
        return self._undoable if action == "agree" else super().check_action(action, parameters)

    def action_agree(self) -> None:
        """Close with yes."""
        self.dismiss(True)

    def compose_body(self) -> ComposeResult:
        """What follows from the answer."""
        yield Static(Content(plain(self._explanation)))
