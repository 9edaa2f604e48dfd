"""Dialogs on the texts of one theory: its versions, and texts that were written apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from review.domain.wording.moments import minute_of
from review.domain.wording.one_line import first_words
from review.domain.writing.prose import length
from review.tui.dialogs.base import Dialog
from review.tui.support.plain import content, plain
from review.tui.support.themes import MUTED
from review.tui.widgets.options import Options

if TYPE_CHECKING:
    from review.domain.writing.prose import ProseVersion


class ProseVersions(Dialog[str | None]):
    """The versions, the newest first, each with its text below; dismissed with the text to have again, or None."""

    CSS_PATH = "versions.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Restore this text", priority=True, id="prose-versions.take"),
        Binding("j", "next(1)", "Next version", show=False, id="prose-versions.next"),
        Binding("k", "next(-1)", "Previous version", show=False, id="prose-versions.previous"),
        Binding("pagedown", "scroll(1)", "Scroll the text", show=False, id="prose-versions.down"),
        Binding("pageup", "scroll(-1)", "Scroll the text back", show=False, id="prose-versions.up"),
        Binding("escape,q", "dismiss(None)", "Close", id="prose-versions.close"),
    ]

    def __init__(self, title: str, code: str, versions: Sequence[ProseVersion]) -> None:
        super().__init__(title)
        self._code = code
        self._versions = versions

    def compose_body(self) -> ComposeResult:
        """The list, and the text of the one under the cursor."""
        yield Options(
            *(Option(describe(one, self._code)) for one in self._versions), id="prose-versions", markup=False
        )
        with VerticalScroll(id="prose-version", can_focus=False):
            yield Static(id="prose-text")

    def on_mount(self) -> None:
        """Begin with the newest."""
        self.query_one(OptionList).highlighted = 0

    @on(OptionList.OptionHighlighted)
    def _show(self, message: OptionList.OptionHighlighted) -> None:
        text = self._versions[message.option_index].text
        self.query_one("#prose-text", Static).update(content(text) if text else Content("(empty)"))
        self.query_one("#prose-version").scroll_home(animate=False)

    @on(OptionList.OptionSelected)
    def action_take(self) -> None:
        """Close with the text under the cursor."""
        highlighted = self.query_one(OptionList).highlighted
        self.dismiss(None if highlighted is None else self._versions[highlighted].text)

    def action_next(self, step: int) -> None:
        """Go to an older (1) or newer (-1) version, as the arrows do."""
        self.query_one(Options).step(step)

    def action_scroll(self, pages: int) -> None:
        """Scroll the text by pages."""
        pane = self.query_one("#prose-version")
        pane.scroll_relative(y=pages * max(1, pane.size.height - 1), animate=False)


def describe(one: ProseVersion, code: str) -> Content:
    """A version in a line: number, the code that it was written on if that is `code` now, time, reviewer, length, first words."""
    on = "" if one.written_on == code else f"on {one.written_on} · "
    return Content.assemble(
        (f"v{one.number}  ", "bold $accent"),
        plain(f"{on}{minute_of(one.time)} · {one.reviewer} · {length(one.text)}"),
        (plain(f"  {first_words(one.text, 40)}"), MUTED),
    )


MINE, THEIRS, BOTH = "mine", "theirs", "both"


class WrittenApart(Dialog[tuple[str, str] | None]):
    """Two texts on one theory; dismissed with which is chosen, and the other one's text, or None.

    They were written apart, or the other one on a theory with the id `former`, which was merged into this one.
    """

    CSS_PATH = "versions.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "choose('mine')", "Keep the text here", id="written-apart.mine"),
        Binding("t", "choose('theirs')", "Take the other", id="written-apart.theirs"),
        Binding("b", "choose('both')", "Both", id="written-apart.both"),
        Binding("escape,q", "dismiss(None)", "Later", id="written-apart.later"),
    ]

    def __init__(
        self, title: str, here: tuple[str, str], other: ProseVersion, more: int, former: str = ""
    ) -> None:
        super().__init__(title)
        self._former = former
        self._here, self._which = here
        self._other = other
        self._more = more

    def compose_body(self) -> ComposeResult:
        """What happened, the other text, then this one."""
        said = "Both stay as versions, whichever is chosen; with Both, the other follows the text here."
        yield Static(f"{said} {self._more} more after this one." if self._more else said)
        when = minute_of(self._other.time)
        on = f" on {self._former}" if self._former else ""
        who = f"The other: version {self._other.number}{on}, {self._other.reviewer}, {when}"
        yield Static(Content(plain(who)), classes="apart-title")
        yield Static(content(self._other.text or "(empty)"), classes="apart-text")
        yield Static(Content(plain(f"The text here. {self._which}")), classes="apart-title")
        yield Static(content(self._here or "(empty)"), classes="apart-text")

    def action_choose(self, which: str) -> None:
        """Close with the choice."""
        self.dismiss((which, self._other.text))
