"""The Duplicates screen: groups of records in a list, and two of them side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from review.project.bibliography import open_pairs
from review.tui.dialogs.choose import Choice, Chooser
from review.tui.places.base import ReviewScreen
from review.tui.places.duplicates.comparing import FIELDS, Found, compared, described, find, outcome
from review.tui.support.plain import content, plain, shorten
from review.tui.widgets.options import Options

if TYPE_CHECKING:
    from review.duplicates import DuplicateGroup
    from review.project import Acknowledgement

LISTED = 500
"""The most groups listed at a time, so that acts stay fast; others follow as these are resolved."""

NOTHING_FOUND = (
    "No duplicates found. Add records with `review import FILE` or with i in the Library,"
    " then open this again."
)
ALL_SETTLED = "All groups are resolved. u undoes the last act, escape goes to the Library."


class DuplicatesScreen(ReviewScreen):
    """Shows the groups that `Project.dedupe` finds, and records the decision on each pair."""

    MODE = "library"
    HELP = (
        "Records that may be the same work. The cursor selects a group; two of its records are shown below or beside it,"
        " first the one to keep, with the words highlighted that differ. Merging removes the other from all lists and"
        " keeps its source; u undoes it."
    )
    CSS_PATH = "duplicates.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "merge", "Merge", id="duplicates.merge"),
        Binding("x", "relate('distinct')", "Not duplicates", id="duplicates.distinct"),
        Binding("k", "swap", "Keep the other", id="duplicates.swap"),
        Binding("s", "relate('same-study')", "Same study", id="duplicates.same_study"),
        Binding("r", "relate('kin')", "Kin", id="duplicates.kin"),
        Binding("n,right", "next_pair", "Next pair of the group", show=False, id="duplicates.next_pair"),
        Binding("M", "merge_certain", "Merge all certain", id="duplicates.merge_certain"),
        Binding("escape,q", "leave", "Library", id="duplicates.leave"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found: Found | None = None
        self._groups: tuple[DuplicateGroup, ...] = ()
        self._pairs: list[tuple[str, str]] = []
        self._pair: tuple[str, str] | None = None
        """The record to keep, and the other one."""
        self._cells = {
            name: (Static(classes="label"), Static(classes="kept"), Static(classes="other"))
            for name in ("name", *FIELDS)
        }

    def compose_body(self) -> ComposeResult:
        """A summary line, the groups, and two records field by field."""
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
        self.note_revision()
        self._search()

    @work(thread=True, exclusive=True)
    def _search(self, merge_certain: bool = False) -> None:
        try:
            merged = self.project.references.dedupe(apply=True).merged if merge_certain else 0
            found = find(self.project)
        except ReviewError as error:
            self.call_later(self._failed, str(error))
        else:
            self.call_later(self._show_found, found, merged)

    def _failed(self, why: str) -> None:
        self.query_one("#duplicates-line", Static).update(content(f"The search failed: {why}"))
        self.report_error(why)

    def _show_found(self, found: Found, merged: int) -> None:
        # Earlier groups are kept: undo restores groups that a new search after a merge does not find.
        earlier = self._found
        self._found = found if earlier is None else _joined(earlier, found)
        self.note_revision()
        if merged:
            self.report(f"{merged} merged. u undoes one at a time.")
        self._show_groups()
        self.query_one(OptionList).focus()

    def project_changed(self) -> None:
        """Show the open groups again after an undo or changes elsewhere, without a new search."""
        if self._found is not None:
            self._show_groups()

    def _show_groups(self) -> None:
        assert self._found is not None
        unsettled = self.project.references.unsettled(self._found.groups)
        self._groups = unsettled[:LISTED]
        options = self.query_one(OptionList)
        cursor = options.highlighted or 0
        options.clear_options()
        options.add_options(Option(described(group, self._found.fields)) for group in self._groups)
        self.query_one("#duplicates-body").display = bool(self._groups)
        empty = self.query_one("#duplicates-empty", Static)
        empty.display = not self._groups
        empty.update(content(ALL_SETTLED if self._found.groups else NOTHING_FOUND))
        self.query_one("#duplicates-line", Static).update(self._summary(unsettled))
        self._show_group(min(cursor, len(self._groups) - 1))

    def _summary(self, unsettled: Sequence[DuplicateGroup]) -> Content:
        kinds = [outcome(group) for group in unsettled]
        counts = (f"{kinds.count(kind):,} {kind}" for kind in dict.fromkeys(kinds))
        first = (f"the first {LISTED} are listed",) if len(unsettled) > LISTED else ()
        summary = " · ".join([counted(len(self.project.records.listing()), "record"), *counts, *first])
        return Content.assemble(("Duplicates  ", "bold"), summary)

    def _show_group(self, index: int) -> None:
        """Put the cursor on a group and show its first open pair; -1 if there is no group."""
        options = self.query_one(OptionList)
        options.highlighted = index if index >= 0 else None
        group = self._groups[index] if index >= 0 else None
        self._pairs = (
            list(open_pairs(group.records, self.project.references.related_pairs())) if group else []
        )
        self._show_pair(self._pairs[0] if self._pairs else None)

    @on(OptionList.OptionHighlighted)
    def _chosen(self, message: OptionList.OptionHighlighted) -> None:
        records = (
            self._groups[message.option_index].records if message.option_index < len(self._groups) else ()
        )
        if self._pair is None or not set(self._pair) <= set(records):
            self._show_group(message.option_index)

    def _show_pair(self, pair: tuple[str, str] | None) -> None:
        self._pair = pair
        if pair is None or self._found is None:
            return
        group = self._groups[self.query_one(OptionList).highlighted or 0]
        which = (
            f"{_place(self._pairs, pair)} of {len(self._pairs)} pairs, n the next. "
            if len(self._pairs) > 1
            else ""
        )
        self.query_one("#duplicates-why", Static).update(
            Content.assemble((f"{outcome(group)}: ", "bold"), which, plain(group.why))
        )
        kept, other = (self._found.fields[record] for record in pair)
        for name in ("name", *FIELDS):
            self._show_field(name, kept[name], other[name])
        self.query_one("#comparison").scroll_home(animate=False)

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
        label.update(Content(f"{'=' if kept == other else '≠'} {name}"))
        for cell, value in zip((left, right), compared(kept, other), strict=True):
            cell.update(value if value.plain else Content.styled("—", "$foreground-muted"))

    def action_next_pair(self) -> None:
        """Compare the next pair of the group."""
        if self._pair and self._pairs:
            self._show_pair(self._pairs[_place(self._pairs, self._pair) % len(self._pairs)])

    def action_swap(self) -> None:
        """Keep the other record of the pair."""
        if self._pair:
            self._show_pair((self._pair[1], self._pair[0]))

    def action_merge(self) -> None:
        """Merge the other record into the one to keep."""
        if self._pair:
            kept, other = self._pair
            group = self._groups[self.query_one(OptionList).highlighted or 0]
            self._settle(partial(self.project.references.merge, kept, other, group.why))

    def action_relate(self, relation: str) -> None:
        """Record how the two records are related; both are kept."""
        if self._pair:
            self._settle(partial(self.project.references.relate, *self._pair, relation))

    def _settle(self, act: Callable[[], Acknowledgement]) -> None:
        if done := self.act(act):
            self.report(done.message)
            self._show_groups()

    def action_merge_certain(self) -> None:
        """Merge all certain groups, after a confirmation."""
        open_groups = self.project.references.unsettled(self._found.groups) if self._found else ()
        certain = sum(group.certain for group in open_groups)
        if not certain:
            self.report("No group is certain: decide on each pair yourself.")
            return
        groups = counted(certain, "group")
        choices = [Choice("merge", f"Merge {groups}", key="m"), Choice("", "Cancel", key="l")]
        title = (
            f"Merge {groups} that are certainly the same work? Records with decisions or codings are kept."
        )
        self.app.push_screen(Chooser(title, choices), self._merge_certain)

    def _merge_certain(self, answer: str | None) -> None:
        if answer:
            self.query_one("#duplicates-line", Static).update(Content("Merging…"))
            self._search(merge_certain=True)

    def action_leave(self) -> None:
        """Return to the Library."""
        self.dismiss()


def _place(pairs: Sequence[tuple[str, str]], pair: tuple[str, str]) -> int:
    """The number of a pair, from 1, whichever record is kept."""
    return [set(each) for each in pairs].index(set(pair)) + 1


def _joined(earlier: Found, later: Found) -> Found:
    """The groups found, with those that a later search added."""
    known = {frozenset(group.records) for group in earlier.groups}
    new = tuple(group for group in later.groups if frozenset(group.records) not in known)
    return Found((*earlier.groups, *new), {**earlier.fields, **later.fields})
