"""The Team screen: conflicts with both sides and what they changed, and where coders differ."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Static

from review.errors import ReviewError
from review.tui.places.base import ReviewScreen, is_small
from review.tui.places.going import open_screening
from review.tui.places.team.conflict_lines import conflict_lines, height_of_row
from review.tui.places.team.conflict_lines import row_lines as conflict_row
from review.tui.places.team.deeds import Deeds
from review.tui.places.team.desk import LISTS, Agreed, Answer, Asked, Page, TeamDesk
from review.tui.places.team.difference_lines import difference_lines
from review.tui.places.team.difference_lines import row_lines as difference_row
from review.tui.places.team.items import TeamParts, TeamRows
from review.tui.places.team.page_lines import agreement_lines, code_lines, copies_lines, work_lines
from review.tui.support.background_questions import BackgroundQuestions
from review.tui.support.themes import MUTED
from review.tui.widgets.fitting.showing import show
from review.tui.widgets.items.items import Items
from review.tui.widgets.items.parts import PartLine
from review.tui.widgets.items.wrapped import wrapped

ON_CONFLICT = frozenset({"settle", "tie", "screening"})
"""Actions on the conflict under the cursor."""

ON_RECORD = frozenset({"library", "reader"})
"""Actions on the record of what is under the cursor."""

OF_CONFLICTS = frozenset({"settled", "abstract"})
"""Actions on the page of conflicts."""

READING = [PartLine(Content.styled("Reading …", MUTED))]
"""What a page shows while it is read."""


class TeamScreen(ReviewScreen):
    """The list above or beside what `desk` has under its cursor; pages without a list have all the room."""

    MODE = "team"
    HELP = (
        "What reviewers do together. Conflicts: where they decided differently on a record at a stage, with each one's criteria, overrides and note, the longest standing first."
        " {team.settle} settles the one under the cursor: which decision counts, by which criterion, and why; the decisions stay, and the next conflict comes."
        " {team.tie} ties it to a criterion that was changed because of it. {team.settled} lists the settled ones, too.\n"
        "Where a record is decided twice, a conflict is here once enough have decided.\n"
        "Coding: overlapping passages on which coders put other codes, or took other stances. These are shown; nothing has to be decided.\n"
        "Agreement: where reviewers disagreed and what that changed, and beside it how far they agree, on decisions and on codes. Work: what waits for you at each stage, pilots and samples; {team.close_sample} closes one. Copies: whose acts are here; {team.exchange} exchanges with the folder or server of the last time; the first time it asks for a folder."
    )
    CSS_PATH: ClassVar[CSSPathType | None] = ["../../widgets/items/items.tcss", "team.tcss"]
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "settle", "Settle", id="team.settle"),
        Binding("t", "tie", "Tie a criterion", id="team.tie"),
        Binding("a", "abstract", "Abstract", id="team.abstract"),
        Binding("S", "settled", "Settled too", id="team.settled"),
        Binding("o", "screening", "Screening", id="team.screening"),
        Binding("r", "reader", "Read", id="team.reader"),
        Binding("l", "library", "Library", id="team.library"),
        Binding("1", "turn_to('conflicts')", "Conflicts", show=False, id="team.conflicts"),
        Binding("2", "turn_to('coding')", "Coding", show=False, id="team.coding"),
        Binding("3", "turn_to('agreement')", "Agreement", show=False, id="team.agreement"),
        Binding("4", "turn_to('work')", "Work", show=False, id="team.work"),
        Binding("5", "turn_to('copies')", "Copies", show=False, id="team.copies"),
        Binding("c", "close_sample", "Close the pilot or sample", id="team.close_sample"),
        Binding("e", "exchange", "Exchange now", id="team.exchange"),
        Binding("tab", "other_pane", "List or text", show=False, id="team.other_pane"),
        Binding("escape,left", "list", "Back to the list", show=False, id="team.list"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._pages_read = BackgroundQuestions(self, self._read_page, self._take)

    def compose_body(self) -> ComposeResult:
        """The names of the pages, the list, and what is read."""
        self.desk = TeamDesk(self.project, reads_later=not is_small(self.project))
        self._deeds = Deeds(self, self.desk)
        self._exchange: tuple[str, ...] = ()
        self._agreed_lines: tuple[int, list[PartLine]] = (0, [])
        yield Static(id="team-pages")
        with Container(id="team-body", classes="" if self._has_list else "-alone"):
            yield TeamRows("team-list")
            with Vertical(id="team-pane"):
                yield TeamParts("team-parts")

    def on_mount(self) -> None:
        """Show the conflicts."""
        self._show()
        self.painting.wait_for(lambda: not self._pages_read.is_busy)
        self.action_list()

    def project_changed(self) -> None:
        """Read the page again; the cursor stays, or comes to the next one. What is shown stays until it is read."""
        self.desk.reload()
        if self.desk.unread():
            self._have_read()
        else:
            self._show()

    def show_status(self) -> None:
        """Say on the page of copies, too, how the exchange with the server stands."""
        super().show_status()
        if self.is_mounted and self.desk.page is Page.COPIES and self._exchange != self._exchange_now():
            self._show_chosen()

    def _exchange_now(self) -> tuple[str, ...]:
        exchange = self.review_app.exchange
        return exchange.in_words if exchange else ()

    def theme_changed(self) -> None:
        """Draw in the colours of the theme."""
        self._show()

    def allows(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What acts on a conflict or record needs one under the cursor."""
        if self.is_mounted:
            if action in {"settle", "tie", "close_sample"} and self.project.context.comments_only:
                return False
            if action in ON_CONFLICT and not self.desk.conflict:
                return False
            if action in ON_RECORD and not self.desk.record:
                return False
            if action == "close_sample" and not self._stage_of_work:
                return False
            if action == "exchange" and self.desk.page is not Page.COPIES:
                return False
            if action in OF_CONFLICTS and self.desk.page is not Page.CONFLICTS:
                return False
        return super().allows(action, parameters)

    # What is shown

    @property
    def _rows(self) -> TeamRows:
        return self.query_one(TeamRows)

    @property
    def _view(self) -> TeamParts:
        return self.query_one(TeamParts)

    @property
    def _has_list(self) -> bool:
        return self.desk.page in LISTS and bool(self.desk.queue.listed)

    def _show(self) -> None:
        """Show the page as the desk has it."""
        desk = self.desk
        self.query_one("#team-body").set_class(not self._has_list, "-alone")
        if desk.page in LISTS:
            queue = desk.queue
            self._rows.show(len(queue.listed), self._row, height_of_row, queue.position)
        self._show_chosen()
        self.call_after_refresh(self._keep_focus)

    def _keep_focus(self) -> None:
        """Give the keys to what can be seen: the list is gone while nothing is in it."""
        if self.focused is None or not self.focused.display:
            (self._rows if self._has_list else self._view).focus()

    def _row(self, item: int, width: int) -> tuple[Content, ...]:
        desk = self.desk
        if desk.page is Page.CODING:
            different = desk.differences.listed[item]
            return difference_row(different, desk.cited(different.record), width)
        conflict = desk.conflicts.listed[item]
        return conflict_row(conflict, desk.cited(conflict.record), width)

    def _show_chosen(self) -> None:
        desk = self.desk
        match desk.page:
            case Page.CONFLICTS:
                one = desk.conflict
                self._view.show(f"{one.record}:{one.stage}" if one else "", self._conflict_lines)
            case Page.CODING:
                other = desk.difference
                self._view.show(f"{other.record}:{other.start}" if other else "", self._difference_lines)
            case Page.AGREEMENT:
                self._view.show(Page.AGREEMENT, self._agreement_lines)
                if desk.agreed is None:
                    self.call_after_refresh(self._compute_if_wanted)
            case Page.WORK:
                self._view.show(Page.WORK, self._work_lines)
            case Page.COPIES:
                self._exchange = self._exchange_now()
                self._view.show(Page.COPIES, self._copies_lines)
        self._have_read()
        self.refresh_bindings()

    def _have_read(self) -> None:
        """Say what pages there are, and have read what is shown if it is not."""
        show(self.query_one("#team-pages", Static), self._pages())
        if wanted := self.desk.unread():
            self._pages_read.ask(wanted)

    def _pages(self) -> Content:
        """The pages with their keys, the present one marked."""
        open_ones = f" {self.desk.open_conflicts:,}" if self.desk.open_conflicts else ""
        apart = f" + {self.desk.settled_apart:,} apart" if self.desk.settled_apart else ""
        names = {page: page.value.capitalize() for page in Page}
        names[Page.CONFLICTS] += open_ones + apart
        parts = [
            Content.assemble(
                (self.key_of(f"team.{page}"), "$accent"),
                " ",
                (name, "bold underline" if page is self.desk.page else ""),
            )
            for page, name in names.items()
        ]
        if self.desk.unread():
            parts.append(Content.styled("reading …", MUTED))
        return Content("   ").join(parts)

    def _conflict_lines(self, width: int) -> list[PartLine]:
        one = self.desk.conflict
        if one is None and not self.desk.is_read:
            return READING
        if one is None:
            return self._text_lines(
                "No conflicts to settle that you may see.",
                "One comes when reviewers decide differently on a record at a stage; where a record is decided twice, once enough have decided."
                " {team.settled} lists those that were settled.",
                width,
            )
        record = self.desk.reference(one.record)
        return conflict_lines(one, record, self.desk.criteria(one), self.desk.abstract(record), width)

    def _difference_lines(self, width: int) -> list[PartLine]:
        one = self.desk.difference
        if one is None and not self.desk.is_read:
            return READING
        if one is None:
            return self._text_lines(
                "No coders differ on overlapping passages that you may see.",
                "Where several reviewers coded passages that overlap, other codes and other stances are listed here.",
                width,
            )
        return difference_lines(one, self.project.theory.map.code_names, width)

    def _compute_if_wanted(self) -> None:
        """Compute the page of agreement if it is still to be shown; its width is known by now."""
        if self.desk.page is Page.AGREEMENT and self.desk.agreed is None:
            self._compute(self._view.room)

    @work(thread=True, exclusive=True, group="agreement")
    def _compute(self, width: int) -> None:
        """Compute how far reviewers agree, and lay it out in the background: hundreds of records may be listed."""
        try:
            agreed = self.desk.compute_agreement()
        except ReviewError as error:
            self.call_later(self.report, str(error), "error")
        else:
            lines = _agreed_in(width, agreed)
            self.call_later(self._computed, agreed, width, lines)

    def _computed(self, agreed: Agreed, width: int, lines: list[PartLine]) -> None:
        self.desk.agreed, self._agreed_lines = agreed, (width, lines)
        if self.is_attached and self.desk.page is Page.AGREEMENT:
            self._view.show(Page.AGREEMENT, self._agreement_lines)

    def _agreement_lines(self, width: int) -> list[PartLine]:
        agreed = self.desk.agreed
        if agreed is None:
            return [PartLine(Content.styled("Computing how far reviewers agree …", MUTED))]
        if self._agreed_lines[0] != width:
            self._agreed_lines = width, _agreed_in(width, agreed)
        return self._agreed_lines[1]

    def _read_page(self, asked: Asked) -> Answer:
        return self.desk.read(asked)

    def _take(self, asked: Asked, found: Answer) -> None:
        """Show what was read, and have read what is shown by now."""
        had_list = self._has_list
        if self.desk.take(asked, found):
            self._show()
        else:
            self._show_chosen()
        if self._has_list and not had_list:
            self.action_list()

    @property
    def _stage_of_work(self) -> str:
        """The stage under the cursor on the page of work, if it has a pilot or an open sample; else ``""``."""
        work = (self.desk.work or ()) if self.desk.page is Page.WORK else ()
        shared = {
            f"stage:{one.stage}": one.stage for one in work if one.pilot or (one.drawn and not one.closed)
        }
        return shared.get(self._view.part, "")

    def _work_lines(self, width: int) -> list[PartLine]:
        return READING if self.desk.work is None else work_lines(self.desk.work, width)

    def _copies_lines(self, width: int) -> list[PartLine]:
        if self.desk.copies is None:
            return READING
        return copies_lines(
            self.desk.copies,
            self.project.sharing.shared_at,
            self._exchange,
            width,
            key=self.key_of("team.exchange"),
            is_beside=not self.project.sharing.is_on_server,
        )

    def _text_lines(self, heading: str, text: str, width: int) -> list[PartLine]:
        said = Content.assemble((heading, "bold"), f"\n\n{self.with_keys(text)}")
        return wrapped(said, width)

    # Moving

    @on(Items.Highlighted, "#team-list")
    def _choose(self, message: Items.Highlighted) -> None:
        if message.item != self.desk.queue.position:
            self.desk.queue.choose(message.item)
            self._show_chosen()

    def action_turn_to(self, page: str) -> None:
        """Show another page."""
        self.desk.turn_to(Page(page))
        self._show()
        self.action_list()

    def action_other_pane(self) -> None:
        """Give the keys to the text, or back to the list."""
        (self._view if self._rows.has_focus or not self._has_list else self._rows).focus()

    def action_list(self) -> None:
        """Return to the list."""
        (self._rows if self._has_list else self._view).focus()

    @on(Items.Opened)
    def _open(self) -> None:
        """Open the conflict in Screening, the passage in the Reader."""
        if self.desk.conflict:
            self.action_screening()
        elif self.desk.difference:
            self.action_reader()

    def action_screening(self) -> None:
        """Open the record in Screening, where everybody decides again."""
        if one := self.desk.conflict:
            open_screening(self, one.record, one.stage)

    def action_reader(self) -> None:
        """Open the record's text in the Reader, at the passage where coders differ."""
        if self.desk.record:
            other = self.desk.difference
            self.review_app.open_reader(self.desk.record, other.start if other else None)

    def action_library(self) -> None:
        """Show the record in the Library; a search or filter without it is cleared there."""
        from review.tui.places.library import LibraryScreen

        record, app = self.desk.record, self.review_app
        app.action_go("library")
        if isinstance(app.screen, LibraryScreen):
            app.screen.call_later(app.screen.show_record, record)

    # Acts

    def action_settle(self) -> None:
        """Say which decision counts."""
        if one := self.desk.conflict:
            self._deeds.settle(one)

    def action_tie(self) -> None:
        """Tie the conflict to a criterion that was changed because of it, or untie it."""
        if one := self.desk.conflict:
            self._deeds.tie(one)

    def action_close_sample(self) -> None:
        """End the pilot of the stage under the cursor, or else its sample, with the reason."""
        if stage := self._stage_of_work:
            self._deeds.close_sample(stage)

    def action_exchange(self) -> None:
        """Exchange acts with the shared folder or server of the last time."""
        self._deeds.exchange()

    def action_settled(self) -> None:
        """List the settled conflicts, too, or no longer."""
        self.desk.toggle_settled()
        self._show()

    def action_abstract(self) -> None:
        """Show the abstract below both sides, or no longer."""
        self.desk.with_abstract = not self.desk.with_abstract
        self._show_chosen()


def _agreed_in(width: int, agreed: Agreed) -> list[PartLine]:
    """How far reviewers agree, at each stage and on each code, as lines of a width."""
    return [*agreement_lines(agreed.stages, agreed.cited, width), *code_lines(agreed.codes, width)]
