"""Finding words and pages in a document, without a screen."""

from unicodedata import normalize

import pytest

from review.documents.texts.text_document import text_document
from review.domain import Passage
from review.tui.places.reader.finding import (
    Matches,
    find_all,
    found_page,
    found_place,
    page_range,
    same_place,
)
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


def test_a_passage_is_found_in_another_reading_of_its_file():
    passage = PAPER.passages[3]
    words = PAPER.text[passage.start : passage.end]
    assert same_place(passage, PAPER, document(["A new beginning.", words])) == len("A new beginning.\n")
    assert same_place(passage, PAPER, document(["Nothing of it."])) is None
    assert same_place(Passage(0, 0), document([]), PAPER) is None


def test_what_is_not_found_is_said_only_where_something_was_sought():
    matches = Matches()
    matches.search(TEXT, "nobody", len(TEXT), cursor=0)
    assert (matches.spans, matches.current, matches.line) == ([], None, "not found  Esc closes")
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
        ("PDF p. 2", 2),
        ("349", None),
        ("0", None),
        ("x", None),
        ("", None),
    ],
)
def test_pages_are_named_by_label_first_and_by_pdf_page_else(typed: str, number: int | None) -> None:
    found = found_page(PAPER, typed)
    assert (found[0].number if found else None) == number


def test_roman_labels_are_labels() -> None:
    paper = document(["a" * 30], page_starts=(0, 10, 20), labels=("iv", "P", "1"))
    found = [found_page(paper, typed) for typed in ("IV", "p", "page 1", "3")]
    assert [page.number for page, _ in filter(None, found)] == [1, 2, 3, 3]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("3", "p. 3 (PDF 1, the first of 2)"),
        ("4", "PDF p. 4 (no printed number)"),
        ("1", "PDF p. 1 (printed 3)"),
        ("11", "pp. 10–11 (PDF 3)"),
        ("10–11", "pp. 10–11 (PDF 3)"),
        ("PDF p. 3", "PDF p. 3 (printed 10–11)"),
    ],
)
def test_a_line_says_whether_the_number_is_printed_or_the_pdfs(typed: str, line: str) -> None:
    paper = document(["a" * 40], page_starts=(0, 10, 20, 30), labels=("3", "3", "10–11", ""))
    found = found_page(paper, typed)
    assert found
    assert found[1] == line


def test_the_pages_there_are_are_named_printed_and_in_the_pdf() -> None:
    assert page_range(PAPER) == "printed 347 … 348; PDF #1–#2"
    assert (
        page_range(document(["a" * 20], page_starts=(0, 10), labels=("", "")))
        == "PDF #1–#2; no printed numbers"
    )
    assert page_range(document(["a" * 20], page_starts=(0, 10), labels=("", "1"))) == "printed 1; PDF #1–#2"


@pytest.mark.parametrize(
    ("typed", "place"),
    [("2", (7, "para. 2 of 3")), ("para. 3", (12, "para. 3 of 3")), ("¶1", (0, "para. 1 of 3"))],
)
def test_a_text_has_paragraphs_to_go_to(typed: str, place: tuple[int, str]) -> None:
    text = text_document("First.\nTwo.\nThree.\n", "text")
    assert found_place(text, typed) == place
    assert found_place(text, "4") is found_place(text, "p. 1") is None
    assert page_range(text) == "paragraphs 1 to 3"


def test_words_are_found_with_and_without_their_accents_however_these_are_written():
    text = normalize("NFD", "Überlastung der Bürger") + ", der Burger"
    assert [text[a:b] for a, b in find_all(text, "bürger", len(text))] == [
        normalize("NFD", "Bürger"),
        "Burger",
    ]
    assert [text[a:b] for a, b in find_all(text, "UBERLAST", len(text))] == [normalize("NFD", "Überlast")]
    assert find_all("Überlastung", "uberlastung", 11) == [(0, 11)]
