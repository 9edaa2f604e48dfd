"""Verdicts on theories, given on the Theory map and at the Desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.tui.dialogs.theories.verdict import VerdictForm
from review.tui.places.base import is_small
from review.tui.places.theory_map.counted import Counted, count
from review.tui.support.background_questions import BackgroundQuestions
from review.tui.widgets.theories.work import work_in_sight
from review.tui.widgets.theory_detail import history_line

if TYPE_CHECKING:
    from review.theory_map import Code
    from review.tui.places.base import ReviewScreen

THEN = "The evidence is being counted; this opens when it is there."


def ask_verdict(screen: ReviewScreen, theory: Code, counted: Counted) -> None:
    """Ask for the verdict on a theory, with the numbers of its evidence in sight, and have it stored."""
    project = screen.project
    under = project.theory.map.under(theory.id)
    counts = history_line(counted.history(theory.id, under), counted.evidence.get(theory.id))
    evidence = [counts, work_in_sight(counted.work.on(theory.id, under))]
    form = VerdictForm(project, theory, counted.work.verdicts.get(theory.id), evidence)
    screen.app.push_screen(form, screen.stored)


def conclude(screen: ReviewScreen, theory: Code) -> None:
    """Count the evidence, in a large review in the background, then ask for the verdict, if `screen` is still in front."""
    at_once = is_small(screen.project)

    def ask(_theory: Code, counted: Counted) -> None:
        screen.review_app.remove_notices(THEN)
        if screen.is_current:
            ask_verdict(screen, theory, counted)

    if not at_once:
        screen.report(THEN)
    questions = BackgroundQuestions(screen, lambda _theory: count(screen.project), ask)
    screen.act(lambda: questions.ask(theory, at_once=at_once))
