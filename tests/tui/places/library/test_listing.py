"""What the Library lists, without a screen."""

from hypothesis import given
from hypothesis import strategies as st

from review.domain import Selection
from review.project import Project
from review.tui.places.library.listing import (
    LostFiles,
    RecordListing,
    conditions,
    counts_in_words,
    sorts,
)

CONDITIONS = [("title-abstract", "include"), ("source_type", "empirical"), ("role", "evidence")]


def test_conditions_add_up_and_each_is_taken_away_by_itself():
    listing = RecordListing()
    assert listing.toggle(CONDITIONS[0])
    assert listing.toggle(CONDITIONS[1])
    assert listing.selection.where == tuple(CONDITIONS[:2])
    listing.toggle(CONDITIONS[0])
    assert listing.selection.where == (CONDITIONS[1],)


def test_clearing_takes_search_and_conditions_away_and_leaves_the_order():
    listing = RecordListing()
    listing.search("budget")
    listing.toggle(CONDITIONS[0])
    listing.sort("year")
    assert listing.is_narrowed
    assert listing.clear()
    assert listing.selection == Selection(sort="year", names_first=True)
    assert not listing.is_narrowed
    assert not listing.clear()


def test_the_same_order_again_is_the_other_way_round():
    listing = RecordListing()
    turns = []
    for _ in range(3):
        listing.sort("title")
        turns.append(listing.selection.descending)
    assert turns == [False, True, False]
    listing.sort("title")
    listing.sort("year")
    assert not listing.selection.descending


def test_a_search_that_changes_nothing_lists_nothing_again():
    listing = RecordListing()
    assert listing.search("budget")
    assert not listing.search("budget")


@given(st.lists(st.sampled_from(CONDITIONS), max_size=20))
def test_a_condition_holds_after_an_odd_number_of_turns(turns: list[tuple[str, str]]):
    listing = RecordListing()
    assert all(listing.toggle(condition) for condition in turns)
    assert set(listing.selection.where) == {c for c in CONDITIONS if turns.count(c) % 2}
    assert len(listing.selection.where) == len(set(listing.selection.where))


def test_every_condition_and_order_can_be_asked_of_the_project(worked: Project):
    theory_map = worked.theory.map
    offered = conditions(theory_map)
    assert len({condition for condition, _ in offered}) == len(offered)
    assert (("code", "T2.a"), "code: T2.a Innovation") in offered
    assert all("file" in label for _, label in offered if label.startswith("reading status"))
    assert any("pdf" in label.casefold() for _, label in offered)
    listed = {
        label: len(worked.records.listing(Selection(where=(condition,)))) for condition, label in offered
    }
    assert listed["title abstract: include"] == 2
    assert listed["source type: unclassified"] == 1
    assert sum(listed[f"title abstract: {outcome}"] for outcome in ("include", "exclude", "none")) == 3
    for sort in sorts(theory_map):
        assert len(worked.records.listing(Selection(sort=sort))) == 3


def test_the_count_says_how_many_of_all_are_listed():
    assert counts_in_words(62, 62, 0, searched=False) == ("62 records",)
    assert counts_in_words(3, 1062, 2, searched=False) == ("3 of 1,062 · 2 marked",)
    assert counts_in_words(3, 62, 0, searched=True) == ("3 of 62 · title and authors first", "3 of 62")
    assert counts_in_words(62, 62, 0, searched=True)[-1] == "62 of 62"


def test_lost_files_are_reported_once_and_again_when_they_were_back_meanwhile():
    files = LostFiles()
    assert files.news([], []) == ""
    assert files.news(["a.pdf"], ["b.pdf"]) == ("Gone: a.pdf. Changed: b.pdf. Texts and codings are kept.")
    assert files.news(["a.pdf"], ["b.pdf"]) == ""
    assert files.news(["a.pdf", "c.pdf", "d.pdf"], []) == "Gone: 2 files. Texts and codings are kept."
    assert files.news([], []) == ""
    assert files.news(["a.pdf"], []).startswith("Gone: a.pdf")
