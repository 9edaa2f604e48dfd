"""The Duplicates screen: groups of records in a list, and two of them side by side."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from review.domain.wording.counted import counted
from review.errors import ReviewError
from review.project.references import WORK
from review.tui.dialogs.base import Question
from review.tui.places.base import ReviewScreen
from review.tui.places.duplicates.comparing import compared, described
from review.tui.places.duplicates.desk import DuplicatesDesk, Found, Pair, find, outcome
from review.tui.places.duplicates.fields import FIELDS, sign
from review.tui.support.plain import content, plain, shorten
from review.tui.support.themes import MUTED
from review.tui.widgets.options import Options

if TYPE_CHECKING:
    from review.project import Acknowledgement
    from review.tui.widgets.screens.long_work import Monitor

NOTHING_FOUND = (
    "No duplicates found. Import references ({library.import} in the Library), then open this again."
)
OF_PAIRS = frozenset({"merge", "relate", "swap", "next_pair", "merge_certain"})
"""Actions on pairs, which are disabled while there is none."""

RELATING = ("duplicates.same_study", "duplicates.kin", "duplicates.distinct")
"""Bindings that keep both records of a pair."""

ALL_SETTLED = (
    "All groups are resolved. {app.undo} undoes the last act, {duplicates.leave} goes to the Library."
)


class DuplicatesScreen(ReviewScreen):
    """Shows the groups that `Project.dedupe` finds, and records the decision on each pair."""

    MODE = "library"
    HELP = (
        "Records that may be the same work. The cursor selects a group; two of its records are shown below or beside it,"
        " first the one to keep, with the words highlighted that differ: = the same, ≈ the same, spelt otherwise, ≠ different. Merging removes the other from all lists and"
        " keeps its source; {app.undo} undoes it."
    )
    CSS_PATH = "duplicates.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "merge", "Merge", id="duplicates.merge"),
        Binding("M", "merge_certain", "Merge all certain", id="duplicates.merge_certain"),
        Binding("x", "relate('distinct')", "Not duplicates", id="duplicates.distinct"),
        Binding("o", "swap", "Keep the other", id="duplicates.swap"),
        Binding("s", "relate('same-study')", "Same study", id="duplicates.same_study"),
        Binding("r", "relate('kin')", "Related", id="duplicates.kin"),
        Binding("n,right", "next_pair", "Next pair of the group", show=False, id="duplicates.next_pair"),
        Binding("j", "move(1)", "Next group", show=False, id="duplicates.next"),
        Binding("k", "move(-1)", "Previous group", show=False, id="duplicates.previous"),
        Binding("escape,q", "leave", "Library", id="duplicates.leave"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._is_searching = False
        self._shown: Pair | None = None
        self._cells = {
            name: (Static(classes="label"), Static(classes="kept"), Static(classes="other"))
            for name in ("name", *FIELDS)
        }

    def compose_body(self) -> ComposeResult:
        """A summary line, the groups, and two records field by field."""
        self.desk = DuplicatesDesk(self.project)
        yield Static(Content("Searching for duplicates…"), id="duplicates-line")
        yield Static(id="duplicates-empty")
        with Horizontal(id="duplicates-body"):
            yield Options(markup=False)
            with Vertical():
                yield Static(id="duplicates-why")
                with VerticalScroll(id="comparison"), Grid():
                    for name in ("name", *FIELDS):
                        yield from self._cells[name]

    def on_mount(self) -> None:
        """Start the search."""
        self.query_one("#duplicates-body").display = False
        self._search()

    def _search(self, *, merge_certain: bool = False) -> None:
        self._is_searching = True
        what = "Merging certain groups" if merge_certain else "Searching for duplicates"
        self._find(merge_certain, self.review_app.long_work.begin(what, lambda _line: None))

    @work(thread=True, exclusive=True, description="the search for duplicates")
    def _find(self, merge_certain: bool, monitor: Monitor) -> None:
        merged, line = None, ""
        try:
            if merge_certain:
                merged, line = self._merge_all_certain(monitor)
            found = Found((), {}) if monitor.stop.is_set() else find(self.project)
        except ReviewError as error:
            monitor.end(str(error))
            self.call_later(self._failed, str(error))
        else:
            monitor.end(line)
            self.call_later(self._show_found, found, merged)

    def _merge_all_certain(self, monitor: Monitor) -> tuple[int, str]:
        """Merge the certain groups, or those before a stop: how many records were merged into others, and a line about it."""

        def progress(done: int, total: int) -> None:
            monitor.note(f"{done:,} of {counted(total, 'group')} …")

        merged = self.project.references.dedupe(apply=True, progress=progress, stop=monitor.stop).merged
        line = f"{counted(merged, 'record')} merged into others."
        return merged, monitor.stopped(line) if monitor.stop.is_set() else line

    def _failed(self, why: str) -> None:
        self._is_searching = False
        self.query_one("#duplicates-line", Static).update(content(f"The search failed: {why}"))
        self.report(why, "error")

    def _show_found(self, found: Found, merged: int | None) -> None:
        self._is_searching = False
        self.desk.take(found)
        self._show_groups()
        if merged is not None:
            keys = ", ".join(map(self.key_of, RELATING))
            held = f" {self.desk.held}: relate them ({keys})." if self.desk.held else ""
            undo = f" {self.key_of('app.undo')} undoes this." if merged else ""
            self.report(f"{counted(merged, 'record')} merged into others.{undo}{held}")
        self.query_one(OptionList).focus()

    def project_changed(self) -> None:
        """Show the open groups again after an undo or changes elsewhere, without a new search."""
        if self.desk.has_searched and not self._is_searching:
            self._show_groups()

    def _show_groups(self) -> None:
        before = self.desk.groups
        self.desk.reload()
        groups = self.desk.groups
        options = self.query_one(OptionList)
        if groups != before:
            options.clear_options()
            options.add_options(Option(described(group, self.desk.fields)) for group in groups)
        self.query_one("#duplicates-body").display = bool(groups)
        empty = self.query_one("#duplicates-empty", Static)
        empty.display = not groups
        empty.update(content(self.with_keys(ALL_SETTLED if self.desk.has_found else NOTHING_FOUND)))
        line = Content.assemble(("Duplicates  ", "bold"), self.desk.summary())
        self.query_one("#duplicates-line", Static).update(line)
        options.highlighted = self.desk.chosen
        self._show_pair()
        self.refresh_bindings()

    @on(OptionList.OptionHighlighted)
    def _choose(self, message: OptionList.OptionHighlighted) -> None:
        """Show the first open pair of the group under the cursor."""
        if not self.desk.holds_pair(message.option_index):
            self.desk.choose(message.option_index)
            self._show_pair()

    def _show_pair(self) -> None:
        if self.desk.pair is None:
            return
        group = self.desk.group
        number, count = self.desk.place
        which = f"pair {number} of {count} (n: next). " if count > 1 else ""
        self.query_one("#duplicates-why", Static).update(
            Content.assemble((f"{outcome(group)}: ", "bold"), which, plain(self.desk.why))
        )
        kept, other = (self.desk.fields[record] for record in self.desk.pair)
        for name in ("name", *FIELDS):
            self._show_field(name, kept[name], other[name])
        if self.desk.pair != self._shown:
            self.query_one("#comparison").scroll_home(animate=False)
        self._shown = self.desk.pair

    def _show_field(self, name: str, kept: str, other: str) -> None:
        label, left, right = self._cells[name]
        for cell in (label, left, right):
            cell.set_class(not kept and not other, "empty")
            cell.set_class(kept == other and name != "name", "same")
        if name == "name":
            left.update(Content.assemble(("keep   ", "bold $text-success"), (shorten(kept, 60), "bold")))
            right.update(Content.assemble(("other  ", "bold $text-warning"), (shorten(other, 60), "bold")))
            return
        # The sign shows it without colours.
        label.update(Content(f"{sign(name, kept, other)} {name}"))
        for cell, value in zip((left, right), compared(kept, other), strict=True):
            cell.update(value if value.plain else Content.styled("—", MUTED))

    def allows(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable actions on pairs while there is none."""
        if action in OF_PAIRS and self.desk.pair is None:
            return False
        return super().allows(action, parameters)

    def action_move(self, by: int) -> None:
        """Move to the next or the previous group."""
        self.query_one(Options).step(by)

    def action_next_pair(self) -> None:
        """Compare the next pair of the group."""
        self.desk.next_pair()
        self._show_pair()

    def action_swap(self) -> None:
        """Keep the other record of the pair."""
        self.desk.swap()
        self._show_pair()

    def action_merge(self) -> None:
        """Merge the other record into the one to keep."""
        self._settle(self.desk.merge)

    def action_relate(self, relation: str) -> None:
        """Record how the two records are related; both are kept."""
        self._settle(partial(self.desk.relate, relation))

    def _settle(self, act: Callable[[], Acknowledgement | None]) -> None:
        if done := self.act(act):
            self.report(done.message)
            self._show_groups()

    def action_merge_certain(self) -> None:
        """Merge all certain groups, after a confirmation."""
        certain = self.desk.certain
        if not certain:
            self.report("No group is certain: decide on each pair yourself.")
            return
        question = f"Merge {counted(certain, 'certain group')}?"
        what = f"Each of them is certainly one work. Records that both have {WORK} stay two. One undo reverses it."
        self.app.push_screen(Question(question, what, undoable=True), self._merge_certain)

    def _merge_certain(self, answer: bool | None) -> None:
        if answer:
            self.query_one("#duplicates-line", Static).update(Content("Merging…"))
            self._search(merge_certain=True)

    def action_leave(self) -> None:
        """Return to the Library."""
        self.dismiss()
