"""The material side of the desk: its search and filters, the list, and how what is under the cursor will be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from review.domain.wording.counted import counted
from review.tui.dialogs.choose import Choice, Chooser
from review.tui.places.base import ReviewScreen
from review.tui.places.desk.desk import WritingDesk
from review.tui.places.desk.material import Item
from review.tui.places.desk.material_view import MaterialView
from review.tui.places.desk.quoted import preview_room
from review.tui.places.desk.reading_material import MaterialAsked, MaterialRead
from review.tui.places.desk.rows import ReadyLines, material_lines
from review.tui.places.desk.title import READING
from review.tui.support.background_questions import BackgroundQuestions
from review.tui.support.colours import code_ink
from review.tui.support.plain import plain
from review.tui.support.themes import MUTED
from review.tui.widgets.filter_bar import FilterBar, FilterChips
from review.tui.widgets.fitting.clipped import Clipped
from review.tui.widgets.fitting.showing import show, show_within
from review.tui.widgets.items.items import Items
from review.tui.widgets.items.parts import PartLine, PartLines
from review.tui.widgets.items.wrapped import wrapped

SOON = 0.5
"""Seconds after which the material on another theory, which is still being read, is no longer in sight."""


class Asked(NamedTuple):
    """What is to be read, and for which width and colours of codes its lines are made."""

    material: MaterialAsked
    width: int
    inks: Mapping[str, str]


class MaterialPane(Vertical):
    """Shows the material of the `desk`, reads what was not read yet, and searches and filters it."""

    class WasRead(Message):
        """Material that was not read yet was read in the background, and is shown."""

    def __init__(self, desk: WritingDesk, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._desk = desk
        self._reading = BackgroundQuestions(self, self._read, self._take)
        self._ready = ReadyLines()
        self._shown: object = None
        """What the list was made of."""

    def compose(self) -> ComposeResult:
        """The search, the list, the preview."""
        yield FilterBar("/ search")
        yield MaterialView("material")
        yield Clipped(id="desk-preview")

    @property
    def _place(self) -> ReviewScreen:
        return cast("ReviewScreen", self.screen)

    @property
    def item(self) -> Item | None:
        """What is under the cursor."""
        part = self.query_one(MaterialView).part
        return self._desk.material.item(part) if part else None

    def focus_list(self) -> None:
        """Give the keys to the list."""
        self.query_one(MaterialView).focus()

    @property
    def _inks(self) -> Mapping[str, str]:
        """The colours of codes in this theme."""
        theory_map = self._place.project.theory.map
        return {code: code_ink(theory_map, code, self.app.theme_variables) for code in theory_map.code_names}

    def show(self) -> None:
        """Show the material as the desk has it, and the keys for it.

        Those on another theory stay in sight for a moment, as these may be there then.
        """
        if self._desk.reading.has(self._desk.code) or not self.query_one(MaterialView).count:
            self._show_list()
            self._place.refresh_bindings()
        else:
            self.set_timer(SOON, self._show_waiting)

    def _show_waiting(self) -> None:
        """Say that the material is being read, if it still is."""
        if not self._desk.reading.has(self._desk.code):
            self._show_list()
            self._place.refresh_bindings()

    def follow(self) -> None:
        """Show what changed of the material, if anything did, and read it again."""
        if self._shown != self._looks(self._inks):
            self.show()
        self.read_ahead()

    def _looks(self, inks: Mapping[str, str]) -> object:
        """What the list and the preview are made of."""
        return self._desk.reading.changes, inks, self._place.review_app.keys

    def _show_list(self) -> None:
        material, inks = self._desk.material, self._inks
        self._shown = self._looks(inks)

        def lines(width: int) -> Sequence[PartLine] | PartLines:
            if not material.listed:
                return self._nothing(width)
            used = self._desk.quoted.used
            if self._ready.are_of(material.listed, used, inks, width):
                return self._ready.lines
            return material_lines(material.listed, width, used, inks)

        self.query_one(MaterialView).show(f"{self._desk.code} {material.searched} {material.where}", lines)
        labels = dict(material.conditions()) if material.where else {}
        chosen = [(one, labels.get(one, ": ".join(one))) for one in material.where.items()]
        shown, total = len(material.listed), material.total
        count = f"{shown:,} of {counted(total, 'item')}" if material.is_narrowed else counted(total, "item")
        if not self._desk.reading.has(self._desk.code):
            count = READING
        self.query_one(FilterChips).show(
            chosen, count, f"{shown:,}" if self._desk.reading.has(self._desk.code) else "…"
        )
        self._preview()

    def _nothing(self, width: int) -> list[PartLine]:
        if not self._desk.reading.has(self._desk.code):
            return [PartLine(Content.styled("Reading …", MUTED))]
        said = self._place.with_keys(
            "Nothing matches. {desk.clear} clears search and filters."
            if self._desk.material.is_narrowed
            else "Nothing to write from yet: passages are coded in the Reader ({app.reader}), and configurations"
            " ({app.configurations}) tied to a theory."
        )
        return wrapped(Content.styled(said, MUTED), width)

    @on(Items.Highlighted)
    def _preview(self) -> None:
        """Show how what `i` inserts will be read."""
        item = self.item
        line = self.query_one("#desk-preview", Static)
        if not self._desk.reading.has(self._desk.code):
            show_within(line, Content(""))  # it keeps its room for what comes in a moment
            return
        if item is None or not item.token:
            show(line, Content(""))
        else:
            room = preview_room(self.size.width)
            read = plain(self._desk.quoted.preview(item.token, room))
            show(line, Content.assemble((f"{self._place.key_of('desk.insert')} inserts ", "bold"), read))
        line.display = bool(item and item.token)

    # Reading

    def read_ahead(self) -> None:
        """Read in the background what was not read yet."""
        if self._unread:
            # The lines are made for the width, which is known by then.
            self._place.call_after_refresh(self._ask)

    @property
    def _unread(self) -> MaterialAsked | None:
        return self._desk.reading.unread(self._desk.code, self._desk.sitting.text)

    def _ask(self) -> None:
        if asked := self._unread:
            self._reading.ask(Asked(asked, self.query_one(MaterialView).room, self._inks))

    def _read(self, asked: Asked) -> tuple[MaterialRead, ReadyLines]:
        """Read the material, and make its lines; called in the background."""
        read = self._desk.reading.read(asked.material)
        return read, self._ready.made_for(read.items, read.look.used, asked.inks, asked.width)

    def _take(self, asked: Asked, found: tuple[MaterialRead, ReadyLines]) -> None:
        """Show the material that was read, if it is other than what is shown."""
        read, ready = found
        self._desk.reading.take(asked.material, read, self._desk.code, self._desk.sitting.text)
        if asked.material.code == self._desk.code:
            self._ready = ready
        if self._shown != self._looks(asked.inks):
            self._show_list()
            self.post_message(self.WasRead())

    # Search and filters

    def begin_search(self) -> None:
        """Go to the search field."""
        self.query_one(FilterBar).begin()

    def clear_field(self) -> None:
        """Empty the search field."""
        self.query_one(FilterBar).clear()

    def clear(self) -> None:
        """List all material."""
        self._desk.material.clear()
        self.clear_field()
        self.show()

    @on(FilterBar.Searched)
    def _find(self, message: FilterBar.Searched) -> None:
        if message.words != self._desk.material.searched:
            self._desk.material.search(message.words)
            self.show()
        if message.is_done:
            self.focus_list()

    def choose_filter(self) -> None:
        """Choose a filter to add, or an active one to remove."""
        active = self._desk.material.where.items()
        choices = [
            Choice("\n".join(one), label, marked=one in active)
            for one, label in self._desk.material.conditions()
        ]
        self.app.push_screen(Chooser("Filter: material …", choices), self._filter)

    def _filter(self, chosen: str | None) -> None:
        if chosen is not None:
            field, _, value = chosen.partition("\n")
            self._desk.material.toggle(field, value)
            self.show()

    @on(FilterChips.Removed)
    def _unfilter(self, message: FilterChips.Removed) -> None:
        self._desk.material.toggle(*message.condition)
        self.show()

    def on_key(self, event: events.Key) -> None:
        """Escape in the search field returns to the list."""
        if event.key == "escape" and isinstance(self.screen.focused, Input):
            event.stop()
            self.focus_list()
