"""Searches are logged as they were made, with what contradicts itself in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from review.domain.searches.checking import IMPORTED, LIMIT, LINE_TOTAL, SEARCH_TOTAL
from review.domain.searches.search import (
    Search,
    SearchKind,
    SearchLimit,
    SearchLine,
    SearchProblem,
    SearchResult,
    SearchSource,
)
from review.domain.searches.wording import problem_in_words
from review.errors import ReviewError, UnknownNameError
from review.project import Project
from tests.reviews import SMALL_MAP, a_review

EXAMPLE = Path(__file__).parents[2] / "worked_example" / "searches.yaml"
WITH_T3 = SMALL_MAP.replace(
    "rival_framings:",
    "  T3: {name: Demand, category: market, proposition: Councils know demand}\nrival_framings:",
)
FULL = Search(
    id="S7",
    component="Care markets",
    kind=SearchKind.DATABASE,
    round=2,
    prompted_by="gap: nothing on rural councils",
    sources=(SearchSource("HMIC", "Ovid", "2017-04"), SearchSource("ISRCTN", is_register=True)),
    limits=(SearchLimit("year", "2014"), SearchLimit("language", value="English")),
    filters=("a published filter for systematic reviews",),
    lines=(
        SearchLine("1", "market* AND care", (SearchResult(12, "HMIC"), SearchResult(None, "ISRCTN"))),
        SearchLine("2a", "“social care” AND shap*\nNOT acute", None),
        SearchLine("3", "commission*", (), 0),
    ),
    total_stated=40,
    adapted_from="S1",
    stopped_because="nothing new came",
    note="by a librarian",
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    found = a_review(tmp_path / "review", map_text=WITH_T3)
    yield found
    found.close()


def test_a_search_reads_back_as_it_was_logged(project: Project) -> None:
    acknowledged = project.searches.log(FULL)
    (found,) = project.searches.all()
    assert found.content == FULL
    assert (found.event, found.logged_by) == (acknowledged.event, "ann")
    assert found == project.searches.find("s7")


def test_not_reported_is_neither_nothing_nor_no_results(project: Project) -> None:
    not_reported, nothing, none_found, unknown = (
        SearchLine("1", "a", None),
        SearchLine("1", "a", ()),
        SearchLine("1", "a", (SearchResult(0),)),
        SearchLine("1", "a", (SearchResult(None),)),
    )
    for line in (not_reported, nothing, none_found, unknown):
        project.searches.log(replace(FULL, lines=(line,)))
        assert project.searches.find("S7").lines == (line,)
    assert [line.is_reported for line in (not_reported, nothing, none_found, unknown)] == [
        *(False, True, True, False)
    ]
    assert [line.n for line in (not_reported, nothing, none_found, unknown)] == [None, 0, 0, None]


def test_the_worked_example_is_counted_and_its_mismatches_are_shown(project: Project) -> None:
    project.searches.import_file(EXAMPLE)
    searches = {search.id: search for search in project.searches.all()}
    assert [(one.id, one.computed, one.total_stated, one.unreported) for one in searches.values()] == [
        ("S1", 983, None, 4),
        ("S2", 2333, None, 0),
        ("S3", 22, 23, 0),
        ("S4", None, 31, 0),
    ]
    assert {search: project.searches.problems(one) for search, one in searches.items()} == {
        "S1": [],
        "S2": [SearchProblem("4a", LIMIT, "not by year", "year from 2014")],
        "S3": [SearchProblem("", SEARCH_TOTAL, 23, 22)],
        "S4": [],
    }


def test_logged_again_it_is_worded_again_and_the_same_changes_nothing(project: Project) -> None:
    first = project.searches.log(FULL)
    before = len(project.history.events())
    assert project.searches.log(FULL).event == first.event
    assert len(project.history.events()) == before
    project.searches.log(replace(FULL, note="by two librarians"))
    (found,) = project.searches.all()
    assert (found.note, found.others) == ("by two librarians", ())
    project.history.undo()
    assert project.searches.find("S7").note == "by a librarian"


def test_a_search_that_a_former_theory_prompted_is_worded_again(project: Project) -> None:
    project.searches.import_file(EXAMPLE)
    project.structure.merge(["T3"], "T1", "they are one")
    project.searches.log(replace(project.searches.find("S2"), note="by a librarian"))
    assert project.searches.import_file(EXAMPLE).logged == ("S2",)
    project.history.undo()
    found = project.searches.find("S2")
    assert (found.prompted_by, found.note) == ("T3", "by a librarian")


def test_a_file_is_one_step(project: Project) -> None:
    imported = project.searches.import_file(EXAMPLE)
    assert imported.logged == ("S1", "S2", "S3", "S4")
    again = project.searches.import_file(EXAMPLE)
    assert (again.logged, again.unchanged) == ((), imported.logged)
    project.history.undo()
    assert project.searches.all() == []
    project.history.redo()
    assert len(project.searches.all()) == 4


def test_a_removed_search_is_gone_and_comes_back(project: Project) -> None:
    project.searches.log(FULL)
    with pytest.raises(ReviewError, match="needs a reason"):
        project.searches.remove("S7", " ")
    project.searches.remove("s7", "logged twice")
    assert project.searches.all() == []
    project.history.undo()
    assert project.searches.find("S7").content == FULL
    project.searches.remove("S7", "logged twice")
    project.searches.log(FULL)
    assert project.searches.find("S7").content == FULL


def test_an_unknown_search_lists_those_that_there_are(project: Project) -> None:
    with pytest.raises(UnknownNameError, match=r"Unknown search 'X'\. Searches: none"):
        project.searches.find("X")
    project.searches.import_file(EXAMPLE)
    with pytest.raises(UnknownNameError, match=r"Unknown search 'S10'\. Searches: S1, S2, S3, S4"):
        project.searches.find("S10")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "S 1"}, "id: has to be up to 40 letters"),
        ({"id": "a:b"}, "id: has to be up to 40 letters"),
        ({"component": ""}, "component: is empty"),
        ({"round": 0}, "round: has to be 1, 2"),
        ({"prompted_by": "T99"}, "prompted_by: 'T99' is not plan, a code of the theory map or 'gap: …'"),
        (
            {"sources": (SearchSource("HMIC", date="April 2017"),)},
            "sources.1.date: 'April 2017' is not a day",
        ),
        ({"sources": (SearchSource("HMIC", date="2017-13"),)}, "sources.1.date: '2017-13' is not a day"),
        ({"limits": (SearchLimit("year"),)}, "limits.1: is empty"),
        ({"total_stated": -1}, "total_stated: has to be a number from 0"),
        ({"lines": (SearchLine("1", "a"), SearchLine("1", "b"))}, "lines.2.id: '1' is the id of an earlier"),
        ({"note": "\ud800"}, "has signs that cannot be stored"),
    ],
)
def test_what_makes_no_sense_is_refused(project: Project, change: dict, message: str) -> None:
    with pytest.raises(ReviewError) as refused:
        project.searches.log(replace(FULL, **change))
    assert message in str(refused.value)
    assert project.searches.all() == []


def test_ids_that_look_alike_are_refused(project: Project) -> None:
    project.searches.log(FULL)
    with pytest.raises(ReviewError, match="'s-7' and 'S7' look alike"):
        project.searches.log(replace(FULL, id="s-7"))


LIMITED = (SearchLimit("year", "2014", "2020"), SearchLimit("language", value="English"))


@pytest.mark.parametrize(
    ("limit", "contradicts"),
    [
        ("not by year", True),
        ("not limited by year", True),
        ("all languages", True),
        ("no language limit", True),
        ("from 2010", True),
        ("2015-2022", True),
        ("title", False),
        ("limited to title", False),
        ("2015 onward", False),
        ("year", False),
        ("English", False),
        ("not in title", False),
    ],
)
def test_a_limit_of_results_against_the_searchs(project: Project, limit: str, *, contradicts: bool) -> None:
    line = SearchLine("1", "a", (SearchResult(3, limit=limit),))
    search = replace(FULL, limits=LIMITED, lines=(line,), total_stated=None)
    assert [one.rule for one in project.searches.problems(search)] == [LIMIT] * contradicts


@pytest.mark.parametrize(
    ("results", "stated", "expected"),
    [
        ((2, 3), 5, []),
        ((2, 3), 6, [(6, 5)]),
        ((2, None), 6, []),
        ((7, None), 6, [(6, 7)]),
        (None, 6, []),
        ((), 6, [(6, 0)]),
    ],
)
def test_a_lines_total(results: tuple | None, stated: int, expected: list) -> None:
    from review.domain.searches.checking import problems

    found = None if results is None else tuple(map(SearchResult, results))
    search = replace(FULL, total_stated=None, lines=(SearchLine("1", "a", found, stated),))
    assert [(one.left, one.right) for one in problems(search) if one.rule == LINE_TOTAL] == expected


def test_more_imported_than_found() -> None:
    from review.domain.searches.checking import problems

    found = replace(FULL, total_stated=None, lines=(SearchLine("1", "a", (SearchResult(3),)),))
    assert problems(found, 3) == []
    assert problems(found, 4) == [SearchProblem("", IMPORTED, 4, 3)]
    assert problems(replace(found, lines=(*found.lines, SearchLine("2", "b"))), 4) == []


def test_more_imported_from_a_source_than_found_there_though_all_together_agree() -> None:
    from review.domain.searches.checking import problems

    results = (SearchResult(68, "Scopus"), SearchResult(60, "Web of Science"))
    found = replace(FULL, total_stated=None, lines=(SearchLine("1", "a", results),))
    tied = {"scopus": 69, "Web of Science": 59, "by hand": 500}
    (problem,) = problems(found, 128, tied)
    assert problem_in_words(problem) == "69 tied to it from scopus, 68 found there"
    assert problems(found, 126, {"Scopus": 67, "Web of Science": 59}) == []
    unnamed = (*found.lines, SearchLine("2", "b", (SearchResult(1),)))
    assert problems(replace(found, lines=unnamed), 128, tied) == []
    assert [one.rule for one in problems(found, 129, tied)] == [IMPORTED]
