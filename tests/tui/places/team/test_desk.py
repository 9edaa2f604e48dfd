"""What the place of the team lists, without a screen."""

from review.project import Project
from review.tui.places.team.desk import Page, TeamDesk
from tests.tui.places.team.conftest import FIRST


def test_conflicts_are_listed_and_the_next_one_comes(disputed: Project):
    desk = TeamDesk(disputed)
    first, second = desk.conflicts.listed
    assert (desk.page, desk.open_conflicts, desk.conflict) == (Page.CONFLICTS, 2, first)
    disputed.screening.settle(first.record, "include", FIRST, reason="so")
    desk.reload()
    assert (desk.conflict, desk.open_conflicts) == (second, 1)
    desk.toggle_settled()
    assert [one.record for one in desk.conflicts.listed] == [first.record, second.record]
    assert (desk.conflict, desk.open_conflicts) == (second, 1)
    disputed.screening.settle(second.record, "include", FIRST, reason="so")
    desk.reload()
    desk.toggle_settled()
    assert (desk.conflict, desk.record, desk.open_conflicts) == (None, "", 0)


def test_the_cursor_stays_on_its_conflict(disputed: Project):
    desk = TeamDesk(disputed)
    desk.conflicts.choose(1)
    chosen = desk.conflict
    desk.conflicts.choose(7)  # is not there
    disputed.annotations.memo("T1", "something else happened")
    desk.reload()
    assert desk.conflict == chosen


def test_coders_who_differ_are_another_page(disputed: Project):
    desk = TeamDesk(disputed)
    desk.turn_to(Page.CODING)
    assert desk.conflict is None
    assert desk.difference
    assert desk.record == desk.difference.record
    assert "T2" in desk.difference.of_code
    assert desk.queue is desk.differences


def test_an_abstract_is_read_on_demand(disputed: Project):
    desk = TeamDesk(disputed)
    record = desk.reference(desk.record)
    assert desk.abstract(record) == ""
    desk.with_abstract = True
    assert "Frequent retendering" in desk.abstract(record)
