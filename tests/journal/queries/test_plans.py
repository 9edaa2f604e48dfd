"""What is read of a few things costs what these cost, however many events there are."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from review.domain.theories.verdict import VerdictKind
from review.errors import UnknownNameError
from review.journal.queries.looking_again import merged
from review.journal.queries.team.ties import ties
from review.project import Project
from tests.reviews import new_review

READS: dict[str, Callable[[Project], object]] = {
    "memos": lambda project: project.annotations.memos("T1"),
    "comments": lambda project: project.annotations.comments("T1"),
    "verdicts": lambda project: project.verdicts.all(),
    "prose": lambda project: project.desk.prose("T1"),
    "all prose": lambda project: project.desk.all(),
    "statements about the flow": lambda project: project.flow.stated(),
    "citations checked": lambda project: project.desk.cited_under(),
    "codes suggested": lambda project: project.learning.suggestion_use(),
    "the last document": lambda project: project.coding.last_document(),
    "what can be undone": lambda project: project.history.undoable(),
}

OF_ONE: dict[str, Callable[[Project], object]] = {
    "decision": lambda project: project.screening.decisions(RECORD, "title-abstract"),
    "settlement": lambda project: project.screening.settlements(RECORD),
    "conflict_tie": lambda project: ties(project.journal, record=RECORD),
    "looked_at": lambda project: project.looked_at.all(record=RECORD),
    "appraisal": lambda project: project.appraisals.all(record=RECORD),
    "facet": lambda project: project.annotations.facets_of(RECORD),
    "merged_code": lambda project: merged(project.journal, "a coding"),
}
"""By table: what is read of it about one thing."""

RECORD = "a record"


def token(project: Project) -> None:
    """A token that means a coding is looked for among records, too."""
    with suppress(UnknownNameError):
        project.records.find("abcd1234")


@pytest.fixture(scope="module")
def review(tmp_path_factory):
    with new_review(tmp_path_factory.mktemp("plans") / "review") as project:
        project.annotations.memo("T1", "A thought")
        project.verdicts.give("T1", VerdictKind.MIXED)
        yield project


LAST = "FROM event ORDER BY sequence DESC LIMIT 1"
"""How a question for the last event ends: its plan is a scan that stops at the first row."""


def steps_of(review: Project, read: Callable[[Project], object]) -> list[str]:
    """The steps of the plans of all that is asked."""
    connection = review.journal.database._connection
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    read(review)
    connection.set_trace_callback(None)
    plans = [
        connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
        for sql in asked
        if sql.startswith("SELECT") and not sql.endswith(LAST)
    ]
    assert plans
    return [step for plan in plans for *_, step in plan]


@pytest.mark.parametrize("what", READS)
def test_it_does_not_go_through_all_events(what: str, review: Project) -> None:
    steps = steps_of(review, READS[what])
    assert [step for step in steps if step.startswith(("SCAN event", "SCAN made", "SCAN later"))] == []


@pytest.mark.parametrize("table", OF_ONE)
def test_what_is_about_one_thing_is_looked_up(table: str, review: Project) -> None:
    assert any(step.startswith(f"SEARCH {table} ") for step in steps_of(review, OF_ONE[table]))


def test_a_token_is_looked_up_without_going_through_all_records(review: Project) -> None:
    assert [step for step in steps_of(review, token) if step.startswith("SCAN record")] == []


def test_an_exclusion_to_repeat_is_looked_for_among_own_acts_only(review: Project) -> None:
    steps = steps_of(review, lambda project: project.history.last_exclusion("title-abstract"))
    events = [step for step in steps if " event " in step]
    assert events == ["SEARCH event USING INDEX event_by_reviewer (reviewer=?)"]
