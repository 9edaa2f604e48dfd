"""The same kinds of key in a plain app of Textual, with as many widgets and a table of as many rows: what Textual alone needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import DataTable, Footer, Input, OptionList, Static

from benchmarks.key_costs.keyboard import Cost, Keyboard, Stretches, painting
from benchmarks.key_costs.presses import Press

LINES = 12
"""Lines of the text that another one takes the place of."""


class Kind(StrEnum):
    """What a key does on the screen."""

    OPEN = "a screen opens"
    AGAIN = "a screen comes to the front again"
    DIALOG = "a dialog opens"
    LETTER = "a letter is typed"
    MOVE = "the cursor of a table moves"
    PAGE = "a table scrolls by a page"
    END = "a table goes to its end"
    TEXT = "another text is shown"


class Shape(NamedTuple):
    """A widget: its name, whether it is shown, and what is in it."""

    name: str
    is_shown: bool
    inner: tuple[Shape, ...]


class Like(NamedTuple):
    """What a key of ours is compared with: its kind, in a screen of this shape, and that of the dialog."""

    kind: Kind
    place: Shape
    dialog: Shape | None = None


def shape(widget: Widget) -> Shape:
    """The shape of a widget that is on the screen."""
    kinds = (kind.__name__ for kind in (Footer, Input, OptionList) if isinstance(widget, kind))
    name = next(kinds, "")
    inner = () if name else tuple(shape(child) for child in widget.children)
    return Shape(name, widget.display, inner)


def _widgets(shapes: Sequence[Shape]) -> Iterator[Widget]:
    for one in shapes:
        widget: Widget
        if one.name == Footer.__name__:
            widget = Footer()
        elif one.name == Input.__name__:
            widget = Input()
        elif one.name == OptionList.__name__:
            widget = OptionList("one", "another")
        elif one.inner:
            widget = Vertical(*_widgets(one.inner))
        else:
            widget = Static("A line of text")
        widget.display = one.is_shown
        yield widget


class PlainScreen(Screen[None]):
    """A screen with as many widgets as another."""

    def __init__(self, like: Shape) -> None:
        super().__init__()
        self._like = like

    def compose(self) -> ComposeResult:
        """As many widgets."""
        yield from _widgets(self._like.inner)


class PlainTable(PlainScreen):
    """The same, with a table of many rows and a text."""

    def __init__(self, like: Shape, rows: Sequence[Sequence[str]]) -> None:
        super().__init__(like)
        self._rows = rows

    def compose(self) -> ComposeResult:
        """The table beside the others."""
        with Horizontal():
            yield DataTable(cursor_type="row")
            yield Vertical(Static(id="text"), *super().compose(), id="others")

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        table.add_columns("title", "author", "year", "journal")
        table.add_rows(self._rows)
        table.focus()


class PlainDialog(ModalScreen[None]):
    """A dialog with as many widgets as another."""

    CSS = (
        "PlainDialog { align: center middle; } PlainDialog > * { width: 80; height: auto; max-height: 80%; }"
    )

    def __init__(self, like: Shape) -> None:
        super().__init__()
        self._like = like

    def compose(self) -> ComposeResult:
        """As many widgets."""
        yield from _widgets(self._like.inner)

    def on_mount(self) -> None:
        """Focus what is typed into."""
        for field in self.query(Input).results():
            field.focus()


class Plain(App[None]):
    """One place of ours in plain Textual."""

    CSS = "DataTable { width: 1fr; } #others { width: 44; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "open", "Open"),
        Binding("f3", "open_again", "Open again"),
        Binding("f4", "dialog", "Dialog"),
        Binding("f5", "text", "Another text"),
        Binding("escape", "close", "Close", priority=True),
    ]

    def __init__(self, like: Shape, rows: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self._like, self._rows = like, rows
        self.dialog = like
        self._texts = 0

    def on_mount(self) -> None:
        """Show the table; the other screen is there for `open_again`."""
        self.install_screen(PlainScreen(self._like), "again")
        self.push_screen(PlainTable(self._like, self._rows))

    def action_open(self) -> None:
        """Open a screen for the first time."""
        self.push_screen(PlainScreen(self._like))

    def action_open_again(self) -> None:
        """Bring the other screen to the front."""
        self.push_screen("again")

    def action_dialog(self) -> None:
        """Open the dialog."""
        self.push_screen(PlainDialog(self.dialog))

    def action_text(self) -> None:
        """Show another text."""
        self._texts += 1
        lines = (f"Line {number} of the text {self._texts}" for number in range(LINES))
        self.screen.query_one("#text", Static).update("\n".join(lines))

    def action_close(self) -> None:
        """Close what is in front of the table."""
        if not isinstance(self.screen, PlainTable):
            self.pop_screen()


PRESSES = {
    Kind.OPEN: Press("", "f2", after="escape"),
    Kind.AGAIN: Press("", "f3", after="escape"),
    Kind.DIALOG: Press("", "f4", after="escape"),
    Kind.LETTER: Press("", "m", "f4", "escape"),
    Kind.MOVE: Press("", "down"),
    Kind.PAGE: Press("", "pagedown"),
    Kind.END: Press("", "ctrl+end", "ctrl+home"),
    Kind.TEXT: Press("", "f5"),
}


async def costs_of_textual(
    likes: Sequence[Like], records: int, runs: int, size: tuple[int, int]
) -> dict[Like, list[Cost]]:
    """What the same kinds of key cost in plain Textual."""
    rows = [
        (f"Work {number} on the markets for care", f"Author{number % 997}", str(2000 + number % 20), "Care")
        for number in range(records)
    ]
    found: dict[Like, list[Cost]] = {}
    for place in dict.fromkeys(like.place for like in likes):
        kind: Any = painting(Plain)
        stretches = Stretches()
        app: Plain = kind(place, rows)
        with stretches.watched():
            async with app.run_test(size=size):
                keyboard = Keyboard(app, stretches)
                await keyboard.learn_waiting()
                await keyboard.press(PRESSES[Kind.AGAIN].keys)
                await keyboard.press("escape")
                for like in likes:
                    if like.place == place and like not in found:
                        app.dialog = like.dialog or place
                        found[like] = await keyboard.costs(PRESSES[like.kind], runs)
    return found
