"""The Searches screen: the log of searches, the one under the cursor in full, PRISMA-S's items, and the flow."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Static

from review.domain.listing import SEARCH
from review.domain.searches.flow import Box, Flow
from review.domain.searches.search import Search
from review.tui.places.base import ReviewScreen, is_small
from review.tui.places.searches.deeds import Deeds
from review.tui.places.searches.desk import Count, Page, SearchesDesk
from review.tui.places.searches.detail import detail_lines
from review.tui.places.searches.items import SearchParts, SearchRows
from review.tui.places.searches.rows import height_of_row, row_lines
from review.tui.support.background_questions import BackgroundQuestions
from review.tui.support.plain import plain
from review.tui.support.themes import MUTED
from review.tui.widgets.fitting.showing import show
from review.tui.widgets.items.items import Items
from review.tui.widgets.items.parts import FREE, PartLine
from review.tui.widgets.items.wrapped import wrapped

if TYPE_CHECKING:
    from review.journal.queries.searches.counts import Counts

ON_ONE = frozenset({"word", "add_line", "remove", "import_references", "settle", "records"})
"""Actions on the search that is shown."""


class SearchesScreen(ReviewScreen):
    """The list beside or above what `desk` has on its page. In narrow windows Enter, or another page, gives that the room."""

    MODE = "searches"
    HELP = (
        "Searches as they were made, and the flow of records from them to what is included."
        " {search-rows.open} reads the one under the cursor; there {search-parts.open} changes the part or line under the cursor: what is one of a few is chosen by a key, the rest is typed."
        " {searches.add_line} adds a line, {searches.list} leads back to the list.\n"
        "Not reported is not 0: a sum of which a part is not reported is that of the other parts. ! marks what contradicts itself, with both sides; nothing is corrected.\n"
        "{searches.flow} shows the flow, and which rules between its boxes fail, by how much; {searches.state} states a box, with the reason. {searches.prisma_s} shows which items of PRISMA-S the log answers."
    )
    CSS_PATH: ClassVar[CSSPathType | None] = ["../../widgets/items/items.tcss", "searches.tcss"]
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New", id="searches.new"),
        Binding("e", "word", "Edit", id="searches.word"),
        Binding("l", "add_line", "Add a line", id="searches.add_line"),
        Binding("f", "flow", "Flow", id="searches.flow"),
        Binding("p", "prisma_s", "PRISMA-S", id="searches.prisma_s"),
        Binding("s", "state", "State a box", id="searches.state"),
        Binding("x", "remove", "Remove", id="searches.remove"),
        Binding("o", "settle", "Logged apart", id="searches.settle"),
        Binding("i", "import_references", "Import references", id="searches.import_references"),
        Binding("r", "records", "Records", id="searches.records"),
        Binding("I", "import_searches", "Import searches", id="searches.import_searches"),
        Binding("escape,left", "list", "Back to the list", show=False, id="searches.list"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._counts = BackgroundQuestions(self, self._counted, self._take_count)

    def compose_body(self) -> ComposeResult:
        """The list, and beside it what is read, below the names of the pages."""
        self.desk = SearchesDesk(self.project)
        self._deeds = Deeds(self, self.desk)
        with Container(id="searches-body"):
            yield SearchRows("searches-list")
            with Vertical(id="search-pane"):
                yield Static(id="search-pages")
                yield SearchParts("search-parts")

    def on_mount(self) -> None:
        """Show the list."""
        self._show()
        self.action_list()

    def on_review_screen_opened(self) -> None:
        """Have counted what is shown, which takes a while in a large review."""
        self._count(self.desk.page)

    def project_changed(self) -> None:
        """Read the searches again; the cursor stays."""
        self.desk.reload()
        self._show()

    def theme_changed(self) -> None:
        """Draw in the colours of the theme."""
        self._show()

    def allows(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What acts on a search needs one that is shown."""
        if self.is_mounted:
            if action in ON_ONE and not (self._search and self.desk.page is Page.SEARCH):
                return False
            if action == "settle" and not (self._search and self._search.others):
                return False
        return super().allows(action, parameters)

    # What is shown

    @property
    def _rows(self) -> SearchRows:
        return self.query_one(SearchRows)

    @property
    def _view(self) -> SearchParts:
        return self.query_one(SearchParts)

    def _show(self) -> None:
        """Show the list and the page as the desk has them."""
        self._show_list()
        self.query_one("#searches-body").set_class(not self.desk.listed, "-empty")
        self._show_page()
        self.call_after_refresh(self._keep_focus)

    def _show_list(self) -> None:
        desk = self.desk
        shown = [(one.search, one.problems) for one in desk.listed]
        self._rows.show(len(desk.listed), self._row, height_of_row, desk.position, shown)

    def _keep_focus(self) -> None:
        """Give the keys to what can be seen: the list is gone while no search is logged."""
        if self.focused is None or not self.focused.display:
            (self._rows if self.desk.listed else self._view).focus()

    def _row(self, item: int, width: int) -> tuple[Content, ...]:
        return row_lines(self.desk.listed[item], width)

    def _show_page(self) -> None:
        desk = self.desk
        show(self.query_one("#search-pages", Static), self._pages())
        match desk.page:
            case Page.FLOW:
                self._view.show(Page.FLOW, self._flow_lines)
            case Page.ITEMS:
                self._view.show(Page.ITEMS, self._item_lines)
            case Page.SEARCH:
                self._view.show(self._search.id if self._search else "", self._search_lines)
        self.refresh_bindings()
        # The first flow takes a moment in any review: its code is loaded.
        self._count(desk.page, later=desk.page is Page.FLOW and desk.flow is None)

    def _count(self, page: Page, *, later: bool = False) -> None:
        """Have counted what a page shows: in a large review, or `later`, in the background."""
        at_once = is_small(self.project) and not later
        if (at_once or self.was_opened) and (wanted := self.desk.uncounted(page)):
            self._counts.ask(wanted, at_once=at_once)

    def _counted(self, asked: Count) -> Flow | Counts:
        return self.desk.count_for(asked)

    def _take_count(self, asked: Count, found: Flow | Counts) -> None:
        """Show what was counted, and have counted what is shown by now."""
        self.desk.take(asked, found)
        if not isinstance(found, Flow):
            self._show_list()
        self._show_page()

    def _pages(self) -> Content:
        """The pages with their keys, the present one marked."""
        names = {
            Page.SEARCH: (plain(self._search.id) if self._search else "Search", "searches.list"),
            Page.FLOW: ("Flow", "searches.flow"),
            Page.ITEMS: ("PRISMA-S", "searches.prisma_s"),
        }
        parts = [
            Content.styled(name, "bold underline")
            if page is self.desk.page
            else Content.assemble((self.key_of(key), "$accent"), f" {name}")
            for page, (name, key) in names.items()
        ]
        return Content("   ").join(parts)

    def _search_lines(self, width: int) -> list[PartLine]:
        chosen = self.desk.chosen
        if chosen is None:
            return wrapped(self._empty_text(), width - FREE)
        return detail_lines(chosen, self.desk.files, self.desk.map.code_names, width - FREE)

    def _flow_lines(self, width: int) -> list[PartLine]:
        from review.tui.places.searches.pages import flow_lines

        if self.desk.flow is None:
            return [PartLine(Content.styled("Counting …", MUTED))]
        return flow_lines(self.desk.flow, self.desk.criteria, width)

    def _item_lines(self, width: int) -> list[PartLine]:
        from review.tui.places.searches.pages import item_lines

        return item_lines(self.desk.items, width)

    def _empty_text(self) -> Content:
        return Content.assemble(
            ("No searches are logged yet.", "bold"),
            self.with_keys(
                "\n\n{searches.new} logs one as it was made: where, with which strings and limits, what it found, what prompted it."
                " {searches.import_searches} imports them from a YAML file."
                "\n\n{searches.flow} shows the flow of what is in the review already."
            ),
        )

    # Moving

    @property
    def _search(self) -> Search | None:
        return self.desk.chosen.search if self.desk.chosen else None

    @property
    def _part(self) -> str:
        """The part under the cursor, if it is being read."""
        return self._view.part if self._view.has_focus else ""

    @on(Items.Highlighted, "#searches-list")
    def _choose(self, message: Items.Highlighted) -> None:
        if message.item != self.desk.position:
            self.desk.choose(message.item)
            self._show_page()

    @on(Items.Opened, "#searches-list")
    def action_read(self) -> None:
        """Read the one under the cursor; in narrow windows it gets the room of the list."""
        self._turn_to(Page.SEARCH)

    def action_list(self) -> None:
        """Return to the list, and to the search under its cursor."""
        self.remove_class("-reading")
        self.desk.page = Page.SEARCH
        self._show_page()
        (self._rows if self.desk.listed else self._view).focus()

    def show_search(self, search: str) -> None:
        """Put the cursor on a search, by its id."""
        self.desk.go_to(search)
        self._show()
        self.action_list()

    def action_flow(self) -> None:
        """Show the flow, or what was shown before it."""
        self._turn_to(Page.FLOW)

    def action_prisma_s(self) -> None:
        """Show PRISMA-S's items, or what was shown before them."""
        self._turn_to(Page.ITEMS)

    def _turn_to(self, page: Page) -> None:
        if page is self.desk.page and page is not Page.SEARCH:
            if page is not Page.FLOW or self.desk.flow is not None:
                self.action_list()
            return
        self.desk.page = page
        self.add_class("-reading")
        self._show_page()
        self._view.focus()

    # Acts

    @on(Items.Opened, "#search-parts")
    def _change(self) -> None:
        """Change the part or line under the cursor, or state the box."""
        if self.desk.page is Page.FLOW:
            self._deeds.state(Box(self._part) if self._view.is_cursor_in_view else None)
        elif self._search and self.desk.page is Page.SEARCH:
            self._deeds.change(self._search, self._part)

    def action_new(self) -> None:
        """Log a search."""
        self._deeds.new()

    def action_word(self) -> None:
        """Log the search under the cursor again."""
        if self._search:
            self._deeds.word(self._search, self._part)

    def action_add_line(self) -> None:
        """Add a line to the search under the cursor."""
        if self._search:
            self._deeds.add_line(self._search, self._part)

    def action_remove(self) -> None:
        """Remove the line under the cursor; from the list, the search."""
        if self._search:
            self._deeds.remove(self._search, self._part)

    def action_settle(self) -> None:
        """Choose which of the wordings that were logged apart counts."""
        if self._search:
            self._deeds.settle(self._search)

    def action_import_references(self) -> None:
        """Import the references that the search under the cursor found."""
        if self._search:
            self._deeds.import_references(self._search.id)

    def action_records(self) -> None:
        """List the records that were imported with the search, in the Library."""
        from review.tui.places.library import LibraryScreen

        search, app = self._search, self.review_app
        app.action_go("library")
        if search and isinstance(app.screen, LibraryScreen):
            app.screen.call_later(app.screen.show_those, (SEARCH, search.id))

    def action_import_searches(self) -> None:
        """Import searches from a YAML file."""
        self._deeds.import_searches()

    def action_state(self) -> None:
        """State a box of the flow, which is chosen."""
        self._count(Page.FLOW)
        if self.desk.flow is None:
            self.report("The flow is being counted; state a box when it is there.")
        else:
            self._deeds.state(None)
