"""Screening where several work: the pilot comes first, own progress, and what lacks a second decision."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Static

from review.domain import DecisionKind
from review.project import Project
from review.tui.app import ReviewApp
from review.tui.places.going import open_screening
from review.tui.places.screening.desk import ScreeningDesk
from review.tui.places.screening.lines import nothing_waits, progress_line, standing_lines
from tests.reviews import SMALL_MAP, a_review, add_record, new_review
from tests.tui.hosts import reported, settled

STARTS_AT = "screening"

FIRST = "title-abstract"
MAP = SMALL_MAP.replace(
    "title-abstract: {reviewers: 1", "title-abstract: {reviewers: 1, double: 0.2, seed: 7"
)
MAP += "reviewers: [ann, bob, {name: mind, role: stakeholder}]\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A review of two people with ten records, of which two are drawn."""
    project = a_review(tmp_path / "review", map_text=MAP)
    for number in range(10):
        add_record(project, f"Study {number}")
    project.team.draw()
    yield project
    project.close()


def decide_all(project: Project) -> ScreeningDesk:
    """Decide on what waits until nothing does."""
    desk = ScreeningDesk(project)
    while identifier := desk.next():
        desk.show(identifier)
        desk.decide(DecisionKind.INCLUDE)
    return desk


def far(desk: ScreeningDesk) -> str:
    return progress_line(desk, 160).plain


def without_record(desk: ScreeningDesk) -> str:
    return nothing_waits(desk, str).plain


def test_a_drawn_record_says_so_and_counts_for_oneself(project: Project) -> None:
    desk = ScreeningDesk(project)
    asked = []
    for record in project.screening.candidates(FIRST):
        desk.show(record)
        asked.append(standing_lines(desk).plain)
    assert sorted(asked) == [""] * 8 + ["drawn at random: decided by two reviewers"] * 2
    desk.decide(DecisionKind.INCLUDE)
    assert "1 of 10 decided, 1 by you" in far(desk)
    with project.acting_as("bob"):
        assert "0 by you" in far(ScreeningDesk(project))


def test_when_nothing_is_left_it_says_what_others_have_to_do(project: Project) -> None:
    desk = decide_all(project)
    assert "Nothing is left at title abstract for you: 10 records decided, 10 by you." in without_record(desk)
    assert "2 records lack a second decision, by somebody else." in without_record(desk)
    assert "Who can still decide on them: bob (2)." in without_record(desk)
    with project.acting_as("bob"):
        assert len(project.screening.candidates(FIRST)) == 2


def test_the_pilot_comes_first_and_its_last_decision_opens_the_stage(
    project: Project, tmp_path: Path
) -> None:
    project.team.pilot(3, FIRST)
    desk = ScreeningDesk(project)
    assert desk.queue.left == 3
    assert "pilot: 0 of 3 decided by you" in far(desk)
    desk = decide_all(project)
    assert "pilot: 3 of 3 decided by you" in far(desk)
    assert "Your part of the pilot of title abstract is done." in without_record(desk)
    assert "3 of 3 records wait for other reviewers" in without_record(desk)
    assert "Who can still decide on the pilot's records: bob (3)." in without_record(desk)
    assert "team.work, then team.close_sample in Team (F11) ends the pilot" in without_record(desk)
    assert "exchange" not in without_record(desk)
    project.sharing.sync_folder(tmp_path / "shared")
    assert "comes with an exchange: team.copies, then team.exchange in Team (F11)." in without_record(desk)

    with project.acting_as("bob"):
        desk = ScreeningDesk(project)
        for _ in range(3):
            record = desk.next()
            assert record
            desk.show(record)
            assert "pilot: decided by 2 reviewers" in standing_lines(desk).plain
            desk.decide(DecisionKind.INCLUDE)
        assert desk.queue.left == 7
        assert "3 of 10 decided, 3 by you" in far(desk)


def test_one_reviewer_alone_sees_nothing_of_it(tmp_path: Path) -> None:
    alone = new_review(tmp_path / "alone")
    desk = ScreeningDesk(alone)
    record = add_record(alone, "A study")
    desk.reload()
    desk.show(record)
    assert "0 of 1 decided" in far(desk)
    assert "by you" not in far(desk)
    assert standing_lines(desk).plain == ""
    alone.close()


def test_a_stakeholder_sees_how_far_the_others_are_also_in_a_pilot(project: Project) -> None:
    project.screening.decide(project.screening.candidates(FIRST)[0], "include", FIRST)
    decided = sum(project.screening.counts().stages[FIRST].values())
    project.team.pilot(3, FIRST)
    project.switch_reviewer("mind")
    assert f"  {decided} of 10 decided" in far(ScreeningDesk(project))


async def test_a_record_that_waits_for_a_pilot_says_so_and_names_keys(project: Project) -> None:
    app = ReviewApp(project)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        project.team.pilot(2, FIRST)
        waits = next(
            one.id for one in project.records.all() if one.id not in project.screening.candidates(FIRST)
        )
        open_screening(app.screen, waits)
        await settled(pilot)
        standing = app.screen.query_one("#screening-standing", Static)
        assert "waits until the pilot of title abstract is finished  n next" in str(standing.visual)
        before = project.revision
        await pilot.press("i")
        await settled(pilot)
        assert project.revision == before
        assert "is finished: n goes to the next; 4, then c in Team (F11) ends the pilot." in reported(app)


async def test_a_stakeholder_is_not_offered_the_keys_that_decide(project: Project) -> None:
    project.switch_reviewer("mind")
    before = project.revision
    app = ReviewApp(project)
    async with app.run_test(size=(80, 24)) as pilot:
        open_screening(app.screen, project.records.all()[0].id)
        await settled(pilot)
        assert not {"decide", "exclude"} & {
            shown.binding.action.partition("(")[0] for shown in app.screen.active_bindings.values()
        }
        await pilot.press("i")
        await settled(pilot)
    assert project.revision == before
    desk = ScreeningDesk(project)
    assert "  0 of 10 decided" in far(desk)
    assert "by you" not in far(desk)
    said = nothing_waits(desk, str).plain
    assert "stakeholders comment (`review comment`), and do nothing else" in said


@pytest.mark.parametrize(("name", "is_said"), [("zoe", True), ("ANN", False)])
async def test_the_screen_says_at_the_start_who_is_not_listed(
    project: Project, name: str, is_said: bool
) -> None:
    project.switch_reviewer(name)
    app = ReviewApp(project)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        assert ("zoe is not among the theory map's reviewers" in reported(app)) == is_said
