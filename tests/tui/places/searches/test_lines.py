"""Rows, searches in full, the flow and PRISMA-S's items as lines of a width."""

import pytest

from review.domain.searches.checking import problems
from review.domain.searches.flow import Box
from review.domain.searches.search import Search, SearchKind, SearchLine, SearchResult
from review.project import Project
from review.tui.places.searches.desk import LINE, Logged, SearchesDesk
from review.tui.places.searches.detail import detail_lines
from review.tui.places.searches.pages import flow_lines, item_lines
from review.tui.places.searches.rows import height_of_row, row_lines
from review.tui.widgets.items.parts import PartLine
from tests.tui.legibility.searches import BOOLEAN, searches

CODES = {"T1": "Market logic"}
ALL = searches("T1")
WIDTHS = (1, 20, 40, 78, 160)


def logged(search: Search, imported: int = 0) -> Logged:
    return Logged(search, imported, problems(search, imported))


def text(lines: list[PartLine]) -> str:
    return "\n".join(line.content.plain.rstrip() for line in lines)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("search", ALL, ids=lambda one: one.id)
def test_no_line_is_wider_than_its_room_or_has_signs_that_act(search: Search, width: int):
    one = logged(search)
    contents = [line.content for line in detail_lines(one, {"\x1b[31m": 2}, CODES, max(width, 20))]
    rows = row_lines(one, width)
    assert len(rows) == height_of_row(width)
    for content in contents:
        assert content.cell_length <= max(width, 20)
    for content in (*rows, *contents):
        assert not set(content.plain) & set("\x1b\u202e\n")
    for row in rows:
        assert row.cell_length <= max(width, 12)


def test_a_row_says_what_is_computed_stated_not_reported_and_wrong():
    rows = [" / ".join(line.plain for line in row_lines(logged(search), 78)) for search in ALL]
    assert "S1     database          round 1  799 found, 1 line not reported" in rows[0]
    assert "! 2 / " in rows[0]
    assert "22 found, 23 stated" in rows[1]
    assert "0 found, 1 line not reported" in rows[2]
    assert " 31 stated" in rows[3]
    assert "!" not in rows[3]
    apart = Search("S9", "x", SearchKind.CHANCE, others=(ALL[0],))
    assert row_lines(logged(apart), 78)[0].plain.endswith("apart")
    assert "not reported" in row_lines(logged(apart), 78)[0].plain


def test_a_search_in_full_has_its_parts_and_what_contradicts_itself_with_both_sides():
    lines = detail_lines(logged(ALL[0], 900), {"HMIC": 900}, CODES, 100)
    said = text(lines)
    assert said.startswith("799 found, 1 of 3 lines not reported")
    for part in (
        "Prompted by      the plan",
        "Sources          HMIC (Ovid), 2017-04\n                 Medline (Ovid), 2017-04",
        "Limits           year from 2014\n                 language: English",
        "Filters          not reported",
        "Stopped because  the last three strings found nothing new",
        "Found            799 computed from its lines",
        "Tied to it       900 references or documents\n                 HMIC: 900 records",
        "3 lines, 1 not reported, 1 contradictory",
        "4a    533 (not by year) + 100 (title) + 97 = 730, 731 stated",
        "    ! 731 stated, 730 computed",
        "    ! “not by year” is not within the search's limit (year from 2014)",
        "7     not reported",
    ):
        assert part in said
    assert said.index("731 stated, 730 computed") < said.index("[bold]0[/bold]")
    assert {line.part for line in lines if "not by year" in line.content.plain} == {f"{LINE}1"}


def test_a_search_in_full_says_what_a_total_contradicts_and_who_logged_it_apart():
    said = text(detail_lines(logged(ALL[1], 24), {"x": 24}, CODES, 100))
    assert "Found            23 stated, 22 computed from its lines\n    ! 23 stated, 22 computed" in said
    assert "    ! 24 tied to it, 23 found" in said
    assert "Prompted by      T1 Market logic" in said
    other = Search("S1", "Councils", SearchKind.CHANCE, logged_by="Ben")
    apart = Search("S1", "x", SearchKind.CHANCE, others=(other,))
    assert "! logged apart by Ben: chance, results not reported, 0 lines: Councils" in text(
        detail_lines(logged(apart), {}, CODES, 100)
    )
    assert "No lines are logged." in text(detail_lines(logged(apart), {}, CODES, 100))


def test_a_long_string_is_whole_and_a_monstrous_one_is_cut():
    whole = text(detail_lines(logged(ALL[0]), {}, CODES, 60))
    assert len(BOOLEAN) > 2_000
    assert "".join(BOOLEAN.split()) in "".join(whole.split())
    monstrous = Search(
        "S1", "x", SearchKind.DATABASE, lines=(SearchLine("1", "a b " * 10_000, (SearchResult(1),)),)
    )
    cut = text(detail_lines(logged(monstrous), {}, CODES, 60))
    assert len(cut) < 8_000
    assert cut.endswith("…")


def test_the_flow_has_the_rules_that_fail_above_its_picture_then_the_others_then_each_box_as_a_part(
    searched: Project,
):
    desk = SearchesDesk(searched)
    for width in (40, 60, 100):
        lines = flow_lines(searched.flow.read(), desk.criteria, width)
        assert all(line.content.cell_length <= width for line in lines)
        assert list(dict.fromkeys(line.part for line in lines if line.part)) == list(Box)
    said = text(lines)
    failing, _, drawn = said.partition("\n\n")
    assert drawn.startswith("IDENTIFICATION\n┌")
    assert failing.startswith("! ")
    assert "! Organisations: stated = computed: 23 against 22, 1 apart" in failing.splitlines()
    assert "Tied to no search, and so in no box" in failing
    assert "Organisations  23 stated, 22 computed: Commissioning" in said
    assert "Duplicates removed before screening  stated as not reported, 0 computed: removed in the" in said
    checks = said[said.index("Checks") : said.index("Boxes")].splitlines()[1:]
    signs = [line[0] for line in checks if line[:2] in {"! ", "? ", "✓ "}]
    assert signs == sorted(signs, key="?✓".index)
    assert "_" not in "".join(line for line in checks)


def test_what_other_copies_state_of_a_box_is_said_below_it(searched: Project):
    from review.acts import StateFlow

    searched.journal.append("Ben", StateFlow(box=Box.DUPLICATES, n=7, because="counted again", follows=()))
    desk = SearchesDesk(searched)
    said = text(flow_lines(searched.flow.read(), desk.criteria, 100))
    assert "! stated apart: " in said


def test_items_say_what_they_ask_where_they_are_answered_and_what_is_missing(searched: Project):
    said = text(item_lines(SearchesDesk(searched).items, 78))
    assert "items of PRISMA-S." in said.splitlines()[0]
    assert "✓  1 Databases: each database, with its platform" in said
    assert "     HMIC (Ovid), Medline (Ovid)" in said
    assert "· 14 Peer review: who reviewed the strategies" in said
    assert "you write this in the report" in said
