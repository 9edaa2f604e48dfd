"""Contents pages are not offered for coding."""

import pytest

from review.documents.layout.assemble import assemble
from review.documents.layout.contents_pages import contents_end, is_contents_name
from review.domain import PassageKind
from tests.documents.layouts import lines, page

FOREWORD = [f"This is sentence {word} of a foreword about the markets for care." for word in "abcdefgh"]
PROSE = [f"The councils of the county say {word} about how care is bought." for word in "abcdefgh"]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Need and demand . . . . . . . . 12", "Need and demand . . . . . . . . 12"),
        ("Executive summary........iii This statement says", "Executive summary........iii "),
        ("One ..... 1 Two ..... 2", "One ..... 1 Two ..... 2"),
        ("He said: wait ... 3 of them came.", ""),
        ("A plain paragraph with 12 people.", ""),
        ("", ""),
    ],
)
def test_lines_of_a_contents_page_are_distinguished_from_what_follows(text: str, contents: str) -> None:
    assert text[: contents_end(text)] == contents


def _offered(*drawn: str, name: str = "Contents") -> str:
    """What is offered for coding of a page with a heading, some lines and prose, behind a foreword."""
    foreword = page(1, lines(["Foreword"], size=16, font="Bold", top=740), lines(FOREWORD))
    contents = page(
        2, lines([name], size=16, font="Bold", top=760), lines(drawn, top=730), lines(PROSE, top=300)
    )
    document = assemble([foreword, contents])
    offered = [p for p in document.passages if p.kind is PassageKind.PARAGRAPH]
    return " ".join(document.text[p.start : p.end] for p in offered if p.start >= document.pages[1].start)


def test_lines_that_end_in_rising_numbers_under_contents_are_not_offered() -> None:
    drawn = ["Summary iv", "1 Demand for care in the county", "and its towns 1", "Part two", "2 Supply 14"]
    assert _offered(*drawn, "3 Markets 14", "Appendix A-2") == " ".join(PROSE)


def test_numbers_that_are_drawn_apart_from_their_lines_count() -> None:
    assert _offered("Demand", "1", "Supply", "14", "Markets", "27", "Prices", "A-2") == " ".join(PROSE)


def test_rows_of_dots_whose_numbers_stand_elsewhere_are_not_offered() -> None:
    drawn = ["Demand for care " + "." * 60, "Supply of care " + ". " * 30, "." * 70]
    assert _offered(*drawn, name="What is in it") == " ".join(PROSE)


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("Prices", ["Beds 3", "Meals 7", "Visits 9", "Calls 12"]),
        ("Contents", ["Beds 12", "Meals 3"]),
        ("Contents", ["We write about councils, markets", "and the people who use care in 2014"]),
    ],
)
def test_other_lines_are_offered(name: str, drawn: list[str]) -> None:
    assert drawn[0] in _offered(*drawn, name=name)


@pytest.mark.parametrize("name", ["Contents", "TABLE OF CONTENTS", "Inhaltsverzeichnis", "Índice general"])
def test_names_of_contents_pages(name: str) -> None:
    assert is_contents_name(name)
