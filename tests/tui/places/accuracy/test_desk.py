"""The Accuracy place without a screen: whether its figures are up to date, and how a computation ends."""

from pathlib import Path
from subprocess import Popen

import pytest

from review.errors import ReviewError
from review.learning.protocol import AnyQuestion
from review.project import Project
from review.project.learning.client import Suggestions
from review.tui.places.accuracy.desk import (
    COUNTING,
    EVALUATING,
    STALE,
    STOPPED,
    AccuracyDesk,
    Outcome,
    Topic,
)
from review.user_folder import user_folder
from tests.tui.evaluators import the_evaluator


@pytest.fixture
def desk(worked: Project) -> AccuracyDesk:
    return AccuracyDesk(worked)


def computed(desk: AccuracyDesk) -> None:
    compute = desk.begin()
    assert compute
    desk.ended(compute())


def test_each_stage_has_a_question_and_its_own_answer(desk: AccuracyDesk):
    orders = [question for question in desk.questions if question.topic is Topic.ORDER]
    assert [question.stage for question in orders] == ["title-abstract", "theory-map"]
    assert desk.chosen == orders[0]
    assert desk.left is None
    desk.take_counts(desk.count())
    assert desk.left
    assert "3 of 3 records decided" in desk.left.sentence
    desk.choose(1)
    assert desk.left
    assert "2 of 2 records decided" in desk.left.sentence
    assert desk.order is None


def test_counts_stay_where_they_cannot_be_counted_again(
    desk: AccuracyDesk, worked: Project, monkeypatch: pytest.MonkeyPatch
):
    assert desk.uncounted == COUNTING
    desk.take_counts(desk.count())
    before = desk.counts

    def fails() -> None:
        raise ReviewError("no such luck")

    monkeypatch.setattr(worked.learning, "suggestion_use", fails)
    desk.take_counts(desk.count())
    assert before
    assert (desk.counts, desk.uncounted) == (before, "no such luck")


def test_figures_are_current_until_the_review_changes(desk: AccuracyDesk, worked: Project):
    assert (desk.is_current, desk.notice) == (False, "")
    computed(desk)
    assert (desk.is_current, desk.message, desk.notice) == (True, "", "")
    assert desk.order
    worked.annotations.memo("T1", "a thought")
    assert (desk.is_current, desk.notice) == (False, STALE)
    assert desk.figures


def test_figures_of_before_a_change_are_stale_when_they_arrive(desk: AccuracyDesk, worked: Project):
    compute = desk.begin()
    assert compute
    worked.annotations.memo("T1", "a thought")
    desk.ended(compute())
    assert (desk.is_current, desk.notice) == (False, STALE)


def test_how_far_sentence_vectors_are_is_news_like_progress(desk: AccuracyDesk, worked: Project):
    suggestions = worked.learning.suggestions
    assert not desk.update_progress()
    suggestions._state = "sentence vectors: 320 of 1,200 passages"
    assert desk.update_progress()
    assert desk.of_vectors == suggestions.state
    assert not desk.update_progress()
    suggestions._state = "model: 3 decisions, 0 codings"
    assert desk.update_progress()
    assert desk.of_vectors == ""


def test_that_another_terminal_switched_the_vectors_is_news(
    desk: AccuracyDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    computed(desk)
    assert desk.update_progress()
    assert not desk.update_progress()
    choice = user_folder() / "encoder.json"
    choice.parent.mkdir(parents=True)
    choice.write_text("{}")
    assert desk.update_progress()
    assert desk.notice == STALE
    assert not desk.update_progress()


def test_one_computation_runs_at_a_time(desk: AccuracyDesk):
    compute = desk.begin()
    assert compute
    assert desk.message == EVALUATING
    assert desk.begin() is None
    desk.ended(compute())
    assert desk.begin()
    desk.let_go()


def test_a_stopped_computation_leaves_the_earlier_figures(desk: AccuracyDesk, worked: Project):
    assert not desk.stop()
    computed(desk)
    earlier = desk.figures
    worked.annotations.memo("T1", "a thought")
    compute = desk.begin()
    assert compute
    assert desk.stop()
    desk.ended(compute())
    assert (desk.message, desk.notice) == (STOPPED, STOPPED)
    assert desk.figures is earlier


def test_figures_that_came_before_the_stop_are_shown(desk: AccuracyDesk):
    compute = desk.begin()
    assert compute
    outcome = compute()
    assert desk.stop()
    desk.ended(outcome)
    assert (desk.is_current, desk.message) == (True, "")


def test_progress_is_reported_while_figures_are_computed(desk: AccuracyDesk):
    assert not desk.update_progress()
    compute = desk.begin()
    assert compute
    outcome = compute()
    assert desk.update_progress()
    assert desk.message.endswith(f" step 5 of 5: learning curves.\n{EVALUATING}")
    assert not desk.update_progress()
    desk.ended(outcome)
    assert desk.message == ""


def test_a_killed_process_says_so_and_what_to_do(desk: AccuracyDesk, monkeypatch: pytest.MonkeyPatch):
    compute = desk.begin()
    assert compute
    killed, send = the_evaluator(), Suggestions._send
    killed.suspend()  # so that it does not answer first

    def asked(evaluator: Suggestions, process: Popen[bytes], question: AnyQuestion) -> object:
        """Kill it only now: a process that is known to have ended is not asked."""
        sent = send(evaluator, process, question)
        killed.kill()
        return sent

    monkeypatch.setattr(Suggestions, "_send", asked)
    desk.ended(compute())
    assert "the learning process ended before it answered" in desk.message
    assert "Press r to try again" in desk.message
    assert desk.figures is None


def test_a_review_that_cannot_be_evaluated_says_why(
    desk: AccuracyDesk, monkeypatch: pytest.MonkeyPatch, worked: Project
):
    def fails(_process: object) -> None:
        raise ReviewError("no such luck")

    monkeypatch.setattr(worked.learning, "evaluation", fails)
    compute = desk.begin()
    assert compute
    outcome = compute()
    assert outcome == Outcome(worked.learning.evaluated_state, message="no such luck")
    desk.ended(outcome)
    assert desk.message == "no such luck"
