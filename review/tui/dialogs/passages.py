"""A dialog that lists the passages coded to a theory, with search and filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.types import CSSPathType

from review.domain import Coding
from review.domain.wording.quoted import quoted
from review.tui.dialogs.base import Dialog
from review.tui.dialogs.choose import Choice, Chooser
from review.tui.dialogs.theories.passage_list import CodedPassage, PassageList
from review.tui.support.plain import plain, shorten
from review.tui.support.themes import MUTED
from review.tui.widgets.filter_bar import FilterBar, FilterChips
from review.tui.widgets.items.texts import EMPTY, Texts
from review.tui.widgets.theories.stances import STANCE_SIGNS, STANCE_STYLES

TO_CLEAR = "Words and filters stay, also when the list is opened again: the keys below change them."
"""Said where nothing is left of the list."""

QUOTE = 320
"""The most characters of a quotation that are shown."""


class Passages(Texts):
    """The list of passages."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Read in place", show=False, id="passages.open"),
        Binding("down,j", "move(1)", "Next", show=False, id="passages.next"),
        Binding("up,k", "move(-1)", "Previous", show=False, id="passages.previous"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="passages.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="passages.page_up"),
        Binding("home,g", "jump(0)", "First passage", show=False, id="passages.first"),
        Binding("end,G", "jump(-1)", "Last passage", show=False, id="passages.last"),
    ]


class PassagesScreen(Dialog[Coding | None]):
    """Dismissed with the coding to open in the Reader, or None."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["../widgets/items/items.tcss", "passages.tcss"]
    AUTO_FOCUS = "Passages"
    WIDGET_KEYS: ClassVar[Mapping[str, str]] = {"enter": "Read in place"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", id="passages.search"),
        Binding("f", "filter", "Filter", id="passages.filter"),
        Binding("s", "stance", "Stance", id="passages.stance"),
        Binding("escape,q", "close", "Close", id="passages.close"),
    ]

    def __init__(self, passages: PassageList) -> None:
        super().__init__(passages.title)
        self._passages = passages
        self._shown: list[CodedPassage] = []

    def compose_body(self) -> ComposeResult:
        """A field for words, the filters, and the passages."""
        yield FilterBar("/ search passages", self._passages.searched)
        yield Passages("passages")

    def on_mount(self) -> None:
        """Show the passages, those of the last time with the cursor where it was."""
        self._show(self._passages.place_of_opened())

    def _show(self, cursor: int = 0) -> None:
        passages = self._passages
        self._shown = passages.shown()
        self.show_heading(passages.heading)
        labels = [(one, passages.label(*one)) for one in passages.where.items()]
        self.query_one(FilterChips).show(labels, "")
        in_the_way = passages.in_the_way
        instead = Content.styled(f"{plain(in_the_way)}\n{TO_CLEAR}", MUTED) if in_the_way else EMPTY
        self.query_one(Passages).show(len(self._shown), self._describe, cursor, instead)

    def _describe(self, item: int) -> Content:
        passage = self._shown[item]
        return Content.assemble(
            *map(self._coded, passage.codings),
            f"{quoted(shorten(passage.first.quote, QUOTE))} ",
            (f"({plain(self._passages.citation(passage))})", "bold"),
            *((f"\n{plain(coding.memo)}", "italic") for coding in passage.codings if coding.memo),
        )

    def _coded(self, coding: Coding) -> Content:
        """A line: the stances toward the theory, the status, the codes and who coded."""
        status = f" · {coding.status}" if coding.status else ""
        codes, reviewer = plain(self._passages.codes_of(coding)), plain(coding.reviewer)
        stances = coding.stances_toward(self._passages.codes)
        return Content.assemble(
            Content(" ").join(
                Content.styled(f"{STANCE_SIGNS[stance]} {stance.replace('-', ' ')}", STANCE_STYLES[stance])
                for stance in stances
            ),
            (f"{status} · {codes} · {reviewer}\n", MUTED),
        )

    @on(Passages.Opened)
    def _open(self, message: Passages.Opened) -> None:
        """Close with the passage under the cursor."""
        coding = self._shown[message.item].first
        self._passages.opened = coding.id
        self.dismiss(coding)

    # Search and filters

    @on(FilterBar.Searched)
    def _find(self, message: FilterBar.Searched) -> None:
        if message.words != self._passages.searched:
            self._passages.searched = message.words
            self._show()
        if message.is_done:
            self.query_one(Passages).focus()

    def action_search(self) -> None:
        """Go to the search field."""
        self.query_one(FilterBar).begin()

    def action_filter(self) -> None:
        """Choose a filter to add, or an active one to remove."""
        active = self._passages.where.items()
        choices = [
            Choice("\n".join(one), self._passages.label(*one), marked=one in active)
            for one in self._passages.conditions()
        ]
        self.app.push_screen(Chooser("Filter: passages with …", choices), self._filter)

    def _filter(self, chosen: str | None) -> None:
        if chosen is not None:
            field, _, value = chosen.partition("\n")
            self._passages.toggle(field, value)
            self._show()

    @on(FilterChips.Removed)
    def _unfilter(self, message: FilterChips.Removed) -> None:
        self._passages.toggle(*message.condition)
        self._show()

    def action_stance(self) -> None:
        """Show only the passages of the next stance; after the last one, all again."""
        self._passages.next_stance()
        self._show()

    def action_close(self) -> None:
        """Close without opening a passage; from the search field, go back to the list."""
        if self.query_one(Passages).has_focus:
            self.dismiss(None)
        else:
            self.query_one(Passages).focus()
