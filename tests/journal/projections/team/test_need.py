"""Who must decide on a record follows from draws, pilots and closes, in any order of arrival."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from review.acts import Act, CloseSample, DrawPilot, DrawSample, GrowSample
from review.journal.journal import Journal
from review.journal.queries.team.needed import open_pilot
from review.journal.verification import projection_problems
from review.project import Project
from tests.copies import receive
from tests.journal.random_acts import tables
from tests.reviews import a_review, add_record

STAGE = "title-abstract"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A review that one reviewer screens, with three records."""
    project = a_review(tmp_path / "review")
    for title in ("One", "Two", "Three"):
        add_record(project, title)
    yield project
    project.close()


def say(project: Project, act: Act) -> None:
    project.journal.append(project.reviewer, act)


def draw(*records: str) -> DrawSample:
    return DrawSample(stage=STAGE, records=records, seed=7, share=0.1)


def needs(project: Project) -> list[int]:
    """How many must decide on each record."""
    found = dict(project.journal.rows("SELECT record, reviewers FROM need WHERE stage = ?", (STAGE,)))
    return [found.get(record.id, 1) for record in project.records.all()]


def decide(project: Project, record: str, decision: str, *reviewers: str) -> str:
    for reviewer in reviewers:
        with project.acting_as(reviewer):
            project.screening.decide(record, decision, STAGE)
    return project.screening.outcome(record, STAGE)


def test_a_drawn_record_has_an_outcome_once_two_have_decided(project: Project) -> None:
    one, two, _ = (record.id for record in project.records.all())
    say(project, draw(one))
    assert needs(project) == [2, 1, 1]
    assert decide(project, one, "include", "ann") == "none"
    assert decide(project, two, "include", "ann") == "include"
    assert decide(project, one, "include", "bob") == "include"


def test_a_record_decided_before_it_is_drawn_has_the_first_of_two_decisions(project: Project) -> None:
    one, *_ = (record.id for record in project.records.all())
    assert decide(project, one, "include", "ann") == "include"
    say(project, draw(one))
    assert project.screening.outcome(one, STAGE) == "none"
    with project.acting_as("bob"):
        assert one in project.screening.candidates(STAGE)


def test_a_close_asks_for_no_second_decision_until_it_grows(project: Project) -> None:
    one, two, three = (record.id for record in project.records.all())
    say(project, draw(one, two))
    decide(project, one, "include", "ann", "bob")
    assert decide(project, two, "exclude", "ann") == "none"
    say(project, CloseSample(stage=STAGE, because="they agree"))
    assert project.screening.outcome(one, STAGE) == "include"
    assert project.screening.outcome(two, STAGE) == "exclude"
    say(project, draw(three))  # as a copy did that did not know
    assert needs(project) == [1, 1, 1]
    say(project, GrowSample(stage=STAGE, records=(two,), because="a new reviewer"))
    assert needs(project) == [1, 2, 1]
    project.history.undo()
    project.history.undo()
    assert needs(project) == [2, 2, 2]


def test_a_close_of_the_pilot_leaves_the_sample(project: Project) -> None:
    one, two, three = (record.id for record in project.records.all())
    say(project, draw(one, three))
    say(project, DrawPilot(stage=STAGE, records=(one, two), reviewers=3))
    assert needs(project) == [3, 3, 2]
    pilot = open_pilot(project.journal, STAGE, "")
    assert pilot is not None
    assert pilot.left == {one, two}
    decide(project, one, "include", "ann", "bob", "cleo")
    pilot = open_pilot(project.journal, STAGE, "")
    assert pilot is not None
    assert pilot.left == {two}
    say(project, CloseSample(stage=STAGE, because="time", pilot=True))
    assert open_pilot(project.journal, STAGE, "") is None
    assert needs(project) == [2, 1, 2]


def test_acts_made_apart_come_to_the_same_in_every_order(project: Project) -> None:
    one, two, three = (record.id for record in project.records.all())
    say(project, draw(one))
    decide(project, one, "include", "ann")
    decide(project, two, "exclude", "ann", "bob")
    say(project, CloseSample(stage=STAGE, because="they agree"))
    say(project, DrawPilot(stage=STAGE, records=(two, three), reviewers=2))
    project.history.undo()
    assert list(projection_problems(project.journal)) == []
    ours = [event for event in project.journal.events() if event.kind != "ingest"]
    known = [event for event in project.journal.events() if event.kind in {"ingest", "adopt"}]
    for order in itertools.islice(itertools.permutations(ours[1:]), 0, 720, 60):
        with closing(Journal.in_memory()) as merged:
            for event in [*known, *order]:
                assert receive(merged, [event]).refused == ()
            assert tables(merged)["need"] == tables(project.journal)["need"]
            assert tables(merged)["outcome"] == tables(project.journal)["outcome"]
