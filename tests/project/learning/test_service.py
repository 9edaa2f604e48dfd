"""What is left to find, and the use of suggestions, counted from the journal."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from review.domain import CodeSuggestion
from review.domain.suggestions.model_name import WITH_VECTORS
from review.domain.suggestions.use import made_with_suggestions
from review.errors import SuggestionsUnavailableError, UnknownNameError
from review.journal.queries.use import suggested_codes
from review.project import Project
from tests.reviews import TWO_REVIEWERS, a_document, a_review, add_record, new_review

FIRST, SECOND = "title-abstract", "theory-map"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = a_review(tmp_path / "review")
    yield made
    made.close()


def ten_records(project: Project) -> list[str]:
    return [add_record(project, f"Record {number}") for number in range(10)]


def test_what_is_left_follows_the_order_of_first_decisions(project: Project):
    records = ten_records(project)
    for record in records[:2]:
        project.screening.decide(record, "include", FIRST)
    for record in records[2:8]:
        project.screening.decide(record, "exclude", FIRST)
    project.screening.decide(records[0], "maybe", FIRST)  # as relevant as before, and it was read first
    estimate = project.learning.stopping(FIRST)
    assert (estimate.records, estimate.read, estimate.relevant, estimate.in_a_row) == (10, 8, 2, 6)
    assert estimate.left_at_most == 1
    assert 0 < estimate.chance_missed < 1


def test_an_undone_decision_is_not_read_and_a_parked_record_neither(project: Project):
    records = ten_records(project)
    project.screening.decide(records[0], "park", FIRST)
    project.screening.decide(records[1], "exclude", FIRST)
    project.history.undo()
    assert project.learning.stopping(FIRST).read == 0


def test_what_was_decided_in_bulk_is_counted_apart_until_it_is_decided_by_itself(project: Project):
    records = ten_records(project)
    keys = project.records.listing()
    project.screening.decide(records[9], "include", FIRST)
    project.screening.decide_all(project.screening.plan_for_all(keys[:6], "maybe", FIRST))
    estimate = project.learning.stopping(FIRST)
    assert (estimate.read, estimate.in_bulk, estimate.imported, estimate.in_a_row) == (7, 6, 0, 0)
    assert estimate.sentence.startswith("title abstract: 7 of 10 records decided (6 in bulk), 7 relevant.")
    project.screening.decide(records[0], "exclude", FIRST)
    estimate = project.learning.stopping(FIRST)
    assert (estimate.in_bulk, estimate.relevant, estimate.in_a_row) == (5, 6, 1)


def test_the_second_stage_is_about_what_the_first_let_through(project: Project):
    records = ten_records(project)
    for record in records[:4]:
        project.screening.decide(record, "include", FIRST)
    project.screening.decide(records[0], "include", SECOND, model="relevance 1234")
    estimate = project.learning.stopping(SECOND)
    assert (estimate.records, estimate.read, estimate.in_suggested_order) == (4, 1, 1)


def test_others_decisions_count_once_one_may_see_them(tmp_path: Path):
    project = new_review(tmp_path / "review", map_text=TWO_REVIEWERS)
    records = ten_records(project)
    with project.acting_as("ben"):
        project.screening.decide(records[0], "include", FIRST)
    assert project.learning.stopping(FIRST).read == 0
    project.screening.decide(records[0], "exclude", FIRST)
    estimate = project.learning.stopping(FIRST)
    assert (estimate.read, estimate.relevant) == (1, 1)
    project.close()


def test_an_unknown_stage_is_refused(project: Project):
    with pytest.raises(UnknownNameError, match="Unknown stage"):
        project.learning.stopping("third")


def test_every_response_to_a_suggestion_is_counted(project: Project):
    record = add_record(project, "Coded", document=a_document())
    first, second, third, last = ((p.start, p.end) for p in project.documents.get(record).passages)
    in_sight = [
        project.coding.code(
            record, ["T1"], *first, suggestion=CodeSuggestion("T1", 0.8), model=f"codes 1234 {WITH_VECTORS}"
        ).id,
        project.coding.code(record, ["T2"], *second, shown=["T2", "RA"]).id,
        project.coding.code(record, ["RA"], *third, shown=["T1"]).id,
    ]
    project.coding.code(record, ["T1.a"], *last)
    project.coding.reject(record, "T2", *first, model="codes 1234")
    assert project.learning.suggestion_use().total == {
        "accepted": 1, "rejected": 1, "agreed": 1, "missed": 1, "unknown": 1,
    }  # fmt: skip
    assert project.learning.suggestion_use().with_vectors == 1
    assert made_with_suggestions(suggested_codes(project.journal)) == set(in_sight)


def test_undone_responses_are_not_counted(project: Project):
    record = add_record(project, "Coded", document=a_document())
    start, end = (
        project.documents.get(record).passages[0].start,
        project.documents.get(record).passages[0].end,
    )
    suggestion = CodeSuggestion("T1", 0.8)
    project.coding.uncode(project.coding.code(record, ["T1"], start, end, suggestion=suggestion).id)
    project.coding.recode(project.coding.code(record, ["T1"], start, end, suggestion=suggestion).id, ["T2"])
    project.coding.reject(record, "RA", start, end)
    project.history.undo()
    assert set(project.learning.suggestion_use().total.values()) == {0}


def test_the_evaluation_comes_from_a_process_of_its_own_and_is_kept_until_something_is_done(project: Project):
    record = add_record(project, "Coded", document=a_document())
    figures = project.learning.evaluation()
    assert figures.source_types.reason == "not enough labels yet (0 of 10)"
    assert project.learning.evaluation() is figures
    project.records.set_source_type(record, "empirical")
    assert project.learning.evaluation().source_types.labels == 1


def test_the_model_card_is_written_like_any_table(project: Project, tmp_path: Path):
    add_record(project, "Coded", document=a_document())
    (path,) = project.exports.write(["model-card"], ["md"], tmp_path)
    assert "| Model: codes | scores | not calibrated yet |" in path.read_text("utf-8")


def test_a_caller_of_an_evaluation_that_is_stopped_gets_no_answer(project: Project):
    ten_records(project)
    with ThreadPoolExecutor() as threads:
        answer = threads.submit(project.learning.evaluation, project.learning.evaluator())
        project.learning.stop_evaluating()
        with pytest.raises(SuggestionsUnavailableError):
            answer.result()
