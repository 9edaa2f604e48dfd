"""Which coding and code of several keys apply to."""

from __future__ import annotations

import pytest

from review.domain import Stance
from review.project import Project
from review.tui.places.reader.desk import CodingDesk
from tests.reviews import add_record
from tests.tui.places.reader.opened import FIRST
from tests.tui.widgets.reading.papers import PAPER


@pytest.fixture
def desk(project: Project) -> CodingDesk:
    """The desk of a paper."""
    return CodingDesk(project, add_record(project, "Steering or standing back?", document=PAPER))


def test_the_codes_of_the_codings_here_get_the_focus_in_turn(desk: CodingDesk, project: Project):
    coding = project.coding.code(desk.record.id, ["T1", "RA"], FIRST.start, FIRST.end)
    desk.reload()
    desk.toggle("T2", (FIRST.start, FIRST.end))
    seen = []
    for _ in range(4):
        focus = desk.focus.of(desk.codings)
        seen.append(focus.code)
        desk.focus.choose_next(desk.codings)
    assert seen == ["T2", "T1", "RA", "T2"]
    desk.set_stance(desk.codings[0], Stance.CHALLENGES, "T1")
    desk.set_stance(desk.codings[0], Stance.SUPPORTS, "RA")
    assert project.coding.get(coding.id).stances == {"T1": "challenges", "RA": "supports"}
    assert desk.focus.of(desk.codings) == (desk.codings[0], "RA")
    assert desk.focus.of([]) is None


def test_the_code_of_a_theory_is_chosen_where_the_passage_has_others_too(desk: CodingDesk):
    for code in ("T1", "RA"):
        desk.toggle(code, (FIRST.start, FIRST.end), FIRST.start + 3)
    desk.focus.choose_among(["T1", "T1.1"], desk.codings)
    focus = desk.focus.of(desk.codings)
    assert focus is not None
    assert focus.code == "T1"
    desk.focus.choose_among(["T2"], desk.codings)  # which it does not have
    assert desk.focus.of(desk.codings) == focus


def test_without_a_choice_it_is_the_reviewers_latest_coding(desk: CodingDesk, project: Project) -> None:
    own = project.coding.code(desk.record.id, ["T1"], FIRST.start, FIRST.end)
    with project.acting_as("ben"):
        bens = project.coding.code(desk.record.id, ["T2"], FIRST.start, FIRST.end)
    desk.reload()
    assert desk.focus.coding_of(desk.codings).id == own.id
    project.switch_reviewer("ben")
    assert desk.focus.coding_of(desk.codings).id == bens.id
    assert desk.focus.coding_of([]) is None
