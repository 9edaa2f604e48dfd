"""The Desk's screen: the material on one side, the prose on the other, what to look at again below it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.types import CSSPathType
from textual.widgets import Static, TextArea

from review.errors import ReviewError
from review.tui.places.base import ReviewScreen, is_small
from review.tui.places.desk.deeds import Deeds
from review.tui.places.desk.desk import WritingDesk
from review.tui.places.desk.keeping import Keeping
from review.tui.places.desk.material import Item
from review.tui.places.desk.material_pane import MaterialPane
from review.tui.places.desk.prose_area import ProseArea
from review.tui.places.desk.prose_pane import ProsePane
from review.tui.places.desk.sitting import News
from review.tui.places.desk.title import title_line
from review.tui.places.desk.typed import Came, Typing
from review.tui.support.colours import code_ink
from review.tui.widgets.fitting.clipped import Clipped
from review.tui.widgets.fitting.showing import show_within
from review.tui.widgets.items.items import Items

KEEP = 0.5
"""Seconds between two looks at what was typed: it is on disk that soon."""

UNSAVED = "Text typed on "
"""How the notice of a text begins that a killed program left."""

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
        " save it with {desk.save}, or pause for two minutes; {desk.versions} lists versions."
        " {desk.verdict} gives a verdict on the theory.\n"
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
        Binding("V", "verdict", "Verdict", id="desk.verdict"),
        Binding("v", "versions", "Versions", id="desk.versions"),
        Binding("m", "memos", "Memos", id="desk.memos"),
        Binding("c", "citations", "Citations", id="desk.citations"),
        Binding("ctrl+s", "save", "Save", id="desk.save"),
        Binding("escape", "material", "Back to the material", show=False, id="desk.material"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._is_shown = False

    def compose_body(self) -> ComposeResult:
        """What is written on; the material on one side, the prose on the other."""
        self.desk = WritingDesk(self.project, at_once=is_small(self.project))
        self._keeping = Keeping(self.desk)
        self._typing = Typing(self.desk, self._keeping, self._typed, self._show_typed)
        self._deeds = Deeds(self, self.desk)
        yield Clipped(id="desk-title")
        with Horizontal(id="desk-body"):
            yield MaterialPane(self.desk, "desk-material")
            yield ProsePane(self.desk, self._keeping, "desk-prose")

    @property
    def _material(self) -> MaterialPane:
        return self.query_one(MaterialPane)

    @property
    def _prose(self) -> ProsePane:
        return self.query_one(ProsePane)

    def on_mount(self) -> None:
        """Show the theory that was written on last."""
        self._show_theory()
        self._material.focus_list()

    def on_review_screen_opened(self) -> None:
        """Recover what a killed program left, and keep what is typed from now on."""
        if not self.project.read_only and (recovered := self.act(self.desk.recover)):
            self.review_app.remove_notices(UNSAVED)
            for line in recovered:
                self.report(line, "warning")
            self._show_theory()
        self.set_interval(KEEP, self._typing.watch)

    # Showing

    def _show_theory(self) -> None:
        """Show another theory: its material from the top, with the keys for it, its prose from the end."""
        self._prose.begin_marks()
        self._prose.show_text()
        self._is_shown = True
        self._material.show()
        self._material.read_ahead()
        self._material.clear_field()
        self._show_title()
        self._prose.show_state()

    def _show_material(self) -> None:
        self._material.show()
        self._material.read_ahead()
        self._show_state()

    @on(MaterialPane.WasRead)
    def _show_with_material(self) -> None:
        """Show what the material that was read has changed."""
        self._show_state()
        if self._is_reading:
            self._prose.show_reading()

    def on_resize(self) -> None:
        """Fit the title to the width."""
        if self._is_shown:
            self._show_title()

    def _show_title(self) -> None:
        theory_map = self.project.theory.map
        is_theory = self.desk.code in theory_map.code_names
        ink = code_ink(theory_map, self.desk.code, self.app.theme_variables) if is_theory else None
        title = self.query_one("#desk-title", Static)
        width = self.app.size.width - title.gutter.width
        show_within(title, title_line(self.desk, width, self.key_of("desk.apart"), ink))

    def _show_state(self) -> None:
        """The title, the state of the prose, the marks, the keys."""
        self._show_title()
        self._prose.show_state()
        self.refresh_bindings()

    def theme_changed(self) -> None:
        """Colour the codes for the theme."""
        self._show_material()
        if self._is_reading:
            self._prose.show_reading()

    def project_changed(self) -> None:
        """Show what others wrote; where something typed is not saved, both texts stay."""
        self._typing.take()
        code, before = self.desk.code, self.desk.sitting.text
        news = self.desk.reload()
        if self.desk.code != code:
            self.report(f"{code} is now written on as {self.desk.code}.")
            self._show_theory()
            return
        if news is News.SHOWN and self.desk.sitting.text != before:
            self._prose.show_text()
        elif news is News.APART:
            key = self.key_of("desk.apart")
            self.report(
                f"{self.desk.title} {self.desk.sitting.apart_in_words}: both texts stay; {key} shows the other.",
                "warning",
            )
        self._material.follow()
        self._show_state()
        if self._is_reading:
            self._prose.show_reading()

    # Typing, and that nothing of it is lost

    def _typed(self) -> str | None:
        """What the text area has; None until it shows the desk's text."""
        return self._prose.area.text if self._is_shown else None

    @on(TextArea.Changed)
    def _take_typed(self) -> None:
        self._typing.take()

    def _show_typed(self, came: Came) -> None:
        """Show what came of what was typed."""
        if came is Came.SAVED:
            self._has_stored()
        if came is Came.OTHER_MATERIAL:
            self._show_material()
        elif self.is_mounted and self.is_attached:
            self._show_state()
        if came in {Came.TAKEN, Came.OTHER_MATERIAL}:
            self._prose.show_token()

    def keep_typed(self) -> str:
        """Save what was typed; returns why it could not be, and where it is, else ``""``."""
        return self._typing.save() if self._is_composed else ""

    def on_screen_suspend(self) -> None:
        """Save when the place is left; behind a dialog what was typed is kept on disk."""
        if isinstance(self.app.screen, ModalScreen):
            self._typing.keep()
        elif trouble := self._typing.save():
            self.report(trouble, "error")

    def on_unmount(self) -> None:
        """Save when the program ends in whatever way."""
        with suppress(Exception):  # the draft is on disk, and comes back
            self.desk.save()

    def action_save(self) -> None:
        """Make what was typed a version now."""
        self._typing.take()
        had = bool(self.desk.unsaved)
        trouble = self._typing.save()
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
    def _is_reading(self) -> bool:
        """Whether the read view is open."""
        return self.has_class("-reading")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say whether letters are text now; a narrow window shows what has the focus."""
        del event
        self.set_class(self.is_writing, "-writing")
        self.set_class(self.is_writing or self._is_reading, "-at-prose")
        self._show_state()

    def allows(self, action: str, parameters: tuple[object, ...]) -> bool | None:
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
            if action == "verdict" and not self._deeds.theory:
                return False
        return super().allows(action, parameters)

    def action_write(self) -> None:
        """Go to the text."""
        self.remove_class("-reading")
        self.add_class("-at-prose")
        self._prose.area.focus()

    @on(ProseArea.Left)
    def action_material(self) -> None:
        """Return to the material."""
        self.remove_class("-reading", "-at-prose", "-writing")
        self._material.focus_list()
        self._show_state()

    def action_read(self) -> None:
        """Show the prose as it will be read, or go back."""
        if self._is_reading:
            self.action_material()
            return
        self.add_class("-reading", "-at-prose")
        self._prose.show_reading()
        self.query_one("#reading").focus()

    # Which theory

    def action_beside(self, step: int) -> None:
        """Write on the next or previous theory."""
        self._choose(self.desk.beside(step))

    def action_choose(self) -> None:
        """Choose a theory or section from a list."""
        self._deeds.choose_theory(self._choose)

    def _choose(self, code: str | None) -> None:
        if code is None or code == self.desk.code:
            return
        self._typing.take()
        try:
            self.desk.choose(code)
        except ReviewError as error:
            self.report(str(error), "error")
        self._keeping.begin()
        self._has_stored()
        self._show_theory()
        if self._is_reading:
            self._prose.show_reading()

    def show_prose(self, code: str) -> None:
        """Show a theory's prose."""
        if code in self.desk.codes:
            self._choose(code)

    # The material

    @property
    def _item(self) -> Item | None:
        if self.has_class("-narrow") and self.has_class("-at-prose"):
            return None  # it is out of sight
        return self._material.item

    def action_search(self) -> None:
        """Go to the search field."""
        self.action_material()
        self._material.begin_search()

    def action_clear(self) -> None:
        """List all material."""
        self._material.clear()

    def action_filter(self) -> None:
        """Choose a filter to add, or an active one to remove."""
        self._material.choose_filter()

    @on(Items.Opened)
    def _open(self) -> None:
        """Open the passage in the Reader, the configuration in its place, or the memo in full."""
        if item := self._item:
            self._deeds.open(item)

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
        self._typing.take()
        area = self._prose.area
        area.insert(self.desk.insertion(token, area.place), maintain_selection_offset=False)
        self.report(f"Inserted {self.desk.quoted.named(token)}")

    def action_next_mark(self) -> None:
        """Go to the next paragraph that has to be looked at again."""
        if not self.desk.marked:
            return
        is_first = not self.is_writing and not self.has_class("-at-mark")
        self.remove_class("-reading")
        self.add_class("-at-mark", "-at-prose")
        self._prose.go_to_mark(first=is_first)
        self._show_state()

    def action_editor(self) -> None:
        """Write in the user's own editor; what it saved comes back, however it ends."""
        self._typing.take()
        self._deeds.edit(self._take)

    def _take(self, text_of: Callable[[], str]) -> None:
        """Put a text in the place of the one that is open, as one edit, and save it."""
        text = self.act(text_of)
        if text is None:
            return
        self._prose.area.replace_all(text)
        self.desk.typed(self._prose.area.text)
        if trouble := self._typing.save():
            self.report(trouble, "error")
        self._show_material()
        if self._is_reading:
            self._prose.show_reading()

    def action_versions(self) -> None:
        """List the versions, to read an earlier text or have it again."""
        if trouble := self._typing.save():
            self.report(trouble, "error")
        self._deeds.choose_version(self._take)

    def action_apart(self) -> None:
        """Show a text that was written elsewhere meanwhile, and choose which is to stand."""
        self._typing.take()
        self._deeds.choose_apart(self._settle)

    def _settle(self, text: str) -> None:
        """Make a text the only one."""
        self._prose.area.replace_all(text)
        if done := self.act(lambda: self.desk.settle(text)):
            self.report(done)
        self._show_material()

    def action_verdict(self) -> None:
        """Give a verdict on the theory that is written on, with the numbers of its evidence in sight."""
        self._deeds.conclude()

    def action_memos(self) -> None:
        """Search all memos of the review, and read one."""
        self._deeds.search_memos()

    def action_citations(self) -> None:
        """Check the citations of all prose against the records."""
        if trouble := self._typing.save():
            self.report(trouble, "error")
            return
        self._deeds.check_citations()
