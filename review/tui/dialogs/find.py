"""A dialog that finds words in everything that reviewers coded, wrote, composed and concluded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from review.domain.found import AllFound, Found, FoundKind
from review.project.finding.service import FindService
from review.theory_map.parts import PROGRAMME
from review.tui.dialogs.base import Dialog
from review.tui.support.background_questions import BackgroundQuestions
from review.tui.support.plain import content, plain
from review.tui.support.themes import MUTED
from review.tui.widgets.options import Options

TITLE = "Find in the review"
EXPLANATION = (
    "Words in codings, memos, comments, configurations, appraisals, verdicts, theories and prose. All must occur; the last may be the"
    " beginning of one. What documents say is searched in the Library."
)


class FindDialog(Dialog[Found | None]):
    """Dismissed with what is to be opened, or None. `names` are those of codes, `typed` the words to begin with."""

    CSS_PATH = "find.tcss"
    WIDGET_KEYS: ClassVar[Mapping[str, str]] = {"up": "Choose", "down": "Choose", "enter": "Open"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next", show=False, priority=True, id="finding.next"),
        Binding("up", "move(-1)", "Previous", show=False, priority=True, id="finding.previous"),
        Binding("escape", "cancel", "Close", id="finding.cancel"),
    ]

    def __init__(self, finding: FindService, names: Mapping[str, str], typed: str = "") -> None:
        super().__init__(TITLE)
        self._names = names
        self._typed = typed
        self.answered = ""
        """The words whose answer is shown."""
        self._found: tuple[Found, ...] = ()
        self._questions = BackgroundQuestions(self, finding.find, self._show)

    @property
    def typed(self) -> str:
        """The words that were typed last."""
        return self._typed

    def compose_body(self) -> ComposeResult:
        """A field for the words, and what has them."""
        yield Input(self._typed, placeholder="words", id="words", compact=True, select_on_focus=True)
        yield Static(id="said")
        yield Options(id="found")

    def on_mount(self) -> None:
        """Find the words to begin with."""
        self._search(self._typed)

    @on(Input.Changed)
    def search(self, message: Input.Changed) -> None:
        """Find what is typed now."""
        self._search(message.value)

    def _search(self, typed: str) -> None:
        self._typed = typed
        if typed.strip():
            self._questions.ask(typed)
        else:
            self._show(typed, AllFound((), 0))

    def _show(self, typed: str, all_found: AllFound) -> None:
        """Show an answer, unless something else was typed since."""
        if not self.is_attached or typed != self._typed:
            return
        self.answered, self._found = typed, all_found.found
        options, said = self.query_one(OptionList), self.query_one("#said", Static)
        options.clear_options()
        options.add_options(Option(self._lines(one)) for one in self._found)
        options.highlighted = 0 if self._found else None
        options.display = bool(self._found)
        said.display = not self._found
        said.update(Content("Nothing has all of these words." if typed.strip() else EXPLANATION))
        shown, total = len(self._found), all_found.total
        number = f"{shown:,} of {total:,}" if total > shown else f"{total:,}"
        self.show_heading(f"{TITLE}: {number}" if typed.strip() else TITLE)

    def _lines(self, one: Found) -> Content:
        """What it is and where, then the words in their surroundings."""
        name = f" {self._names[one.code]}" if one.kind is FoundKind.THEORY and one.code in self._names else ""
        page = f", {one.cited_page}" if one.cited_page else ""
        about = [one.cmoc, f"{one.code.replace(PROGRAMME, '')}{name}", f"{one.citation}{page}"]
        return Content.assemble(
            (_kind(one), "bold $accent"),
            content(f"  {' · '.join(filter(None, about))}", MUTED),
            "\n  ",
            plain(one.hit.before),
            (plain(one.hit.words), "bold underline"),
            plain(one.hit.after),
        )

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def take(self) -> None:
        """Close with what is under the cursor."""
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None and self._found:
            self.dismiss(self._found[highlighted])

    def action_move(self, step: int) -> None:
        """Go to the next of what was found, or the one before."""
        self.query_one(Options).step(step)

    def action_cancel(self) -> None:
        """Close without opening anything."""
        self.dismiss(None)


def _kind(one: Found) -> str:
    """What it is called."""
    if one.kind is not FoundKind.THEORY:
        return "configuration" if one.kind is FoundKind.CMOC else str(one.kind)
    if one.code == PROGRAMME:
        return "programme theory"
    return "theory" if one.id == one.code else "verdict"
