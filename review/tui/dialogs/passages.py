"""A dialog that lists the passages coded to a theory, by stance."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from review.domain import Coding, Stance
from review.tui.dialogs.base import Dialog
from review.tui.support.plain import plain, shorten
from review.tui.widgets.options import Options
from review.tui.widgets.theories.stances import STANCE_SIGNS, STANCE_STYLES

QUOTE = 320
"""The most characters of a quotation that are shown."""


class PassagesScreen(Dialog[Coding | None]):
    """Dismissed with the coding to open in the Reader, or None.

    `codes` has the theory and its sub-themes: the stances shown are those toward them. `citations` maps records to Author, year.
    """

    CSS_PATH = "passages.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Read in place", priority=True, id="passages.open"),
        Binding("s", "stance", "Stance", id="passages.stance"),
        Binding("j", "move(1)", "Next", show=False, id="passages.next"),
        Binding("k", "move(-1)", "Previous", show=False, id="passages.previous"),
        Binding("escape,q", "close", "Close", id="passages.close"),
    ]

    def __init__(
        self, title: str, codes: Collection[str], codings: Sequence[Coding], citations: Mapping[str, str]
    ) -> None:
        super().__init__(title)
        self._title = title
        self._codes = codes
        self._codings = list(codings)
        self._citations = citations
        self._stance: Stance | None = None
        self._shown = self._codings

    def compose_body(self) -> ComposeResult:
        """The passages."""
        yield Options(markup=False)

    def on_mount(self) -> None:
        """Show all passages."""
        self._show()

    def _show(self) -> None:
        self._shown = [
            c for c in self._codings if self._stance is None or self._stance in c.stances_toward(self._codes)
        ]
        which = f", {self._stance.replace('-', ' ')}" if self._stance else ""
        self.show_heading(f"{self._title}: {len(self._shown)} of {len(self._codings)} passages{which}")
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(self._describe(coding)) for coding in self._shown)
        options.highlighted = 0 if self._shown else None
        options.focus()

    def _describe(self, coding: Coding) -> Content:
        status = f" · {coding.status}" if coding.status else ""
        stances = coding.stances_toward(self._codes)
        codes = " ".join(coding.codes) if coding.stance else coding.codes_in_words
        return Content.assemble(
            Content(" ").join(
                Content.styled(f"{STANCE_SIGNS[stance]} {stance.replace('-', ' ')}", STANCE_STYLES[stance])
                for stance in stances
            ),
            (f"{status} · {plain(codes)} · {plain(coding.reviewer)}\n", "$foreground-muted"),
            f"“{shorten(coding.quote, QUOTE)}” ",
            (f"({plain(self._citations.get(coding.record, '?'))}, {plain(coding.cited_page)})", "bold"),
            (f"\n{plain(coding.memo)}" if coding.memo else "", "italic"),
            "\n",
        )

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Close with the passage under the cursor."""
        index = self.query_one(OptionList).highlighted
        if index is not None:
            self.dismiss(self._shown[index])

    def action_stance(self) -> None:
        """Show only the passages of the next stance; after the last one, all again."""
        occurring = {stance for coding in self._codings for stance in coding.stances_toward(self._codes)}
        stances = [None, *(stance for stance in STANCE_SIGNS if stance in occurring)]
        self._stance = stances[(stances.index(self._stance) + 1) % len(stances)]
        self._show()

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        options = self.query_one(OptionList)
        if by > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_close(self) -> None:
        """Close without opening a passage."""
        self.dismiss(None)
