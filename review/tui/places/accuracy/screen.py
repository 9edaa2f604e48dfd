"""The Accuracy screen: a list of questions, with figures and a plot for the one under the cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from review.tui.places.accuracy.comparisons import blind_page, semantic_page
from review.tui.places.accuracy.desk import OFF, AccuracyDesk, Counts, Outcome, Topic
from review.tui.places.accuracy.page import NARROWEST, WIDEST, Page, waiting
from review.tui.places.accuracy.pages import (
    calibration_page,
    codes_page,
    order_page,
    source_types_page,
    trained_page,
)
from review.tui.places.accuracy.use import use_page
from review.tui.places.base import ReviewScreen
from review.tui.places.sentence_vectors import switch_vectors
from review.tui.support.background_questions import BackgroundQuestions
from review.tui.support.plain import content, plain
from review.tui.support.themes import MUTED, WARNING
from review.tui.widgets.fitting.showing import show
from review.tui.widgets.options import Options
from review.tui.widgets.plot import Plot


class AccuracyScreen(ReviewScreen):
    """Shows what is likely left, how good the suggestions are, and what the models learned from. `desk` has the answers."""

    MODE = "model"
    HELP = (
        "How far the suggestions can be trusted, and how much is likely left to find. Figures that need a model are "
        "computed in a separate process; the estimate of what is left and the record of use are there in a moment."
    )
    CSS_PATH: ClassVar[CSSPathType | None] = "accuracy.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "evaluate", "Evaluate again", id="model.evaluate"),
        Binding("s", "stop", "Stop", id="model.stop"),
        Binding("v", "switch_vectors", "Sentence vectors on/off", id="model.vectors"),
        Binding("j", "move(1)", "Next", show=False, id="model.next"),
        Binding("k", "move(-1)", "Previous", show=False, id="model.previous"),
        Binding("l", "app.focus('model-page')", "To the figures", show=False, id="model.figures"),
        Binding("h", "app.focus('model-list')", "To the list", show=False, id="model.list"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._counts = BackgroundQuestions(self, lambda _revision: self.desk.count(), self._take_counts)

    def compose_body(self) -> ComposeResult:
        """The list of questions and the figures."""
        self.desk = AccuracyDesk(self.project)
        with Horizontal(id="model-body"):
            yield Options(id="model-list", markup=False)
            with VerticalScroll(id="model-page", can_focus=True):
                yield Static(id="model-stale")
                yield Static(id="model-text")
                yield Plot()

    def on_mount(self) -> None:
        """List the questions."""
        listed = self.query_one(OptionList)
        listed.add_options(
            Option(Content.assemble((plain(asked.name), "bold"), "  ", (asked.about, MUTED)))
            for asked in self.desk.questions
        )
        listed.highlighted = 0
        listed.focus()

    def on_review_screen_opened(self) -> None:
        """Count what needs no model, and start evaluating."""
        self._count()
        if self.review_app.with_suggestions:
            self.action_evaluate()
        else:
            self.desk.message = OFF
            self._show()

    def on_unmount(self) -> None:
        """Stop the evaluation, if it began."""
        if self.was_opened:
            self.desk.let_go()

    def project_changed(self) -> None:
        """Count again what needs no model; the figures stay and are marked as outdated."""
        self._count()
        self._show()

    def _count(self) -> None:
        self._counts.ask(self.project.revision)

    def _take_counts(self, _revision: int, found: Counts | str) -> None:
        self.desk.take_counts(found)
        self._show()

    @on(OptionList.OptionHighlighted)
    def _choose(self, message: OptionList.OptionHighlighted) -> None:
        self.desk.choose(message.option_index)
        self._show()
        self.query_one("#model-page").scroll_home(animate=False)

    def _show(self) -> None:
        page, notice = self._page(), self.desk.notice
        stale = self.query_one("#model-stale", Static)
        stale.display = bool(notice)
        show(stale, content(f"{notice}\n", WARNING))
        show(self.query_one("#model-text", Static), page.text)
        self.query_one(Plot).show(page.drawing)

    @property
    def _across(self) -> int:
        """How many cells a table may be wide: as the pane, but no wider than a text is read well."""
        room = self.query_one("#model-page", VerticalScroll).scrollable_content_region.width
        return max(NARROWEST, min(WIDEST, room))

    def on_resize(self) -> None:
        """Make the tables as wide as the figures' pane is by then."""
        self.call_after_refresh(self._show)

    def _page(self) -> Page:
        desk, figures, theory_map = self.desk, self.desk.figures, self.project.theory.map
        match desk.chosen.topic:
            case Topic.ORDER:
                if desk.left is None:
                    return Page(waiting(desk.uncounted))
                return order_page(desk.left, desk.order, desk.message)
            case Topic.CODES:
                return codes_page(figures, theory_map.code_names, desk.message, self._across)
            case Topic.CALIBRATION:
                return calibration_page(figures, desk.message)
            case Topic.BLIND:
                return blind_page(figures, desk.message)
            case Topic.SEMANTIC:
                return semantic_page(figures, desk.message, desk.of_vectors)
            case Topic.SOURCE_TYPES:
                names = {kind.id: kind.name for kind in theory_map.source_types}
                quality = figures.source_types if figures else None
                curve = figures.curves.source_types if figures else ()
                return source_types_page(quality, curve, names, desk.message, self._across)
            case Topic.USE:
                return use_page(desk.counts.use) if desk.counts else Page(waiting(desk.uncounted))
            case Topic.LEARNED_FROM:
                return trained_page(figures, desk.message)

    # Evaluating

    def show_status(self) -> None:
        """Show also how far the evaluation is."""
        super().show_status()
        if self.is_mounted and self.desk.update_progress():
            self._show()

    def action_evaluate(self) -> None:
        """Compute the figures in a separate process; suggestions stay available."""
        if self.desk.is_current:
            self.report("The figures are up to date.")
        elif compute := self.desk.begin():
            self._show()
            self._evaluate(compute)

    @work(thread=True)
    def _evaluate(self, compute: Callable[[], Outcome]) -> None:
        self.call_later(self._ended, compute())

    def _ended(self, outcome: Outcome) -> None:
        self.desk.ended(outcome)
        self._show()

    def action_stop(self) -> None:
        """Stop computing the figures."""
        if not self.desk.stop():
            self.report("Nothing is being computed.")

    def action_switch_vectors(self) -> None:
        """Use sentence vectors for suggestions of codes on this machine, or no longer."""
        switch_vectors(self)

    # Moving

    def action_move(self, step: int) -> None:
        """Go to the next or previous question, or scroll the focused figures."""
        page = self.query_one("#model-page", VerticalScroll)
        if self.focused is page:
            page.scroll_relative(y=step, animate=False)
        else:
            self.query_one(Options).step(step)
