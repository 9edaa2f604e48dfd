"""A dialog with two versions of the theory map side by side: of each theory both wordings, with the changed words marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from review.domain import TheoryVersion
from review.domain.theories.theory_version import TheoryParts
from review.domain.wording.moments import day_of
from review.domain.wording.word_changes import Change, Words, word_changes
from review.theory_map.parts import PROGRAMME
from review.tui.dialogs.base import Dialog
from review.tui.dialogs.choose import Choice, Chooser
from review.tui.support.plain import plain
from review.tui.support.themes import MUTED
from review.tui.support.word_marks import marked_words, needs_signs

Worded = tuple[str, TheoryParts | None, TheoryParts | None]
"""A code with its parts in the older and in the newer version; None where it is not in one of them."""

Compare = Callable[[int, int], Sequence[Worded]]
"""Gives the theories and rival framings of two versions, by their numbers."""


class SideBySide(Dialog[None]):
    """Begins with the first version beside the present one; `versions` are oldest first."""

    CSS_PATH = "theories.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "choose('old')", "Other left", id="sides.left"),
        Binding("n", "choose('new')", "Other right", id="sides.right"),
        Binding("a", "all", "All or changed", id="sides.all"),
        Binding("escape,q,enter", "dismiss", "Close", id="sides.close"),
    ]

    def __init__(self, versions: Sequence[TheoryVersion], compare: Compare) -> None:
        super().__init__("Two versions of the theory map")
        self._versions = versions
        self._compare = compare
        self._old, self._new = versions[0].number, versions[-1].number
        self._all = False

    def compose_body(self) -> ComposeResult:
        """The names of both versions above their wordings."""
        with Horizontal(id="sides-heads"):
            yield Static(id="sides-old", classes="side")
            yield Static(id="sides-new", classes="side")
        yield Static(id="sides-none", classes="muted")
        yield Vertical(id="sides-rows")

    async def on_mount(self) -> None:
        """Show the first version and the present one."""
        await self._show()

    async def _show(self) -> None:
        numbers = {one.number: one for one in self._versions}
        for place, number in (("old", self._old), ("new", self._new)):
            self.query_one(f"#sides-{place}", Static).update(head(numbers[number]))
        compared = self._compare(self._old, self._new)
        rows = [one for one in compared if self._all or one[1] != one[2]]
        none = self.query_one("#sides-none", Static)
        none.display = not rows
        none.update(Content("The two versions say the same of every theory."))
        signs = needs_signs(self.app)
        pairs = (
            Horizontal(*(Static(side, classes="side") for side in sides(*one, signs=signs)), classes="pair")
            for one in rows
        )
        holder = self.query_one("#sides-rows", Vertical)
        await holder.remove_children()
        await holder.mount_all(pairs)

    def action_choose(self, side: str) -> None:
        """Choose the version on one side."""
        current = self._old if side == "old" else self._new

        async def chosen(number: str | None) -> None:
            if number is not None:
                if side == "old":
                    self._old = int(number)
                else:
                    self._new = int(number)
                await self._show()

        choices = [
            Choice(
                str(one.number),
                f"v{one.number} {one.act_in_words}",
                one.reason,
                marked=one.number == current,
            )
            for one in reversed(self._versions)
        ]
        self.app.push_screen(Chooser("Which version?", choices), chosen)

    async def action_all(self) -> None:
        """Show all theories, or only those that differ."""
        self._all = not self._all
        await self._show()


def head(version: TheoryVersion) -> Content:
    """A version above its wordings."""
    return Content.assemble(
        (f"v{version.number}", "bold $accent"),
        (plain(f"  {day_of(version.time)} · {version.reviewer}"), MUTED),
    )


def sides(
    code: str, before: TheoryParts | None, after: TheoryParts | None, *, signs: bool = False
) -> Iterator[Content]:
    """What both versions say of a theory: on the left what was removed is marked, on the right what was added."""
    called = "The programme theory" if code == PROGRAMME else code
    for parts, other, kept in ((before, after, Change.REMOVED), (after, before, Change.ADDED)):
        if parts is None:
            yield Content.styled(f"{plain(called)} is not in this version", MUTED)
            continue
        name, proposition = (
            _one_side(old, new, kept)
            for old, new in (
                ((before or parts).name, (after or parts).name),
                ((before or parts).proposition, (after or parts).proposition),
            )
        )
        identifier = "" if code == PROGRAMME else f"{plain(code)} "
        rejected = " (rejected)" if parts.rejected else ""
        yield Content("\n").join(
            [
                Content.assemble((identifier, "bold"), marked_words(name, signs=signs), rejected),
                marked_words(proposition, signs=signs),
                *([marked_words(_subthemes(parts, other, kept), signs=signs)] if parts.subthemes else []),
            ]
        )


def _one_side(old: str, new: str, kept: Change) -> tuple[Words, ...]:
    """The changes between two wordings as one side shows them: without the words that only the other has."""
    return tuple(words for words in word_changes(old, new) if words.change in (Change.SAME, kept))


def _subthemes(parts: TheoryParts, other: TheoryParts | None, kept: Change) -> tuple[Words, ...]:
    """The sub-themes of one side, those that the other does not have in the same words marked."""
    there = {(one.code, one.name) for one in (other or parts).subthemes}
    found: list[Words] = []
    for one in parts.subthemes:
        change = Change.SAME if (one.code, one.name) in there else kept
        found += [Words(Change.SAME, ", "), Words(change, f"{one.code} {one.name}")]
    return Words(Change.SAME, "sub-themes: "), *found[1:]
