"""Duplicates without a screen: what is compared, and what a decision on a pair does to the groups."""

import pytest

from review.project import Project
from review.tui.places.duplicates.desk import DuplicatesDesk, find

ONE = """TY  - JOUR
TI  - Whose choice? What people make of personal budgets in two northern towns
AU  - Lantern, Mina
PY  - 2016
T2  - Invented Review of Social Work
VL  - 3
SP  - 20
EP  - 31
DO  - 10.5555/irsw.2016.3
ER  -
"""


@pytest.fixture
def desk(project: Project) -> DuplicatesDesk:
    """The desk after a search that found one group of three records."""
    for number in range(3):
        path = project.folder / f"{number}.ris"
        path.write_text(ONE.replace("VL  - 3", f"VL  - {3 + number}"), encoding="utf-8")
        project.references.import_file(path)
    desk = DuplicatesDesk(project)
    desk.take(find(project))
    desk.reload()
    desk.choose(0)
    return desk


def test_before_a_search_there_is_nothing(project: Project):
    desk = DuplicatesDesk(project)
    desk.reload()
    desk.choose(-1)
    assert (desk.has_searched, desk.has_found, desk.pair, desk.groups) == (False, False, None, ())
    assert desk.merge() is None
    assert desk.relate("distinct") is None
    assert desk.place == (0, 0)


def test_all_pairs_of_a_group_come_in_turn_and_again(desk: DuplicatesDesk):
    first = desk.pair
    seen = []
    for number in (1, 2, 3):
        assert desk.place == (number, 3)
        assert desk.holds_pair(0)
        seen.append(desk.pair)
        desk.next_pair()
    assert len(set(seen)) == 3
    assert desk.pair == first


def test_a_swap_changes_what_is_kept_and_not_the_place(desk: DuplicatesDesk, project: Project):
    assert desk.pair
    kept, other = desk.pair
    desk.swap()
    assert desk.pair == (other, kept)
    assert desk.place == (1, 3)
    assert desk.merge()
    listed = {record.id for record in project.records.all()}
    assert other in listed
    assert kept not in listed


def test_a_group_stays_open_until_its_last_pair_is_decided(desk: DuplicatesDesk):
    for left in (2, 1, 0):
        assert desk.relate("distinct")
        desk.reload()
        assert len(desk.groups) == (1 if left else 0)
        desk.choose(0 if left else -1)
        assert desk.place[1] == left
    assert desk.has_found


def test_a_reload_keeps_the_pair_until_it_is_decided(desk: DuplicatesDesk, project: Project):
    desk.next_pair()
    desk.swap()
    pair = desk.pair
    desk.reload()
    assert (desk.pair, desk.chosen) == (pair, 0)
    assert pair
    project.references.relate(*pair, "distinct")
    desk.reload()
    assert desk.pair
    assert set(desk.pair) != set(pair)


def test_undo_brings_a_group_back_that_a_later_search_does_not_find(desk: DuplicatesDesk, project: Project):
    assert desk.pair
    (group,) = desk.groups
    for other in group.records[1:]:
        project.references.merge(group.records[0], other, "the same")
    desk.take(find(project))
    desk.reload()
    assert desk.groups == ()
    project.history.undo()
    desk.reload()
    assert [len(again.records) for again in desk.groups] == [2]
    assert set(desk.groups[0].records) < set(group.records)
    assert "1 certain" in desk.summary()
