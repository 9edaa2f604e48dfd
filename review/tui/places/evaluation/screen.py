"""The Model screen: a list of questions, with figures and a plot for the one under the cursor."""

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

from review.domain.suggestions.evaluation import Evaluation
from review.domain.suggestions.use import Use
from review.errors import ReviewError, SuggestionsUnavailableError
from review.project.learning.client import Suggestions
from review.tui.places.base import ReviewScreen
from review.tui.places.evaluation.pages import (
    Page,
    calibration_page,
    codes_page,
    order_page,
    source_types_page,
    trained_page,
    use_page,
)
from review.tui.support.plain import content, plain
from review.tui.widgets.options import Options
from review.tui.widgets.plot import Plot

_EVALUATING = "Evaluating: each figure comes from models fitted without the document in question. s stops."
_UNCHANGED = "The figures are up to date."
_STOPPED = "Stopped. r computes the figures."
_STALE = "The review has changed since these figures were computed. r computes them again."


class EvaluationScreen(ReviewScreen):
    """Shows what is likely left, how good the suggestions are, and what the models learned from."""

    MODE = "model"
    HELP = (
        "How far the suggestions can be trusted, and how much is likely left to find. Figures that need a model are "
        "computed in a separate process; the estimate of what is left and the record of use are shown at once."
    )
    CSS_PATH: ClassVar[CSSPathType | None] = "evaluation.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "evaluate", "Evaluate again", id="model.evaluate"),
        Binding("s", "stop", "Stop", id="model.stop"),
        Binding("j", "move(1)", "Next", show=False, id="model.next"),
        Binding("k", "move(-1)", "Previous", show=False, id="model.previous"),
        Binding("l", "focus_page", "To the figures", show=False, id="model.figures"),
        Binding("h", "focus_list", "To the list", show=False, id="model.list"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._figures: Evaluation | None = None
        self._evaluated_at = -1
        self._message = ""
        self._process: Suggestions | None = None
        self._is_stopping = False
        self._pages: list[Callable[[], Page]] = []

    def compose_body(self) -> ComposeResult:
        """The list of questions and the figures."""
        with Horizontal(id="model-body"):
            yield Options(id="model-list", markup=False)
            with VerticalScroll(id="model-page", can_focus=True):
                yield Static(id="model-stale")
                yield Static(id="model-text")
                yield Plot()

    def on_mount(self) -> None:
        """List the questions, show what needs no model, and start evaluating."""
        questions: list[tuple[str, str, Callable[[], Page]]] = [
            *(
                (f"Order: {stage}", "what is left", self._order_page(stage))
                for stage in self.project.theory.stages
            ),
            ("Codes", "each one's figures", self._codes_page),
            ("Calibration", "are scores probabilities?", self._calibration_page),
            ("Source types", "how often right", self._source_types_page),
            ("Use", "accepted or rejected", lambda: use_page(self._use)),
            ("Learned from", "what, and how", self._trained_page),
        ]
        self._pages = [page for _, _, page in questions]
        self._use: Use = self.project.learning.suggestion_use()
        listed = self.query_one(OptionList)
        listed.add_options(
            Option(Content.assemble((plain(name), "bold"), "  ", (about, "$foreground-muted")))
            for name, about, _ in questions
        )
        listed.highlighted = 0
        listed.focus()
        self.note_revision()
        if self.review_app.with_suggestions:
            self.action_evaluate()
        else:
            self._message = "Suggestions are off. r computes the figures anyway."
            self._show()

    def on_unmount(self) -> None:
        """Stop the evaluation."""
        self._let_go()

    def project_changed(self) -> None:
        """Update what needs no model; the figures stay and are marked as outdated."""
        self._use = self.project.learning.suggestion_use()
        self._show()

    @on(OptionList.OptionHighlighted)
    def _choose(self) -> None:
        self._show()
        self.query_one("#model-page").scroll_home(animate=False)

    def _show(self) -> None:
        chosen = self.query_one(OptionList).highlighted
        if chosen is None:
            return
        page = self._pages[chosen]()
        notice = self._notice()
        self.query_one("#model-stale", Static).update(content(f"{notice}\n", "$text-warning"))
        self.query_one("#model-stale").display = bool(notice)
        self.query_one("#model-text", Static).update(page.text)
        self.query_one(Plot).show(page.drawing)

    def _notice(self) -> str:
        """A note on the figures shown; without figures, the pages say why."""
        if self._figures is None:
            return ""
        return self._message or (_STALE if self._evaluated_at != self.project.revision else "")

    # The pages

    def _order_page(self, stage: str) -> Callable[[], Page]:
        def page() -> Page:
            order = self._figures.relevance_by_stage.get(stage) if self._figures else None
            return order_page(self.project.learning.stopping(stage), order, self._message)

        return page

    def _codes_page(self) -> Page:
        return codes_page(self._figures, self.project.theory.map.code_names, self._message)

    def _calibration_page(self) -> Page:
        return calibration_page(self._figures, self._message)

    def _source_types_page(self) -> Page:
        names = {kind.id: kind.name for kind in self.project.theory.map.source_types}
        quality = self._figures.source_types if self._figures else None
        curve = self._figures.curves.source_types if self._figures else ()
        return source_types_page(quality, curve, names, self._message)

    def _trained_page(self) -> Page:
        return trained_page(self._figures, self._message)

    # Evaluating

    def action_evaluate(self) -> None:
        """Compute the figures in a separate process; suggestions stay available."""
        if self._figures is not None and self._evaluated_at == self.project.revision:
            self.report(_UNCHANGED)
        elif self._process is None:
            self._message = _EVALUATING
            self._show()
            self._process = self.project.learning.evaluator()
            self._evaluate(self._process, self.project.revision)

    @work(thread=True)
    def _evaluate(self, process: Suggestions, revision: int) -> None:
        try:
            figures = self.project.learning.evaluation(process)
        except SuggestionsUnavailableError as error:
            self.call_later(self._ended, None, revision, f"No new figures: {error}. Press r to try again.")
        except ReviewError as error:
            self.call_later(self._ended, None, revision, str(error))
        else:
            self.call_later(self._ended, figures, revision, "")

    def _ended(self, figures: Evaluation | None, revision: int, message: str) -> None:
        self._let_go()
        self._process = None
        self._message = _STOPPED if self._is_stopping and figures is None else message
        self._is_stopping = False
        if figures is not None:
            self._figures, self._evaluated_at = figures, revision
        self._show()

    def action_stop(self) -> None:
        """Stop computing the figures."""
        if self._process is None:
            self.report("Nothing is being computed.")
        else:
            self._is_stopping = True
            self._let_go()

    def _let_go(self) -> None:
        if self._process is not None:
            self._process.stop()

    # Moving

    def action_move(self, step: int) -> None:
        """Go to the next or previous question, or scroll the focused figures."""
        listed = self.query_one(OptionList)
        page = self.query_one("#model-page", VerticalScroll)
        if self.focused is page:
            page.scroll_relative(y=step, animate=False)
        elif step > 0:
            listed.action_cursor_down()
        else:
            listed.action_cursor_up()

    def action_focus_page(self) -> None:
        """Focus the figures, to scroll them."""
        self.query_one("#model-page").focus()

    def action_focus_list(self) -> None:
        """Return to the list."""
        self.query_one(OptionList).focus()
