"""Finding words and pages in a document, without a screen."""

import pytest

from review.tui.places.reader.finding import Matches, find_all, page_range, page_start
from tests.tui.widgets.reading.papers import PAPER, document

TEXT = "people ask people, and people answer"


def test_a_search_begins_at_the_cursor_and_goes_round_the_end():
    matches = Matches()
    matches.search(TEXT, "PEOPLE", len(TEXT), cursor=8)
    assert (matches.current, matches.line[:6]) == ((11, 17), "2 of 3")
    matches.step(1)
    matches.step(1)
    assert matches.current == (0, 6)
    matches.step(-1)
    assert matches.current == (23, 29)
    matches.search(TEXT, "people", len(TEXT), cursor=35)
    assert matches.current == (0, 6)


def test_what_is_not_found_is_said_only_where_something_was_sought():
    matches = Matches()
    matches.search(TEXT, "nobody", len(TEXT), cursor=0)
    assert (matches.spans, matches.current, matches.line) == ([], None, "not found")
    matches.step(1)
    matches.search(TEXT, " ", len(TEXT), cursor=0)
    assert matches.line == ""


def test_terms_are_marked_once_within_a_span_and_taken_away():
    matches = Matches()
    matches.mark(TEXT, ["people", "people ask"], (7, len(TEXT)))
    assert [TEXT[start:end] for start, end in matches.spans] == ["ask", "people", "people"]
    assert matches.current == matches.spans[0]
    matches.clear()
    assert (matches.spans, matches.line) == ([], "")


def test_words_are_found_over_line_ends_and_signs_mean_themselves() -> None:
    assert find_all("a b\nc  (a.c)", "B  c", 100) == [(2, 5)]
    assert find_all("abc (a.c)", "a.c", 100) == [(5, 8)]
    assert find_all("abc", "  ", 100) == []
    assert find_all("abc abc", "abc", 5) == [(0, 3)]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("347", 1),
        ("p. 348", 2),
        ("2", 2),
        ("#1", 1),
        ("pdf 2", 2),
        ("349", None),
        ("0", None),
        ("x", None),
        ("", None),
    ],
)
def test_pages_are_named_by_label_first_and_by_pdf_page_else(typed: str, number: int | None) -> None:
    assert page_start(PAPER, typed) == (None if number is None else PAPER.pages[number - 1].start)


def test_roman_labels_are_labels() -> None:
    paper = document(["a" * 30], page_starts=(0, 10, 20), labels=("iv", "P", "1"))
    assert [page_start(paper, typed) for typed in ("IV", "p", "page 1", "3")] == [0, 10, 20, 20]


def test_the_pages_there_are_are_named_printed_and_in_the_pdf() -> None:
    assert page_range(PAPER) == "printed 347–348; PDF #1–#2"
