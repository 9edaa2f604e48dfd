"""The log of searches without a screen: which is chosen, what is logged again, and what contradicts itself."""

import pytest
from msgspec.structs import replace

from review.domain.searches.flow import Box
from review.domain.searches.search import Search, SearchKind, SearchLine, SearchResult
from review.errors import ReviewError, UnknownNameError
from review.project import Project
from review.tui.dialogs.theories.fields import FieldError
from review.tui.places.searches.desk import LINE, Page, SearchesDesk
from review.tui.places.searches.log import SearchLog
from review.tui.places.searches.typed import fields_of, line_fields


@pytest.fixture
def desk(searched: Project) -> SearchesDesk:
    return SearchesDesk(searched)


@pytest.fixture
def log(searched: Project, desk: SearchesDesk) -> SearchLog:
    return SearchLog(searched, desk)


def ids(desk: SearchesDesk) -> list[str]:
    return [one.search.id for one in desk.listed]


def count(desk: SearchesDesk, page: Page) -> None:
    """Count what a page and the list beside it show, as the screen has done for them."""
    assert desk.uncounted(page)
    while wanted := desk.uncounted(page):
        desk.take(wanted, desk.count_for(wanted))


def chosen(desk: SearchesDesk) -> Search:
    assert desk.chosen
    return desk.chosen.search


def test_all_are_listed_with_their_contradictions(desk: SearchesDesk):
    assert ids(desk) == ["S1", "S2", "S3", "S4"]
    assert [len(one.problems) for one in desk.listed] == [2, 1, 0, 0]
    assert (chosen(desk).id, desk.position, desk.page) == ("S1", 0, Page.SEARCH)


def test_an_empty_review_has_none_but_a_flow_and_items(project: Project):
    desk = SearchesDesk(project)
    assert (desk.listed, desk.chosen, desk.position, desk.files) == ([], None, 0, {})
    assert len(desk.items) == 16
    assert desk.flow is None
    count(desk, Page.FLOW)
    assert set(desk.flow.boxes) == set(Box)
    assert desk.uncounted(Page.SEARCH) is None
    log = SearchLog(project, desk)
    new = log.new(SearchKind.DATABASE)
    assert (log.new_line().id, new.id, new.prompted_by) == ("1", "S1", "plan")


def test_the_cursor_stays_on_its_search_and_goes_to_the_next_when_it_is_removed(
    desk: SearchesDesk, log: SearchLog, searched: Project
):
    desk.choose(1)
    searched.searches.remove("S1", "logged twice")
    desk.reload()
    assert (chosen(desk).id, desk.position) == ("S2", 0)
    log.remove("S2", "made by another project")
    assert chosen(desk).id == "S3"
    desk.choose(1)
    log.remove("S4", "as well")
    assert chosen(desk).id == "S3"
    desk.choose(7)
    assert chosen(desk).id == "S3"


def test_a_new_search_is_logged_and_chosen(desk: SearchesDesk, log: SearchLog):
    new = log.new(SearchKind.EXPERT)
    assert (new.id, new.round) == ("S5", 1)
    log.log_new(
        new, fields_of(new) | {"component": "Asked three experts", "sources": "Council of Ends; ; 2017"}
    )
    assert chosen(desk).component == "Asked three experts"
    assert chosen(desk).sources[0].date == "2017"
    with pytest.raises(FieldError, match="There is a search S1 already") as refused:
        log.log_new(replace(new, id="S1"), fields_of(replace(new, id="S1")) | {"component": "x"})
    assert refused.value.field == "id"


def test_a_search_is_worded_again_on_top_of_what_others_logged_meanwhile(
    desk: SearchesDesk, log: SearchLog, searched: Project
):
    opened = chosen(desk)
    searched.searches.log(replace(opened, note="by another program"))
    log.word(opened, fields_of(opened) | {"round": "2"})
    assert (chosen(desk).note, chosen(desk).round) == ("by another program", 2)
    searched.searches.remove("S1", "gone")
    with pytest.raises(UnknownNameError):
        log.word(opened, fields_of(opened) | {"round": "3"})


def test_lines_are_added_worded_and_removed_where_they_are(desk: SearchesDesk, log: SearchLog):
    new = log.new_line()
    assert new.id == "8"
    log.add_line("S1", new, {"id": "4b", "string": "shap*", "results": "7", "total_stated": ""}, 2)
    assert [line.id for line in chosen(desk).lines] == ["1", "4a", "4b", "7"]
    added = chosen(desk).lines[2]
    assert added == SearchLine("4b", "shap*", (SearchResult(7),))
    log.word_line("S1", added, line_fields(added) | {"results": ""})
    assert not chosen(desk).lines[2].is_reported
    with pytest.raises(FieldError, match="There is a line 1 already"):
        log.word_line("S1", added, line_fields(added) | {"id": "1"})
    log.remove_line("S1", "4b")
    assert [line.id for line in chosen(desk).lines] == ["1", "4a", "7"]
    with pytest.raises(UnknownNameError, match="S1 has no line 4b any more"):
        log.remove_line("S1", "4b")


def test_a_part_of_a_few_is_set_and_what_makes_no_sense_is_refused(desk: SearchesDesk, log: SearchLog):
    log.set("S4", kind=SearchKind.CHANCE, prompted_by="gap: prices")
    assert (chosen(desk).kind, chosen(desk).prompted_by) == (SearchKind.CHANCE, "gap: prices")
    with pytest.raises(ReviewError, match="prompted_by"):
        log.set("S4", prompted_by="T99")
    assert [value for value, _ in log.prompts()] == ["plan", *desk.map.code_names, "gap:", ""]


def test_a_part_names_a_line_only_while_it_is_there(desk: SearchesDesk):
    assert [desk.line_at(part) for part in (f"{LINE}0", f"{LINE}2", f"{LINE}3", "kind", "")] == [
        0,
        2,
        None,
        None,
        None,
    ]


def test_the_records_of_its_imports_are_counted_by_source(desk: SearchesDesk, searched: Project, tmp_path):
    file = tmp_path / "found.ris"
    file.write_text("TY  - JOUR\nTI  - A study of wombats\nAU  - Ro, A\nPY  - 2015\nER  -\n")
    searched.references.import_file(file, "HMIC", search="S1")
    desk.reload()
    assert (desk.files, desk.listed[0].imported) == ({}, None)
    count(desk, Page.SEARCH)
    assert desk.files == {"HMIC": 1}
    assert desk.listed[0].imported == 1
    desk.choose(1)
    assert desk.files == {}


def test_a_box_is_stated_as_a_number_as_not_reported_or_computed_again(desk: SearchesDesk, searched: Project):
    desk.state(Box.SCREENED, "1,200", "as in the paper")
    desk.reload()
    count(desk, Page.FLOW)
    assert desk.count(Box.SCREENED).n == 1200
    desk.state(Box.SCREENED, "Not reported", "it is not in the paper")
    desk.reload()
    assert desk.count(Box.SCREENED).n == 1200  # as it was counted last
    count(desk, Page.FLOW)
    assert desk.count(Box.SCREENED).is_not_reported
    desk.state(Box.SCREENED, "computed", "it is, after all")
    assert Box.SCREENED not in searched.flow.stated()
    for typed in ("-1", "many", "1.5", "٣"):
        with pytest.raises(FieldError, match="is not a number, 'not reported' or 'computed'"):
            desk.state(Box.SCREENED, typed, "why")
    with pytest.raises(ReviewError, match="say why"):
        desk.state(Box.SCREENED, "5", "  ")
