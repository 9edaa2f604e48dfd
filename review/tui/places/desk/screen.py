"""The Desk's screen: the material on one side, the prose on the other, what to look at again below it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.types import CSSPathType
from textual.widgets import Input, Static, TextArea

from review.domain.wording.counted import counted
from review.errors import ReviewError
from review.tui.dialogs.choose import Choice, Chooser
from review.tui.dialogs.message import MessageScreen
from review.tui.places.base import ReviewScreen
from review.tui.places.desk.desk import WritingDesk
from review.tui.places.desk.editor import edit, editor_command
from review.tui.places.desk.marks import MarkLines
from review.tui.places.desk.material import Item, ItemKind
from review.tui.places.desk.material_view import MaterialView
from review.tui.places.desk.prose_area import ProseArea
from review.tui.places.desk.quoted import token_at
from review.tui.places.desk.reading import EMPHASIS, HEADING, QUOTED, STRONG, UNKNOWN, as_read
from review.tui.places.desk.rows import material_lines
from review.tui.places.desk.sitting import News
from review.tui.places.desk.versions import BOTH, THEIRS, ProseVersions, WrittenApart
from review.tui.support.colours import code_ink
from review.tui.support.plain import plain, plain_lines, shorten
from review.tui.widgets.filter_bar import FilterBar, FilterChips
from review.tui.widgets.fitting.clipped import Clipped
from review.tui.widgets.items.items import Items
from review.tui.widgets.items.parts import PartLine

KEEP = 0.5
"""Seconds between two looks at what was typed: it is on disk that soon."""

SAVE = 120.0
"""Seconds without a key after which what was typed becomes a version; leaving makes one at once."""

PAUSES = 10
"""How much longer than it takes to write to a slow disk typing goes on before it is written again."""

UNSAVED = "Text typed on "
"""How the notice of a text begins that a killed program left."""

SETTINGS = {
    HEADING: "bold $text-primary",
    STRONG: "bold",
    EMPHASIS: "italic",
    QUOTED: "$text-primary",
    UNKNOWN: "$text-error",
}
"""The styles of the read view."""

ON_ITEM = frozenset({"insert", "cite"})
TO_WRITE = frozenset({"insert", "cite", "write", "editor", "apart"})
"""Actions that change the prose."""


class DeskScreen(ReviewScreen):
    """The desk. While the text area has the focus letters are text (`-writing`); Escape returns to the material and its keys."""

    MODE = "desk"
    HELP = (
        "The desk: findings are written per theory, in Markdown. {desk.insert} inserts the passage or configuration under the cursor as a"
        " token such as [@C3], which is read as the quotation with its citation; {desk.cite} cites its source only."
        " {desk.write} goes to the text, where letters are text; {prose.leave} returns to the material and its keys.\n"
        "What is typed is on disk about half a second later. It becomes a version when you leave the theory, the place or the program,"
        " save it with {desk.save}, or pause for two minutes; {desk.versions} lists versions.\n"
        "Signs: + supports, − challenges, ~ refines, ^ extends, · bears on."
    )
    CSS_PATH: ClassVar[CSSPathType | None] = ["../../widgets/items/items.tcss", "desk.tcss"]
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,w", "write", "Write", id="desk.write"),
        Binding("i", "insert", "Insert", id="desk.insert"),
        Binding("I", "cite", "Cite", id="desk.cite"),
        Binding("o", "apart", "Other text", id="desk.apart"),
        Binding("n", "next_mark", "Next mark", id="desk.next_mark"),
        Binding("r", "read", "Read", id="desk.read"),
        Binding("right_square_bracket", "beside(1)", "Next theory", id="desk.next"),
        Binding("left_square_bracket", "beside(-1)", "Previous theory", show=False, id="desk.previous"),
        Binding("t", "choose", "Theories", id="desk.choose"),
        Binding("slash", "search", "Search", id="desk.search"),
        Binding("f", "filter", "Filter", id="desk.filter"),
        Binding("F", "clear", "Clear filters", show=False, id="desk.clear"),
        Binding("e", "editor", "Editor", id="desk.editor"),
        Binding("v", "versions", "Versions", id="desk.versions"),
        Binding("m", "memos", "Memos", id="desk.memos"),
        Binding("c", "citations", "Citations", id="desk.citations"),
        Binding("ctrl+s", "save", "Save", id="desk.save"),
        Binding("escape", "material", "Back to the material", show=False, id="desk.material"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._typed_at = self._keep_from = 0.0
        self._kept = True
        self._is_shown = False
        self._trouble = ""
        self._mark = 0

    def compose_body(self) -> ComposeResult:
        """What is written on; the material with its search and a preview; the prose with its state and marks."""
        self.desk = WritingDesk(self.project)
        yield Clipped(id="desk-title")
        with Horizontal(id="desk-body"):
            with Vertical(id="desk-material"):
                yield FilterBar("/ search")
                yield MaterialView("material")
                yield Clipped(id="desk-preview")
            with Vertical(id="desk-prose"):
                yield Clipped(id="prose-state")
                yield ProseArea("prose")
                yield Clipped(id="prose-token")
                with VerticalScroll(id="reading"):
                    yield Static(id="read-text")
                yield MarkLines("desk-marks")

    def on_mount(self) -> None:
        """Recover what a killed program left, and show the theory that was written on last."""
        if not self.project.read_only:
            for line in self.act(self.desk.recover) or ():
                self.review_app.remove_notices(UNSAVED)
                self.report(line, "warning")
        self._show_theory()
        self.query_one(MaterialView).focus()
        self.set_interval(KEEP, self._watch)

    # Showing

    def _show_theory(self) -> None:
        """Show another theory: its material from the top, its prose from the end."""
        self._mark = 0
        self._show_prose()
        self._show_material()
        self.query_one(FilterBar).clear()

    def _show_prose(self) -> None:
        area = self.query_one(ProseArea)
        area.read_only = bool(self.project.read_only)
        if area.text != self.desk.sitting.text:
            area.show(self.desk.sitting.text)
        self._is_shown = True
        self._show_state()

    def _show_material(self) -> None:
        desk = self.desk

        def ink(code: str) -> str:
            known = code in self.project.theory.map.code_names
            return code_ink(self.project.theory.map, code, self.app.theme_variables) if known else ""

        def lines(width: int) -> list[PartLine]:
            found = material_lines(desk.material.listed, width, desk.material.is_used, ink)
            return found or self._no_material(width)

        self.query_one(MaterialView).show(
            f"{desk.code} {desk.material.searched} {desk.material.where}", lines
        )
        labels = dict(desk.material.conditions())
        chosen = [(one, labels.get(one, ": ".join(one))) for one in desk.material.where.items()]
        shown, total = len(desk.material.listed), desk.material.total
        count = f"{shown:,} of {total:,}" if desk.material.is_narrowed else f"{total:,}"
        self.query_one(FilterChips).show(chosen, count, f"{shown:,}")
        self._preview()
        self._show_state()

    def _no_material(self, width: int) -> list[PartLine]:
        said = (
            self.with_keys("Nothing matches. {desk.clear} clears search and filters.")
            if self.desk.material.is_narrowed
            else self.with_keys(
                "Nothing to write from yet: passages are coded in the Reader ({app.reader}), and configurations"
                " ({app.configurations}) tied to a theory."
            )
        )
        return [PartLine(line) for line in Content.styled(said, "$foreground-muted").wrap(max(1, width))]

    def on_resize(self) -> None:
        """Fit the title to the width."""
        super().on_resize()
        if self._is_shown:
            self._show_title()

    def _show_title(self) -> None:
        """What is written on, and how much material of it there is; a name is shortened rather than the numbers."""
        desk, theory_map = self.desk, self.project.theory.map
        number, count = desk.position
        passages, used = desk.material.counts
        numbers = f"  {number} of {count} · {counted(passages, 'passage')}, {used:,} in the prose"
        # A narrow window shows the line on it with the text only.
        apart = f"  {self.key_of('desk.apart')}: another text" if desk.sitting.others else ""
        is_theory = desk.code in theory_map.code_names
        code = f"{plain(desk.code)} " if is_theory else ""
        ink = code_ink(theory_map, desk.code, self.app.theme_variables) if is_theory else ""
        title = self.query_one("#desk-title", Static)
        room = self.app.size.width - title.gutter.width - len(code) - len(numbers) - len(apart)
        title.update(
            Content.assemble(
                (code, f"bold {ink}".strip()),
                (shorten(desk.name, max(1, room)), "bold"),
                (apart, "bold $text-warning"),
                (numbers, "$foreground-muted"),
            ),
            layout=False,
        )

    def _show_state(self) -> None:
        """The title, the state of the prose, the marks."""
        self._show_title()
        desk, sitting = self.desk, self.desk.sitting
        words = counted(len(sitting.text.split()), "word")
        version = f"version {sitting.version.number}" if sitting.version else "no version yet"
        mode = (
            "Writing: letters are text"
            if self.has_class("-writing")
            else "Reading"
            if self.is_reading
            else "Prose"
        )
        kept = "kept, not saved" if self._kept else "not saved"
        waiting = self._trouble or (kept if sitting.is_changed else "saved")
        self.query_one("#prose-state", Static).update(
            Content.assemble(
                (mode, "bold"),
                (f" · {waiting}", "$text-error" if self._trouble else ""),
                f" · {version} · {words}",
            ),
            layout=False,
        )
        marks = desk.marked
        self.query_one(ProseArea).mark(desk.quoted.marked_names)
        self._mark = min(self._mark, max(0, len(marks) - 1))
        who = ", ".join(dict.fromkeys(one.reviewer for one in sitting.others))
        key = self.key_of("desk.apart")
        if self.has_class("-writing"):
            key = f"{self.key_of('prose.leave')}, then {key}"
        apart = f"{key} shows another text, by {who}: both stay" if who else ""
        self.query_one(MarkLines).show(marks, self._mark, self.key_of("desk.next_mark"), apart)
        self.refresh_bindings()

    def _room(self, pane: str) -> int:
        """The cells for a preview in a pane: three lines of it, less what words leave empty at their ends."""
        return 3 * (self.query_one(pane).size.width - 12)

    @on(Items.Highlighted)
    def _preview(self) -> None:
        """Show how what `i` inserts will be read."""
        item = self._item
        line = self.query_one("#desk-preview", Static)
        if item is None or not item.token:
            line.update(Content(""))
        else:
            read = (
                (f"{self.key_of('desk.insert')} inserts ", "bold"),
                plain(self.desk.quoted.preview(item.token, self._room("#desk-material"))),
            )
            line.update(Content.assemble(*read))
        line.display = bool(item and item.token)

    @on(TextArea.SelectionChanged)
    def _read_token(self) -> None:
        """Show how the token at the prose's cursor will be read."""
        area = self.query_one(ProseArea)
        token = token_at(area.text, area.place)
        line = self.query_one("#prose-token", Static)
        line.set_class(bool(token), "-shown")
        if token:
            line.update(
                Content.assemble(
                    (f"{plain(token)} ", "bold"),
                    plain(self.desk.quoted.preview(token, self._room("#desk-prose"))),
                )
            )

    def theme_changed(self) -> None:
        """Colour the codes for the theme."""
        self._show_material()
        if self.is_reading:
            self._show_reading()

    def project_changed(self) -> None:
        """Show what others wrote; where something typed is not saved, both texts stay."""
        self._take_typed()
        code, before = self.desk.code, self.desk.sitting.text
        news = self.desk.reload()
        if self.desk.code != code:
            self.report(f"{code} is now written on as {self.desk.code}.")
            self._show_theory()
            return
        if news is News.SHOWN and self.desk.sitting.text != before:
            self._show_prose()
        elif news is News.APART:
            key = self.key_of("desk.apart")
            self.report(
                f"{self.desk.title} was written elsewhere meanwhile: both texts stay; {key} shows the other.",
                "warning",
            )
        self._show_material()
        if self.is_reading:
            self._show_reading()

    # Typing, and that nothing of it is lost

    @on(TextArea.Changed)
    def _take_typed(self) -> None:
        """Take what the text area has; also called where its message may still be on its way, as when the place is left."""
        text = self.query_one(ProseArea).text if self._is_shown else ""
        if not self._is_shown or text == self.desk.sitting.text:
            return
        self._typed_at, self._kept = monotonic(), False
        if self.desk.typed(text):
            self._show_material()
        else:
            self._show_state()
        self._read_token()

    def _watch(self) -> None:
        """Have on disk what was typed; after a long pause make it a version."""
        now = monotonic()
        if not self._kept and now >= self._keep_from:
            self._keep()
            self._keep_from = now + PAUSES * (monotonic() - now)
        if self.desk.sitting.is_changed and now - self._typed_at > SAVE:
            self._save()
            self._typed_at = now

    def _keep(self) -> None:
        self._take_typed()
        before = self._trouble, self._kept
        try:
            self.desk.keep()
        except ReviewError as error:
            self._trouble = str(error)
        else:
            self._kept, self._trouble = True, ""
        if (self._trouble, self._kept) != before:
            self._show_state()

    def _save(self) -> str:
        """Make what was typed a version; returns why it could not be, else ``""``."""
        self._take_typed()
        if not self.desk.unsaved:
            return ""
        try:
            self.desk.save()
        except ReviewError as error:
            self._trouble = str(error)
        else:
            self._trouble = ""
            # What others wrote meanwhile is still to be shown.
            self._seen = (self.project.revision, self._seen[1])
        self._kept = True
        if self.is_mounted and self.is_attached:
            self._show_state()
        return self._trouble

    def keep_typed(self) -> str:
        """Save what was typed; returns why it could not be, and where it is, else ``""``."""
        return self._save()

    def on_screen_suspend(self) -> None:
        """Save when the place is left; behind a dialog what was typed is kept on disk."""
        super().on_screen_suspend()
        if isinstance(self.app.screen, ModalScreen):
            self._keep()
        elif trouble := self._save():
            self.report(trouble, "error")

    def on_unmount(self) -> None:
        """Save when the program ends in whatever way."""
        with suppress(Exception):  # the draft is on disk, and comes back
            self.desk.save()

    def action_save(self) -> None:
        """Make what was typed a version now."""
        self._take_typed()
        had = bool(self.desk.unsaved)
        trouble = self._save()
        if trouble:
            self.report(trouble, "error")
        else:
            version = self.desk.sitting.version
            self.report(f"Saved: version {version.number}." if had and version else "Saved already.")

    # Where the keys go

    @property
    def is_writing(self) -> bool:
        """Whether letters are text."""
        return isinstance(self.focused, ProseArea)

    @property
    def is_reading(self) -> bool:
        """Whether the read view is open."""
        return self.has_class("-reading")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say whether letters are text now; a narrow window shows what has the focus."""
        del event
        self.set_class(self.is_writing, "-writing")
        self.set_class(self.is_writing or self.is_reading, "-at-prose")
        self._show_state()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What acts on an item needs one; what changes the prose needs a review that can be written to."""
        if self.is_mounted and hasattr(self, "desk"):
            if action in TO_WRITE and self.project.read_only:
                return False
            if action in ON_ITEM and not (self._item and self._item.token):
                return False
            if action == "cite" and not (self._item and self._item.citation_token):
                return False
            if action == "apart" and not self.desk.sitting.others:
                return False
            if action == "next_mark" and not self.desk.marked:
                return False
        return super().check_action(action, parameters)

    def action_write(self) -> None:
        """Go to the text."""
        self.remove_class("-reading")
        self.add_class("-at-prose")
        self.query_one(ProseArea).focus()

    @on(ProseArea.Left)
    def action_material(self) -> None:
        """Return to the material."""
        self.remove_class("-reading", "-at-prose", "-writing")
        self.query_one(MaterialView).focus()
        self._show_state()

    def action_read(self) -> None:
        """Show the prose as it will be read, or go back."""
        if self.is_reading:
            self.action_material()
            return
        self.add_class("-reading", "-at-prose")
        self._show_reading()
        self.query_one("#reading").focus()

    def _show_reading(self) -> None:
        pieces = as_read(self.desk.sitting.text, self.desk.quoted.reading)
        shown = [(plain_lines(text), SETTINGS.get(setting, "")) for text, setting in pieces if text]
        self.query_one("#read-text", Static).update(
            Content.assemble(*shown)
            if shown
            else Content.styled("Nothing is written yet.", "$foreground-muted")
        )

    # Which theory

    def action_beside(self, step: int) -> None:
        """Write on the next or previous theory."""
        self._choose(self.desk.beside(step))

    def action_choose(self) -> None:
        """Choose a theory or section from a list."""
        choices = [
            Choice(code, label, detail, marked=code == self.desk.code)
            for code, label, detail in self.desk.choices()
        ]
        self.app.push_screen(Chooser("Write on …", choices), self._choose)

    def _choose(self, code: str | None) -> None:
        if code is None or code == self.desk.code:
            return
        self._take_typed()
        try:
            self.desk.choose(code)
        except ReviewError as error:
            self.report(str(error), "error")
        self._trouble, self._kept = "", True
        self._seen = (self.project.revision, self._seen[1])
        self._show_theory()
        if self.is_reading:
            self._show_reading()

    def show_prose(self, code: str) -> None:
        """Show a theory's prose."""
        if code in self.desk.codes:
            self._choose(code)

    # The material

    @property
    def _item(self) -> Item | None:
        view = self.query_one(MaterialView)
        if self.has_class("-narrow") and self.has_class("-at-prose"):
            return None  # it is out of sight
        return self.desk.material.item(view.part) if view.part else None

    @on(FilterBar.Searched)
    def _find(self, message: FilterBar.Searched) -> None:
        if message.words != self.desk.material.searched:
            self.desk.material.search(message.words)
            self._show_material()
        if message.is_done:
            self.query_one(MaterialView).focus()

    def action_search(self) -> None:
        """Go to the search field."""
        self.action_material()
        self.query_one(FilterBar).begin()

    def action_clear(self) -> None:
        """List all material."""
        self.desk.material.clear()
        self.query_one(FilterBar).clear()
        self._show_material()

    def action_filter(self) -> None:
        """Choose a filter to add, or an active one to remove."""
        active = self.desk.material.where.items()
        choices = [
            Choice("\n".join(one), label, marked=one in active)
            for one, label in self.desk.material.conditions()
        ]
        self.app.push_screen(Chooser("Filter: material …", choices), self._filter)

    def _filter(self, chosen: str | None) -> None:
        if chosen is not None:
            field, _, value = chosen.partition("\n")
            self.desk.material.toggle(field, value)
            self._show_material()

    @on(FilterChips.Removed)
    def _unfilter(self, message: FilterChips.Removed) -> None:
        self.desk.material.toggle(*message.condition)
        self._show_material()

    @on(Items.Opened)
    def _open(self) -> None:
        """Open the passage in the Reader, the configuration in its place, or the memo in full."""
        item = self._item
        if item is None:
            return
        if item.kind is ItemKind.PASSAGE:
            self.act(lambda: self.review_app.open_reader(item.record, item.start))
        elif item.kind is ItemKind.CONFIGURATION:
            self.review_app.open_configuration(item.id)
        else:
            self.app.push_screen(MessageScreen(f"{item.source}\n\n{item.words}"))

    # Acting on the prose

    def action_insert(self) -> None:
        """Insert what is under the cursor as a token where the prose's cursor stands."""
        if item := self._item:
            self._insert(item.token)

    def action_cite(self) -> None:
        """Insert the citation of the passage's source."""
        if item := self._item:
            self._insert(item.citation_token)

    def _insert(self, token: str) -> None:
        self._take_typed()
        area = self.query_one(ProseArea)
        area.insert(self.desk.insertion(token, area.place), maintain_selection_offset=False)
        self.report(f"Inserted {self.desk.quoted.named(token)}")

    def action_next_mark(self) -> None:
        """Go to the next paragraph that has to be looked at again."""
        marks = self.desk.marked
        if not marks:
            return
        area = self.query_one(ProseArea)
        after = [number for number, mark in enumerate(marks) if mark.start > area.place]
        is_first = not self.is_writing and not self.has_class("-at-mark")
        self._mark = 0 if is_first else next(iter(after), 0)
        self.remove_class("-reading")
        self.add_class("-at-mark", "-at-prose")
        area.go_to(marks[self._mark].start)
        self._show_state()

    def action_editor(self) -> None:
        """Write in the user's own editor; what it saved comes back, however it ends."""
        self._take_typed()
        desk = self.desk
        try:
            command = editor_command(os.environ)
            file = desk.begin_editing()
            with self.app.suspend():
                trouble = edit(command, file)
        except SuspendNotSupported:
            desk.keep()
            why = (
                "Your editor cannot open in a browser."
                if self.app.is_web
                else "This terminal cannot be given to an editor."
            )
            self.report(f"{why} Write here, or with `review desk --file`.", "warning")
            return
        except ReviewError as error:
            self.report(str(error), "error")
            return
        self.refresh(repaint=True, layout=True)
        self._take(desk.edited)
        if trouble:
            self.report(trouble, "warning")

    def _take(self, text_of: Callable[[], str]) -> None:
        """Put a text in the place of the one that is open, as one edit, and save it."""
        text = self.act(text_of)
        if text is None:
            return
        self.query_one(ProseArea).replace_all(text)
        self.desk.typed(self.query_one(ProseArea).text)
        if trouble := self._save():
            self.report(trouble, "error")
        self._show_material()
        if self.is_reading:
            self._show_reading()

    def action_versions(self) -> None:
        """List the versions, to read an earlier text or have it again."""
        if trouble := self._save():
            self.report(trouble, "error")
        versions = self.desk.sitting.versions()
        if not versions:
            self.report(f"Nothing was written on {self.desk.code} yet.")
            return

        def take(text: str | None) -> None:
            if text is None or self.project.read_only:
                return
            if text == self.desk.sitting.text:
                self.report("This is the present text.")
                return
            self._take(lambda: text)
            if version := self.desk.sitting.version:
                self.report(f"Restored as version {version.number}.")

        self.app.push_screen(ProseVersions(f"Versions: {plain(self.desk.name)}", versions), take)

    def action_apart(self) -> None:
        """Show a text that was written elsewhere meanwhile, and choose which is to stand."""
        self._take_typed()
        others = self.desk.sitting.others
        if not others:
            return

        def chosen(answer: tuple[str, str] | None) -> None:
            if answer is None:
                return
            which, theirs = answer
            mine = self.desk.sitting.text
            text = theirs if which == THEIRS else f"{mine.rstrip()}\n\n{theirs}" if which == BOTH else mine
            self.query_one(ProseArea).replace_all(text)
            if done := self.act(lambda: self.desk.settle(text)):
                self.report(done)
            self._show_material()

        dialog = WrittenApart(
            f"{plain(self.desk.name)}: written apart", self.desk.sitting.here, others[-1], len(others) - 1
        )
        self.app.push_screen(dialog, chosen)

    def action_memos(self) -> None:
        """Search all memos of the review, and read one."""
        memos = self.desk.memos()
        if not memos:
            self.report("There are no memos yet.")
            return
        texts = {identifier: f"{about}\n\n{text}" for identifier, text, about in memos}
        choices = [Choice(identifier, text, about) for identifier, text, about in memos]

        def read(chosen: str | None) -> None:
            if chosen is not None:
                self.app.push_screen(MessageScreen(texts[chosen], "Memo"))

        self.app.push_screen(Chooser(f"Memos: {len(memos):,}", choices), read)

    def action_citations(self) -> None:
        """Check the citations of all prose against the records."""
        if trouble := self._save():
            self.report(trouble, "error")
            return
        self.report("The citations are being checked …")
        self._check_citations()

    @work(thread=True, group="citations", exclusive=True)
    def _check_citations(self) -> None:
        try:
            said = "\n".join(self.project.desk.check_prose().in_words())
        except ReviewError as error:
            said = str(error)
        self.app.call_from_thread(self._show_citations, said)

    def _show_citations(self, said: str) -> None:
        self.review_app.remove_notices("The citations are being checked")
        if self.is_current:
            self.app.push_screen(MessageScreen(f"Citations in all prose\n\n{said}"))

    def on_key(self, event: events.Key) -> None:
        """Escape in the search field returns to the list."""
        if event.key == "escape" and isinstance(self.focused, Input):
            event.stop()
            self.query_one(MaterialView).focus()
