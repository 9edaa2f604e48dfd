"""Page labels: read where they stand, never guessed."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.documents.layout import labels
from review.documents.layout.lines import Line, PageLines
from review.domain import LabelSource

WIDTH, HEIGHT = 595.0, 842.0
BODY = 10.0
PROSE = (
    "Commissioners described the market as something that had to be grown rather than found in their area."
)
CENTRE, LEFT, RIGHT = 0.5, 0.1, 0.9
HEAD, FOOT = HEIGHT - 40, 30.0
Mark = tuple[str, float, float]
"""A text, where its middle is across the page (its start or end near the sides), and its baseline."""


def at(text: str, across: float = CENTRE, baseline: float = FOOT, size: float = 9, angle: int = 0) -> Line:
    """A line that stands there on an upright page."""
    width = 0.5 * size * len(text)
    left = WIDTH * across - (0 if across < 0.3 else width if across > 0.7 else width / 2)
    return Line(0, text, left, left + width, baseline, size, "Serif", "Serif", angle)


def prose(rows: int = 40, page: int = 0) -> list[Line]:
    """The text of a page, in lines of its own."""
    return [
        Line(0, f"{chr(97 + (page + row) % 26)} {PROSE}", 60, 540, 760 - 16 * row, BODY, "Serif", "Serif")
        for row in range(rows)
    ]


def document(*marks: Sequence[Line], rows: int = 40, file_labels: Sequence[str] = ()) -> list[PageLines]:
    """A document of pages with text and these lines besides."""
    names = file_labels or [""] * len(marks)
    return [
        PageLines(n, WIDTH, HEIGHT, name, (*prose(rows, n), *lines))
        for n, (lines, name) in enumerate(zip(marks, names, strict=True), 1)
    ]


def found(pages: Sequence[PageLines]) -> list[str]:
    """The labels; an empty one says that nothing is known, and any other one what it is from."""
    labelled = labels.page_labels(pages, BODY)
    assert all((source is LabelSource.PDF) == (not label) for label, source in labelled)
    return [label for label, _ in labelled]


def feet(*numbers: str, across: float = CENTRE) -> list[list[Line]]:
    """For each page, its number at the foot; none for an empty text."""
    return [[at(number, across)] if number else [] for number in numbers]


FORMS = {
    "bare": [str(n) for n in range(7, 12)],
    "between dashes": [f"- {n} -" for n in range(7, 12)],
    "page of pages": [f"Page {n} of 40" for n in range(7, 12)],
    "shortened": [f"p. {n}" for n in range(7, 12)],
    "seite": [f"Seite {n} von 40" for n in range(7, 12)],
    "title behind": [f"{n} | Care markets" for n in range(7, 12)],
    "title before": [f"Care markets | {n}" for n in range(7, 12)],
    "page no.": [f"Ninth revised page no. {n}" for n in range(7, 12)],
    "running head": [f"Care markets and their councils {n}" for n in range(7, 12)],
    "within a notice": [f"Care Markets draft {n} not to be cited or shared" for n in range(7, 12)],
    "behind the issue": [
        f"L 119/{n} Journal of the Union" if n % 2 else f"Journal of the Union L 119/{n}"
        for n in range(7, 12)
    ],
    "between signs": [f"K {n} K" for n in range(7, 12)],
    "bold at both ends": [f"{n} Care markets" if n % 2 else f"Care markets {n}" for n in range(7, 12)],
}


@pytest.mark.parametrize("form", FORMS)
def test_a_number_that_counts_with_the_pages_is_their_label(form: str) -> None:
    assert found(document(*feet(*FORMS[form]))) == ["7", "8", "9", "10", "11"]


STYLES = [
    ["i", "ii", "iii", "iv", "v", "vi"],
    ["XI", "XII", "XIII", "XIV"],
    ["A-1", "A-2", "A-3", "A-4"],
    ["3-11", "3-12", "3-13", "3-14"],
    ["ES-2", "ES-3", "ES-4"],
    ["Glossary-1", "Glossary-2", "Glossary-3"],
    ["e230", "e231", "e232", "e233"],
    ["S12", "S13", "S14", "S15"],
    ["008", "009", "010", "011"],
    ["1234.e1", "1234.e2", "1234.e3"],
]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style[0])
def test_labels_are_as_printed(style: list[str]) -> None:
    assert found(document(*feet(*style))) == style


def test_numbers_at_the_outer_side_are_mirrored_on_left_and_right_pages() -> None:
    marks = [[at(str(n), LEFT if n % 2 else RIGHT, HEAD)] for n in range(45, 53)]
    assert found(document(*marks)) == [str(n) for n in range(45, 53)]


def test_authors_and_title_alternate_in_running_heads() -> None:
    marks = [
        [at(f"{n} Rahman and others", LEFT, HEAD) if n % 2 else at(f"Markets of care {n}", RIGHT, HEAD)]
        for n in range(345, 351)
    ]
    assert found(document(*marks)) == [str(n) for n in range(345, 351)]


def test_front_matter_has_its_own_run() -> None:
    numbers = ["", "", "iii", "iv", "v", "1", "2", "3", "4"]
    assert found(document(*feet(*numbers), rows=20))[2:] == ["iii", "iv", "v", "1", "2", "3", "4"]


def test_a_page_between_two_of_a_run_has_its_number() -> None:
    assert found(document(*feet("10", "11", "", "13", "14"))) == ["10", "11", "12", "13", "14"]


def test_a_missing_leaf_proves_nothing_for_the_pages_beside_it() -> None:
    shown = ["10", "11", "12", "", "16", "17", "18"]
    assert found(document(*feet(*shown), rows=5)) == shown


def test_a_scanned_book_without_a_leaf_is_not_shifted() -> None:
    shown = [*map(str, range(1, 30)), *map(str, range(32, 60))]
    assert found(document(*feet(*shown))) == shown


def test_a_page_without_its_number_beside_a_missing_leaf_is_not_guessed() -> None:
    shown = [*map(str, range(1, 9)), "", *map(str, range(11, 19))]
    assert found(document(*feet(*shown))) == shown


def test_leaves_that_are_missing_at_both_sides_do_not_hide_a_number() -> None:
    shown = [*map(str, range(1, 9)), "12", *map(str, range(15, 20))]
    assert found(document(*feet(*shown))) == shown


def test_chapter_and_page_may_have_a_dash_with_spaces_between() -> None:
    assert found(document(*feet("3 - 1", "3 - 2", "3 - 3"))) == ["3-1", "3-2", "3-3"]


def test_parts_begin_their_own_runs() -> None:
    shown = [*map(str, range(1, 9)), *map(str, range(1, 7)), *map(str, range(1, 5))]
    assert found(document(*feet(*shown))) == shown


def test_a_cover_has_no_number() -> None:
    pages = document(*feet("", "2", "3", "4", "5"))
    cover = pages[0]._replace(lines=(at("Care markets", CENTRE, 500, 30), at("2016", CENTRE, 100)))
    assert found([cover, *pages[1:]]) == ["", "2", "3", "4", "5"]


def test_the_first_page_of_an_article_has_the_number_before_the_second() -> None:
    assert found(document(*feet("", "698", "699", "700"))) == ["697", "698", "699", "700"]


def test_an_article_says_its_range_on_its_first_page() -> None:
    pages = document([at("Ann Med 2016; 12: 697-700", LEFT, HEAD)], *feet("698", "699", "700"), rows=3)
    assert found(pages) == ["697", "698", "699", "700"]


def test_a_cover_sheet_in_other_type_is_not_counted() -> None:
    pages = document(*feet("", "698", "699", "700"))
    sheet = pages[0]._replace(lines=tuple(line._replace(font="Sans") for line in pages[0].lines))
    assert found([sheet, *pages[1:]]) == ["", "698", "699", "700"]


def test_page_of_pages_counts_all_pages_of_the_file() -> None:
    texts = ["", *(f"Page {n} of 5" for n in range(2, 5)), ""]
    assert found(document(*feet(*texts), rows=3)) == ["1", "2", "3", "4", "5"]


def test_front_matter_may_say_how_many_pages_it_has() -> None:
    texts = [
        *(f"Form 101 Page {n} of iii" for n in ("i", "ii", "iii")),
        "Form 101 Page 1 of 2",
        "Form 101 Page 2 of 2",
    ]
    assert found(document(*feet(*texts))) == ["i", "ii", "iii", "1", "2"]


def test_one_page_may_say_that_it_is_one_of_several() -> None:
    assert found(document([at("Page 3 of 12")])) == ["3"]


def test_one_number_alone_proves_nothing() -> None:
    assert found(document(*feet("16", "", "", "99"))) == [""] * 4


def sheets(*pairs: tuple[str, str], foot: float = FOOT) -> list[PageLines]:
    """Two printed pages on each landscape page."""
    return [
        PageLines(
            n,
            HEIGHT,
            WIDTH,
            "",
            tuple(
                [
                    Line(0, PROSE, side, side + 340, 500 - 16 * row, BODY, "Serif", "Serif")
                    for side in (40, 460)
                    for row in range(20)
                ]
                + [
                    Line(0, text, x, x + 10, foot, 9, "Serif", "Serif")
                    for text, x in zip(pair, (205, 626), strict=True)
                    if text
                ]
            ),
        )
        for n, pair in enumerate(pairs, 1)
    ]


def test_two_printed_pages_on_one_keep_both() -> None:
    assert found(sheets(("10", "11"), ("12", "13"), ("14", "15"))) == ["10–11", "12–13", "14–15"]


def test_a_sheet_that_shows_one_of_its_numbers_keeps_both() -> None:
    pages = sheets(("10", "11"), ("12", ""), ("14", "15"), ("", "17"), ("18", "19"))
    assert found(pages) == ["10–11", "12–13", "14–15", "16–17", "18–19"]


def test_only_the_right_one_of_two_printed_pages_may_have_a_number() -> None:
    cover = document([])[0]
    pages = [
        cover,
        *(
            page._replace(number=page.number + 1)
            for page in sheets(*(("", str(n)) for n in (3, 5, 7, 9, 11)))
        ),
    ]
    assert found(pages) == ["", "3", "5", "7", "9", "11"]


def test_a_small_page_on_a_large_sheet() -> None:
    pages = document(*feet("31", "32", "33", "34"), rows=12)
    small = [
        page._replace(lines=tuple(line._replace(baseline=0.35 * line.baseline + 450) for line in page.lines))
        for page in pages
    ]
    assert found(small) == ["31", "32", "33", "34"]


def test_slides_have_one_number() -> None:
    assert found(sheets(("", "1"), ("", "2"), ("", "3"), ("", "4"))) == ["1", "2", "3", "4"]


@pytest.mark.parametrize(("rotation", "angle"), [(90, 90), (270, 270), (180, 180)])
def test_turned_pages_have_their_numbers_turned(rotation: int, angle: int) -> None:
    def turned(line: Line) -> Line:
        """The line of an upright page as it stands before its page is turned."""
        x, y = (0, WIDTH) if angle == 90 else (HEIGHT, 0) if angle == 270 else (WIDTH, HEIGHT)
        if angle == 90:
            x, y = 0, HEIGHT
        elif angle == 270:
            x, y = WIDTH, 0
        return line._replace(
            left=line.left - x, right=line.right - x, baseline=line.baseline - y, angle=angle
        )

    upright = document(*feet("5", "6", "7", "8"))
    pages = [
        page._replace(lines=tuple(map(turned, page.lines)), rotation=rotation)
        if page.number in (2, 3)
        else page
        for page in upright
    ]
    assert found(pages) == ["5", "6", "7", "8"]


# --- numbers that are no page numbers --------------------------------------------------------------------------------


OTHERS = {
    "footnotes": [
        [at(f"{n} See the report of the council on its market, {n % 3}", LEFT, 40, 8)] for n in range(4, 12)
    ],
    "footnotes that say the same": [[at(f"{n} Ibid.", LEFT, 40, 8)] for n in range(4, 12)],
    "paragraphs": [
        [at(f"{n}. The council held a meeting {'on this ' * (n % 4)}", LEFT, HEAD, 10)] for n in range(4, 12)
    ],
    "figures": [[at(f"Figure {n}", LEFT, HEAD, 10)] for n in range(1, 9)],
    "tables": [[at(f"Table {n}", CENTRE, HEAD, 10)] for n in range(1, 9)],
    "chapters": [
        [at(f"{n} {word}", LEFT, HEAD, 16)]
        for n, word in enumerate(["Aims", "Methods", "Results", "Costs"], 1)
    ],
    "a range of years": [[at("2004/2005", CENTRE, 100, 12)], [], []],
    "an issue of a year": [[at("33 | 2011", CENTRE, HEAD, 12)], [], []],
    "years": [[at("2016", RIGHT, HEAD)] for _ in range(8)],
    "years that rise": [[at(str(2010 + n), CENTRE, HEAD, 18)] for n in range(4)],
    "volume and issue": [[at("Care Markets 12(3)", RIGHT, HEAD)] for _ in range(8)],
    "dates": [[at(f"{n} March 2016", RIGHT, HEAD)] for n in (3, 3, 3, 9, 9)],
    "doi": [[at("10.1186/s13063-015-0601-2", LEFT, HEAD)] for _ in range(8)],
    "volume and article": [[at("Trials (2015) 16:50", LEFT, HEAD)] for _ in range(8)],
    "cells": [[at(str(17 * n % 23), x, FOOT) for x in (0.2, 0.4, 0.6, 0.8)] for n in range(8)],
    "counts of slides": [[at(f"Events to come ({n} of 6)", LEFT, HEAD, 10)] for n in range(1, 7)],
    "marks of footnotes": [
        [at(str(n), LEFT, 44, 5), at("The council's report", 0.11, 40, 8)] for n in range(1, 9)
    ],
    "last page of an article": [
        [at(f"Care Markets 164:949–958 {'' if n else '958'}", LEFT, HEAD)] for n in range(8)
    ],
    "a logo": [[at("123", LEFT if n % 2 else RIGHT, 40, 14)] for n in range(8)],
    "citations": [[at(f"Smith 2010, p. {17 * n % 23}", LEFT, 40)] for n in range(1, 9)],
}


@pytest.mark.parametrize("kind", OTHERS)
def test_other_numbers_are_no_labels(kind: str) -> None:
    assert found(document(*OTHERS[kind])) == [""] * len(OTHERS[kind])


@pytest.mark.parametrize("kind", OTHERS)
def test_other_numbers_change_no_label(kind: str) -> None:
    others = OTHERS[kind]
    numbers = [str(n) for n in range(31, 31 + len(others))]
    lower = [[line._replace(baseline=line.baseline + 20) for line in lines] for lines in others]
    marks = [[*lines, *foot] for lines, foot in zip(lower, feet(*numbers, across=RIGHT), strict=True)]
    assert found(document(*marks)) == numbers


def test_a_report_without_numbers_gets_none_from_its_footnotes() -> None:
    marks: list[list[Line]] = [[] for _ in range(166)]
    for page, note in ((17, 41), (18, 42), (63, 180), (119, 311), (120, 312), (121, 314)):
        marks[page - 1] = [
            at(f"{note} Evidence of the council, {'page ' * (page % 3)}{page % 7}", LEFT, 40, 8)
        ]
    assert set(found(document(*marks))) == {""}


def test_a_page_that_shows_another_number_there_is_not_given_the_run() -> None:
    assert found(document(*feet("10", "11", "12", "57", "14", "15", "16"))) == [
        "10",
        "11",
        "12",
        "",
        "14",
        "15",
        "16",
    ]


def test_a_misread_digit_is_corrected_by_the_run() -> None:
    assert found(document(*feet("101", "102", "108", "104", "l05", "106", "107"))) == [
        str(n) for n in range(101, 108)
    ]


# --- the file's own labels -------------------------------------------------------------------------------------------


def test_the_file_says_where_the_pages_show_nothing() -> None:
    pages = document([], [], [], file_labels=["347", "348", "349"])
    assert labels.page_labels(pages, BODY) == [(str(n), LabelSource.FILE) for n in (347, 348, 349)]


def test_a_file_that_counts_its_pages_says_nothing() -> None:
    assert found(document([], [], file_labels=["1", "2"])) == ["", ""]


def test_printed_numbers_prove_the_file_wrong() -> None:
    pages = document(*feet("", "11", "12", "13"), rows=3, file_labels=["C-1", "1", "2", "3"])
    assert labels.page_labels(pages, BODY) == [
        ("", LabelSource.PDF),
        *((str(n), LabelSource.PRINTED) for n in (11, 12, 13)),
    ]


# --- what always holds -----------------------------------------------------------------------------------------------


@given(st.integers(1, 900), st.integers(3, 30), st.sets(st.integers(1, 28)), st.integers(1, 40))
def test_shifting_a_run_shifts_its_labels(first: int, count: int, silent: set[int], shift: int) -> None:
    def shown(start: int) -> list[str]:
        numbers = [str(start + n) if n not in silent or n % 4 == 0 else "" for n in range(count)]
        return found(document(*feet(*numbers), rows=2))

    one, other = shown(first), shown(first + shift)
    assert [label and str(int(label) + shift) for label in one] == other


@given(st.lists(st.lists(st.text("0123456789ivxlc .-/", max_size=12), max_size=3), max_size=12))
def test_a_label_is_printed_or_counts_on_from_its_run(margins: list[list[str]]) -> None:
    pages = document(
        *([at(text, 0.1 + 0.4 * n) for n, text in enumerate(texts) if text.strip()] for texts in margins)
    )
    assert len(found(pages)) == len(margins)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=25))
def test_a_document_without_numbers_at_its_edges_has_no_labels(words: list[int]) -> None:
    assert set(found(document(*([] for _ in words)))) == {""}


@given(st.lists(st.integers(1, 12), min_size=1, max_size=4), st.integers(1, 50))
def test_numbers_never_fall_within_a_run(lengths: list[int], first: int) -> None:
    shown = [str(first + n) for length in lengths for n in range(length)]
    labelled = [int(label) for label in found(document(*feet(*shown), rows=2)) if label]
    falls = sum(b < a for a, b in pairwise(labelled))
    assert falls < len(lengths)
