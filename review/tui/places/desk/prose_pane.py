"""The prose side of the desk: the state of the text, the text or how it will be read, what to look at again below it."""

from __future__ import annotations

from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

from review.domain.writing.prose import length
from review.tui.places.base import ReviewScreen
from review.tui.places.desk.desk import WritingDesk
from review.tui.places.desk.keeping import Keeping
from review.tui.places.desk.marks import MarkLines
from review.tui.places.desk.prose_area import ProseArea
from review.tui.places.desk.quoted import preview_room, token_at
from review.tui.places.desk.reading import EMPHASIS, HEADING, QUOTED, STRONG, UNKNOWN, as_read
from review.tui.support.plain import plain, plain_lines
from review.tui.support.themes import MUTED
from review.tui.widgets.fitting.clipped import Clipped
from review.tui.widgets.fitting.showing import show_within

SETTINGS = {
    HEADING: "bold $text-primary",
    STRONG: "bold",
    EMPHASIS: "italic",
    QUOTED: "$text-primary",
    UNKNOWN: "$text-error",
}
"""The styles of the read view."""


class ProsePane(Vertical):
    """Shows the prose of the `desk`, with what `keeping` says of it. Whether one writes or reads, the screen's classes say."""

    def __init__(self, desk: WritingDesk, keeping: Keeping, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._desk = desk
        self._keeping = keeping
        self._mark = 0

    def compose(self) -> ComposeResult:
        """The state, the text, how the token at its cursor is read, the read view, the marks."""
        yield Clipped(id="prose-state")
        yield ProseArea("prose")
        yield Clipped(id="prose-token")
        with VerticalScroll(id="reading"):
            yield Static(id="read-text")
        yield MarkLines("desk-marks")

    @property
    def _place(self) -> ReviewScreen:
        return cast("ReviewScreen", self.screen)

    @property
    def area(self) -> ProseArea:
        """The text area."""
        return self.query_one(ProseArea)

    def show_text(self) -> None:
        """Have the desk's text in the text area."""
        area = self.area
        area.read_only = bool(self._place.project.read_only)
        if area.text != self._desk.sitting.text:
            area.show(self._desk.sitting.text)

    # The state and the marks

    def show_state(self) -> None:
        """Show the state of the prose, and what has to be looked at again."""
        show_within(self.query_one("#prose-state", Static), self._state_line())
        marks = self._desk.marked
        self.area.mark(self._desk.quoted.marked_names)
        self._mark = min(self._mark, max(0, len(marks) - 1))
        key = self._place.key_of("desk.next_mark")
        self.query_one(MarkLines).show(marks, self._mark, key, self._written_apart())

    def _state_line(self) -> Content:
        """Writing or reading, whether it is saved, the version, the words."""
        mode = (
            "Writing: letters are text"
            if self._is_writing
            else "Reading"
            if self._place.has_class("-reading")
            else "Prose"
        )
        trouble = self._keeping.trouble
        state = (f" · {trouble}", "$text-error") if trouble else f" · {self._where_it_is()}"
        return Content.assemble((mode, "bold"), state, f" · {length(self._desk.sitting.text)}")

    def _where_it_is(self) -> str:
        """Where the text is: in a version, in a draft, or so far only on the screen."""
        sitting = self._desk.sitting
        version = sitting.version
        if not sitting.is_changed:
            return f"saved as version {version.number}" if version else "nothing written yet"
        since = f"since version {version.number}" if version else "no version yet"
        return f"in a draft, {since}" if self._keeping.is_kept else f"being typed, {since}"

    @property
    def _is_writing(self) -> bool:
        return self._place.has_class("-writing")

    def _written_apart(self) -> str:
        """Who wrote another text meanwhile, and the key that shows it; nothing if nobody did."""
        who = ", ".join(dict.fromkeys(one.reviewer for one in self._desk.sitting.others))
        key = self._place.key_of("desk.apart")
        if self._is_writing:
            key = f"{self._place.key_of('prose.leave')}, then {key}"
        return f"{key} shows another text, by {who}: both stay" if who else ""

    def begin_marks(self) -> None:
        """Begin with the first mark: another text is open."""
        self._mark = 0

    def go_to_mark(self, *, first: bool) -> None:
        """Put the cursor at the first mark, or at the one after it, around the end."""
        marks = self._desk.marked
        after = [number for number, mark in enumerate(marks) if mark.start > self.area.place]
        self._mark = 0 if first else next(iter(after), 0)
        self.area.go_to(marks[self._mark].start)

    # How it is read

    def on_resize(self) -> None:
        """Show as much of the token at the cursor as this width has room for."""
        self.show_token()

    @on(TextArea.SelectionChanged)
    def show_token(self) -> None:
        """Show how the token at the cursor will be read."""
        token = token_at(self.area.text, self.area.place)
        line = self.query_one("#prose-token", Static)
        line.set_class(bool(token), "-shown")
        if token:
            read = self._desk.quoted.preview(token, preview_room(self.size.width))
            line.update(Content.assemble((f"{plain(token)} ", "bold"), plain(read)))

    def show_reading(self) -> None:
        """Show the prose as it will be read."""
        pieces = as_read(self._desk.sitting.text, self._desk.quoted.reading)
        shown = [(plain_lines(text), SETTINGS.get(setting, "")) for text, setting in pieces if text]
        self.query_one("#read-text", Static).update(
            Content.assemble(*shown) if shown else Content.styled("Nothing is written yet.", MUTED)
        )
