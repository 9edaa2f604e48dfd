"""The Configurations screen: a list of configurations, and the one under the cursor in full."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Static

from review.domain.theories.configuration import Element, Fragment
from review.domain.wording.counted import counted
from review.tui.dialogs.choose import Choice, Chooser
from review.tui.dialogs.theories.new_configuration import NewConfiguration
from review.tui.places.base import ReviewScreen, is_small
from review.tui.places.challenged import go_through_against
from review.tui.places.configurations.chain_view import ChainView
from review.tui.places.configurations.deeds import Deeds
from review.tui.places.configurations.desk import Asked, ConfigurationsDesk, Found
from review.tui.places.configurations.detail import detail_lines
from review.tui.places.configurations.detail_view import DetailView
from review.tui.places.configurations.forms import state
from review.tui.places.configurations.items import ConfigurationRows
from review.tui.places.configurations.marks import MARKS
from review.tui.places.configurations.rows import height_of_row, row_lines
from review.tui.places.describing import appraise_for, comment
from review.tui.places.record_acts import new_memo
from review.tui.support.background_questions import BackgroundQuestions
from review.tui.support.colours import code_ink
from review.tui.support.plain import plain
from review.tui.support.word_marks import needs_signs
from review.tui.widgets.filter_bar import FilterBar, FilterChips
from review.tui.widgets.items.items import Items
from review.tui.widgets.items.parts import PartLine

ON_ONE = frozenset(
    {
        *("retroduce", "word", "take", "tie", "statement", "link", "unlink", "merge", "status"),
        *("look_again", "comment", "memo", "chain", "appraise", "against"),
    }
)
"""Actions on the configuration under the cursor."""

ON_SOME = frozenset({"search", "filter", "clear"})
"""Actions that need a configuration in the review."""


class ConfigurationsScreen(ReviewScreen):
    """The list beside or above the one under the cursor, which `desk` holds. In narrow windows Enter gives that one the room."""

    MODE = "configurations"
    HELP = (
        "Configurations (CMOCs): in which context which mechanism leads to which outcome, with the passages that show it, challenge it or qualify it."
        " {configuration-rows.open} reads the one under the cursor; there {configuration-parts.open} opens a passage in the Reader, or words an element, and {configurations.list} leads back."
        " Passages are put in with {reader.configuration} in the Reader.\n"
        "Signs after a theory: + supports, − challenges, ~ refines, ^ extends, · bears on.\n"
        f"Marks: {', '.join(f'{letter} {mark}' for mark, letter in MARKS.items())}."
        " Partial: without context, mechanism or outcome. Look again: a theory was reworded since."
    )
    CSS_PATH: ClassVar[CSSPathType | None] = ["../../widgets/items/items.tcss", "configurations.tcss"]
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New", id="configurations.new"),
        Binding("slash", "search", "Search", id="configurations.search"),
        Binding("f", "filter", "Filter", id="configurations.filter"),
        Binding("F", "clear", "Clear filters", show=False, id="configurations.clear"),
        Binding("e", "word", "Word", id="configurations.word"),
        Binding("r", "retroduce", "Retroduce", id="configurations.retroduce"),
        Binding("x", "take", "Take out", id="configurations.take"),
        Binding("t", "tie", "Theory", id="configurations.tie"),
        Binding("s", "status", "Status", id="configurations.status"),
        Binding("L", "look_again", "Look again", id="configurations.look_again"),
        Binding("E", "against", "Evidence against", id="configurations.against"),
        Binding("l", "link", "Link", id="configurations.link"),
        Binding("d", "chain", "Draw the chain", id="configurations.chain"),
        Binding("S", "statement", "Statement", id="configurations.statement"),
        Binding("m", "merge", "Merge", id="configurations.merge"),
        Binding("a", "appraise", "Appraise", id="configurations.appraise"),
        Binding("M", "memo", "Memo", id="configurations.memo"),
        Binding("c", "comment", "Comment", id="configurations.comment"),
        Binding("X", "unlink", "Remove a link", show=False, id="configurations.unlink"),
        Binding("escape,left", "list", "Back to the list", show=False, id="configurations.list"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._lists = BackgroundQuestions(self, self._read, self._take)

    def compose_body(self) -> ComposeResult:
        """Search and filters, the list, one configuration in full with its chain, and what to do while there is none."""
        self.desk = ConfigurationsDesk(self.project, reads_later=not is_small(self.project))
        self._deeds = Deeds(self, self.desk)
        yield FilterBar("/ search configurations")
        with Container(id="configurations-body"):
            yield ConfigurationRows("configurations-list")
            with Vertical(id="configuration-pane"):
                yield DetailView("configuration")
                yield ChainView("chain")
        yield Static(id="configurations-empty")

    def on_mount(self) -> None:
        """Show the list."""
        self._show()
        self._have_read()
        self.painting.wait_for(lambda: not self._lists.is_busy)
        self.action_list()

    def project_changed(self) -> None:
        """Have the configurations read again; the cursor stays. What is shown stays until they are read."""
        self.desk.reload()
        self._show_or_have_read()

    def theme_changed(self) -> None:
        """Colour the codes for the theme."""
        self._show()

    def allows(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What acts on a configuration needs one; what lists them needs some."""
        if self.is_mounted:
            if action in ON_ONE and not self.desk.listed:
                return False
            if action in ON_SOME and not self.desk.total:
                return False
        return super().allows(action, parameters)

    # The list

    def _show_or_have_read(self) -> None:
        if self.desk.unread():
            self._have_read()
        else:
            self._show()

    def _have_read(self) -> None:
        """Have read what is to be listed, if it is not."""
        if wanted := self.desk.unread():
            self._lists.ask(wanted)

    def _read(self, asked: Asked) -> Found:
        return self.desk.read(asked)

    def _take(self, asked: Asked, found: Found) -> None:
        """List what was read."""
        self.desk.take(asked, found)
        self._show()

    def _show(self) -> None:
        """Show the list and the chosen one as the desk has them."""
        desk = self.desk
        made_of = desk.listed, desk.map, self.app.theme
        self.query_one(ConfigurationRows).show(
            len(desk.listed), self._row, height_of_row, desk.position, made_of
        )
        total = counted(desk.total, "configuration")
        count = total if not desk.is_narrowed else f"{len(desk.listed):,} of {total}"
        labels = dict(desk.conditions())
        chosen = [(one, labels.get(one, ": ".join(one))) for one in desk.where.items()]
        counts = (count, f"{len(desk.listed):,}") if desk.is_read else ("reading …",)
        self.query_one(FilterChips).show(chosen, *counts)
        is_empty = desk.is_read and not desk.listed
        empty = self.query_one("#configurations-empty", Static)
        empty.display = is_empty
        self.query_one("#configurations-body").set_class(is_empty, "-empty")
        if is_empty:
            empty.update(self._empty_text())
        self._show_chosen()
        self.refresh_bindings()
        self.call_after_refresh(self._keep_focus)

    def _keep_focus(self) -> None:
        """Give the keys back to what is read, or to the list, which lost them while nothing was listed."""
        if self.focused is None and self.desk.listed:
            self.query_one(DetailView if self.has_class("-reading") else ConfigurationRows).focus()

    def _row(self, item: int, width: int) -> tuple[Content, ...]:
        return row_lines(self.desk.listed[item], width, self._ink)

    def _ink(self, code: str) -> str:
        theory_map = self.desk.map
        return code_ink(theory_map, code, self.app.theme_variables) if code in theory_map.code_names else ""

    def _show_chosen(self) -> None:
        detail = self.desk.detail
        view, chain = self.query_one(DetailView), self.query_one("#configuration-pane ChainView", ChainView)
        if detail is None:
            view.show("", lambda _width: ())
            chain.show(())
            return

        def lines(width: int) -> list[PartLine]:
            return detail_lines(detail, width, self._ink, self.key_of, signs=needs_signs(self.app))

        view.show(detail.configuration.id, lines)
        chain.show(self.desk.chain())

    def with_keys(self, text: str) -> str:
        """As in every place; the Reader, whose keys are named, is loaded for it."""
        import review.tui.places.reader  # noqa: F401 - key_of knows the keys of places that are loaded

        return super().with_keys(text)

    def _empty_text(self) -> Content:
        if self.desk.total:
            return Content.assemble(
                ("No configuration matches.", "bold"),
                self.with_keys("\n\n{configurations.clear} clears search and filters."),
            )
        return Content.assemble(
            ("No configurations yet.", "bold"),
            "\n\nA configuration (CMOC) says in which context which mechanism leads to which outcome.",
            self.with_keys(
                "\nIn the Reader (F4) {reader.configuration} begins one from passages; here {configurations.new} words one."
            ),
        )

    @on(Items.Highlighted, "#configurations-list")
    def _choose(self, message: Items.Highlighted) -> None:
        if message.item != self.desk.position:
            self.desk.choose(message.item)
            self._show_chosen()

    def show_configuration(self, cmoc: str) -> None:
        """Put the cursor on a configuration, given by id or label."""
        self.act(lambda: self.desk.go_to(cmoc))
        self._show_or_have_read()
        self.action_list()

    @on(Items.Opened, "#configurations-list")
    def action_read(self) -> None:
        """Read the one under the cursor; in narrow windows it gets the room of the list."""
        if self.desk.listed:
            self.add_class("-reading")
            self.query_one(DetailView).focus()

    def action_list(self) -> None:
        """Return to the list."""
        self.remove_class("-reading")
        self.query_one(ConfigurationRows).focus()

    @on(Items.Opened, "#configuration")
    def _open(self) -> None:
        """Open the passage under the cursor in the Reader, with the line open on this configuration, or word the element."""
        if isinstance(part := self._part, Fragment):
            one = self.desk.chosen.id if self.desk.chosen else ""
            self.act(lambda: self.review_app.open_reader(part.record, part.start, cmoc=one))
        elif part:
            self.action_word()

    # Search and filters

    @on(FilterBar.Searched)
    def _find(self, message: FilterBar.Searched) -> None:
        if message.words != self.desk.searched:
            self.desk.search(message.words)
            self._show_or_have_read()
        if message.is_done:
            self.action_list()

    def action_search(self) -> None:
        """Go to the search field."""
        self.query_one(FilterBar).begin()

    def action_clear(self) -> None:
        """List all configurations."""
        self.desk.clear()
        self.query_one(FilterBar).clear()
        self._show()

    def action_filter(self) -> None:
        """Choose a filter to add, or an active one to remove."""
        active = self.desk.where.items()
        choices = [
            Choice("\n".join(one), label, marked=one in active) for one, label in self.desk.conditions()
        ]
        self.app.push_screen(Chooser("Filter: configurations with …", choices), self._filter)

    def _filter(self, chosen: str | None) -> None:
        if chosen is not None:
            field, _, value = chosen.partition("\n")
            self.desk.toggle(field, value)
            self._show()

    @on(FilterChips.Removed)
    def _unfilter(self, message: FilterChips.Removed) -> None:
        self.desk.toggle(*message.condition)
        self._show()

    # Acts

    @property
    def _part(self) -> Element | Fragment | None:
        """The element or passage under the cursor, if the configuration is being read."""
        view = self.query_one(DetailView)
        return self.desk.part(view.part) if view.has_focus else None

    def action_new(self) -> None:
        """Begin a configuration, and show it."""
        self.app.push_screen(NewConfiguration(self.project, self._made), self.stored)

    def _made(self, cmoc: str) -> None:
        self.desk.go_to(cmoc)

    def action_retroduce(self) -> None:
        """Add an element that no passage shows, in a role that is chosen."""
        if one := self.desk.chosen:
            self._deeds.retroduce(one)

    def action_word(self) -> None:
        """Word the element under the cursor, or that of the passage; from the list, one that is chosen."""
        if one := self.desk.chosen:
            self._deeds.word(one, self._part)

    def action_take(self) -> None:
        """Take out the element or passage under the cursor; from the list, an element that is chosen."""
        if one := self.desk.chosen:
            self._deeds.take(one, self._part)

    def action_tie(self) -> None:
        """Tie the configuration to a theory with a stance, or untie it."""
        if one := self.desk.chosen:
            self._deeds.tie(one)

    def action_look_again(self) -> None:
        """Say of the theories that were reworded since whether it still holds toward them, one after the other."""
        if one := self.desk.chosen:
            self._deeds.look_again(one)

    def action_statement(self) -> None:
        """Write the statement by hand, or have it composed again."""
        if one := self.desk.chosen:
            self.app.push_screen(state(self.project, one), self.stored)

    def action_status(self) -> None:
        """Choose what the review makes of the configuration, and give the reason."""
        if one := self.desk.chosen:
            self._deeds.set_status(one)

    def action_link(self) -> None:
        """Link the configuration to another."""
        if one := self.desk.chosen:
            self._deeds.link(one)

    def action_unlink(self) -> None:
        """Remove the links with another configuration."""
        if one := self.desk.chosen:
            self._deeds.unlink(one)

    def action_chain(self) -> None:
        """Show what the configuration is linked with, drawn."""
        if one := self.desk.chosen:
            self._deeds.draw_chain(one)

    def action_merge(self) -> None:
        """Merge another configuration into this one."""
        if one := self.desk.chosen:
            self._deeds.merge(one)

    def action_appraise(self) -> None:
        """Appraise the source of the passage under the cursor for the configuration; from the list, a source that is chosen."""
        if one := self.desk.chosen:
            part = self._part
            appraise_for(self, one, part if isinstance(part, Fragment) else None)

    def action_against(self) -> None:
        """Go through the passages that may challenge the configuration, in the Reader."""
        if one := self.desk.chosen:
            go_through_against(self, one.id, next((held.record for held in one.fragments), ""))

    def action_memo(self) -> None:
        """Write a memo on the configuration."""
        if one := self.desk.chosen:
            prompt = new_memo(self.project, one.id, f"Memo on {plain(one.label)}")
            self.app.push_screen(prompt, self.stored)

    def action_comment(self) -> None:
        """Write down a comment on the configuration."""
        if one := self.desk.chosen:
            comment(self, one.id, one.label)
