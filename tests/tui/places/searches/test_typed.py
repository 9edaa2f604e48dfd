"""Searches and lines as fields of forms: what was not changed stays as it was, however hostile."""

import pytest
from msgspec.structs import replace

from review.domain.searches.search import (
    Search,
    SearchKind,
    SearchLimit,
    SearchLine,
    SearchResult,
    SearchSource,
)
from review.tui.dialogs.theories.fields import FieldError
from review.tui.places.searches.typed import (
    check_line,
    fields_of,
    line_fields,
    line_of,
    next_line,
    next_search,
    search_of,
)
from tests.tui.hosts import HOSTILE
from tests.tui.legibility.searches import searches

CODES = ("T1", "T2")
PLAIN = searches("T1")[0]


@pytest.mark.parametrize("search", searches("T1"), ids=lambda one: one.id)
def test_what_is_not_changed_stays_as_it_was(search: Search):
    assert search_of(search, search, fields_of(search), CODES) == search
    for line in search.lines:
        assert line_of(line, line, line_fields(line)) == line


@pytest.mark.parametrize("hostile", HOSTILE[:-2])
def test_items_that_are_not_touched_stay_when_another_is_added(hostile: str):
    before = replace(
        PLAIN,
        sources=(SearchSource(hostile, "a; b"), SearchSource("x", is_register=True)),
        filters=(hostile,),
        limits=(SearchLimit("a=b", value=hostile),),
    )
    typed = fields_of(before)
    after = search_of(
        before,
        before,
        typed | {"sources": f"{typed['sources']}\nHMIC; Ovid", "filters": f"{typed['filters']}\nmore"},
        CODES,
    )
    assert after.sources == (before.sources[0], SearchSource("HMIC", "Ovid"), before.sources[1])
    assert after.filters == (hostile, "more")
    assert after.limits == before.limits


def test_what_was_logged_meanwhile_of_other_fields_stays():
    now = replace(PLAIN, note="from another copy", round=4)
    after = search_of(now, PLAIN, fields_of(PLAIN) | {"component": "Councils"}, CODES)
    assert after == replace(now, component="Councils")


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("round", "two", "'two' is not a number such as 1."),
        ("round", "0", "It has to be 1, 2 …."),
        ("total_stated", "many", "'many' is not a number; write not-reported if it is not known."),
        ("sources", "HMIC; Ovid; yesterday", "Line 1 date 'yesterday' is not a day, month or year"),
        ("sources", "HMIC\na;b;c;d", "'a;b;c;d': write NAME;PLATFORM;DATE"),
        ("limits", "2014", "'2014': write it as year=2014.."),
        ("component", "", "It is empty"),
    ],
)
def test_what_makes_no_sense_is_said_of_its_field(field: str, text: str, said: str):
    with pytest.raises(FieldError) as refused:
        search_of(PLAIN, PLAIN, fields_of(PLAIN) | {field: text}, CODES)
    assert refused.value.field == field
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    ("text", "results"),
    [
        ("", None),
        ("not reported", None),
        ("0", (SearchResult(0),)),
        ("533:not by year\n1,000", (SearchResult(533, "", "not by year"), SearchResult(1000))),
        ("5@HMIC\nnot reported@Medline", (SearchResult(5, "HMIC"), SearchResult(None, "Medline"))),
    ],
)
def test_results_are_one_a_line_and_empty_is_not_reported(text: str, results: object):
    line = PLAIN.lines[1]
    assert line_of(line, line, line_fields(line) | {"results": text}).results == results


def test_a_line_needs_an_id_of_its_own():
    again = replace(PLAIN, lines=(*PLAIN.lines, SearchLine("4a", "x")))
    with pytest.raises(FieldError, match="There is a line 4a already; give another number, such as 4aa"):
        check_line(again, again.lines[-1], CODES)
    spaced = replace(PLAIN, lines=(*PLAIN.lines, SearchLine("4 a", "x")))
    with pytest.raises(FieldError, match="has to be a number or letters") as refused:
        check_line(spaced, spaced.lines[-1], CODES)
    assert refused.value.field == "id"


def test_the_next_ids_follow_the_highest():
    assert next_line(PLAIN) == "8"
    assert next_line(Search("S1", "", SearchKind.DATABASE)) == "1"
    assert next_search(searches("T1")) == "S5"
    assert next_search([]) == "S1"
    assert next_search([Search("S9", "", SearchKind.CHANCE), Search("Sx12", "", SearchKind.CHANCE)]) == "S10"


def test_a_line_that_says_nothing_is_refused_at_its_string():
    line = SearchLine("2", "")
    with pytest.raises(FieldError, match="Missing: String") as refused:
        check_line(Search("S1", "care", SearchKind.DATABASE, lines=(line,)), line, ())
    assert refused.value.field == "string"
