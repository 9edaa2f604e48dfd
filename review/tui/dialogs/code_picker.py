"""A dialog to pick a code or sub-theme by letters of its id or name, or to ask for a new sub-theme."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.fuzzy import FuzzySearch
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from review.domain import Stance
from review.domain.wording.named import named
from review.theory_map import TheoryMap
from review.tui.dialogs.base import Dialog
from review.tui.support.colours import code_ink
from review.tui.support.plain import content, plain, shorten
from review.tui.support.themes import MUTED
from review.tui.widgets.fitting.clipped import Clipped
from review.tui.widgets.options import HIGH, Options


@dataclass(frozen=True, slots=True)
class Candidate:
    """A code to pick from; `explanation` is its proposition, or a sub-theme's definition and its theory's."""

    code: str
    name: str
    key: str
    explanation: str


@dataclass(frozen=True, slots=True)
class NewSubtheme:
    """A new sub-theme is wanted: the theory or rival framing that it belongs under, and the letters typed as its name."""

    under: str
    name: str


def candidates(theory_map: TheoryMap) -> Iterator[Candidate]:
    """The codes and sub-themes that are not rejected, in the order of the map."""
    for theory in theory_map.codes:
        if theory.rejected:
            continue
        yield Candidate(theory.id, theory.name, theory.key, theory.proposition)
        for subtheme in theory.subthemes:
            of = f"Under {theory.id} {theory.name}: {theory.proposition}"
            explanation = f"{subtheme.definition}\n{of}" if subtheme.definition else of
            yield Candidate(subtheme.id, subtheme.name, "", explanation)


class CodePicker(Dialog[str | NewSubtheme | None]):
    """Dismissed with the picked code, a new sub-theme to make, or None.

    `present` are the codes already on the passage. For a passage, a new sub-theme belongs under the theory of the first of them, or, without
    any or once one was chosen with the arrow keys, under that of the highlighted code. For what is tied to codes, `stances` are
    those that it has now, and there are no new sub-themes.
    """

    CSS_PATH = "code_picker.tcss"
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-low"), (HIGH, "-high")]  # noqa: RUF012 - as in Screen
    WIDGET_KEYS: ClassVar[Mapping[str, str]] = {"up": "Choose", "down": "Choose", "enter": "Accept"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next code", show=False, priority=True, id="picker.next"),
        Binding("up", "move(-1)", "Previous code", show=False, priority=True, id="picker.previous"),
        Binding("ctrl+n", "new", "New sub-theme", priority=True, id="picker.new"),
        Binding("escape", "cancel", "Cancel", id="picker.cancel"),
    ]

    def __init__(
        self,
        theory_map: TheoryMap,
        present: Collection[str] = (),
        *,
        title: str = "Add a code to the passage, or remove it",
        stances: Mapping[str, Stance] | None = None,
    ) -> None:
        super().__init__(title)
        self._map = theory_map
        self._stances = stances
        present = present or stances or ()
        self._present = frozenset(present)
        self._all = list(candidates(theory_map))
        self._found = self._all
        self._search = FuzzySearch()
        known = [code for code in present if code in theory_map.code_names]
        self._under = theory_map.theory_of(known[0]) if known else theory_map.codes[0]
        self._follows = not known

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """New sub-themes are made for passages."""
        return (action != "new" or self._stances is None) and super().check_action(action, parameters)

    def compose_body(self) -> ComposeResult:
        """A search field, the codes that match, and the explanation of the highlighted one."""
        yield Input(placeholder="type letters of a code or sub-theme", id="letters", compact=True)
        yield Options(id="codes")
        yield Clipped(id="proposition")

    def on_mount(self) -> None:
        """List all codes."""
        self._show_found()
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._show_found())

    @on(Input.Changed)
    def search(self, message: Input.Changed) -> None:
        """List the codes whose id or name has the letters in this order, best match first."""
        letters = message.value.strip()
        scored = [(self._score(letters, candidate), candidate) for candidate in self._all]
        ordered = sorted((s for s in scored if s[0] > 0 or not letters), key=lambda s: -s[0])
        self._found = [candidate for _, candidate in ordered]
        self._show_found()

    def _score(self, letters: str, candidate: Candidate) -> float:
        if not letters:
            return 0.0
        if candidate.code.casefold() == letters.casefold():
            return float("inf")
        return max(self._search.match(letters, text)[0] for text in (candidate.code, candidate.name))

    def _show_found(self) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(self._line(candidate)) for candidate in self._found)
        options.highlighted = 0 if self._found else None
        if not self._found:
            new = f" A new sub-theme with this name would be under {self._under.id} {self._under.name}."
            said = f"No code has these letters in this order.{new if self._stances is None else ''}"
            self.query_one("#proposition", Clipped).update(Content(plain(said)))

    def _line(self, candidate: Candidate) -> Content:
        ink = code_ink(self._map, candidate.code, self.app.theme_variables)
        stance = (self._stances or {}).get(candidate.code)
        return Content.assemble(
            "● " if candidate.code in self._present else "  ",
            (f"{shorten(candidate.key, 1):1} ", "bold"),
            content(f"{plain(candidate.code):<5} ", f"bold {ink}"),
            content(plain(candidate.name)),
            (f"  {named(stance)}" if stance else "", MUTED),
        )

    @on(OptionList.OptionHighlighted)
    def explain(self, message: OptionList.OptionHighlighted) -> None:
        """Show the explanation of the highlighted code."""
        if message.option_index < len(self._found):
            found = self._found[message.option_index]
            if self._follows:
                self._under = self._map.theory_of(found.code)
            self.query_one("#proposition", Clipped).update(content(found.explanation))

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def take(self) -> None:
        """Close with the highlighted code."""
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None and self._found:
            self.dismiss(self._found[highlighted].code)

    def action_move(self, step: int) -> None:
        """Highlight the next code or the one before."""
        self._follows = True
        self.query_one(Options).step(step)

    def action_new(self) -> None:
        """Close to make a sub-theme, with the letters typed as its name, unless they are the id of a code."""
        typed = self.query_one(Input).value.strip()
        is_id = any(candidate.code.casefold() == typed.casefold() for candidate in self._all)
        self.dismiss(NewSubtheme(self._under.id, "" if is_id else typed))

    def action_cancel(self) -> None:
        """Close without picking."""
        self.dismiss(None)
