"""Printed page numbers: how they count up, and how citations give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.page_labels import (
    LONGEST,
    LabelError,
    counted_up,
    in_citation,
    in_words,
    pdf_pages,
    printed_numbers,
    range_in_citation,
)


@pytest.mark.parametrize(
    ("first", "three"),
    [
        ("1", ("1", "2", "3")),
        ("098", ("098", "099", "100")),
        ("i", ("i", "ii", "iii")),
        ("VIII", ("VIII", "IX", "X")),
        ("cccxcviii", ("cccxcviii", "cccxcix", "cd")),
        ("A-1", ("A-1", "A-2", "A-3")),
        ("A-iv", ("A-iv", "A-v", "A-vi")),
        ("3-12", ("3-12", "3-13", "3-14")),
        ("3–12", ("3–12", "3–13", "3–14")),
        ("S9", ("S9", "S10", "S11")),
        ("10–11", ("10–11", "12–13", "14–15")),
        ("10--11", ("10–11", "12–13", "14–15")),
        ("ix–x", ("ix–x", "xi–xii", "xiii–xiv")),
        ("  Annex \n 7 ", ("Annex 7", "Annex 8", "Annex 9")),
        ("[b]1", ("[b]1", "[b]2", "[b]3")),
    ],
)
def test_labels_count_up(first, three):
    assert counted_up(first, 3) == three


def test_what_cannot_be_counted_is_the_label_of_one_page():
    assert counted_up("cover", 1) == ("cover",)
    with pytest.raises(LabelError, match="no letter or digit"):
        counted_up("*", 1)
    with pytest.raises(LabelError, match="'cover' cannot be counted up"):
        counted_up("cover", 2)
    with pytest.raises(LabelError, match="'iiii' cannot be counted up"):
        counted_up("iiii", 2)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("", "give the page number as printed"),
        (" \t\n", "give the page number as printed"),
        ("1\x1b[31m", "control characters"),
        ("1\x00", "control characters"),
        ("\u202e1", "control characters"),
        ("\udc80", "control characters"),
        ("9" * 500, "at most 40 characters; this has 500"),
    ],
)
def test_what_is_no_label_is_refused(typed, wrong):
    for count in (1, 2):
        with pytest.raises(LabelError, match=wrong):
            counted_up(typed, count)


def test_a_count_that_leaves_what_labels_can_be_is_refused():
    with pytest.raises(LabelError, match="at most 40 characters; this has 41"):
        counted_up("9" * LONGEST, 2)
    with pytest.raises(LabelError, match="roman numbers end at 3999"):
        counted_up("mmmcmxcix", 2)


def test_a_dash_is_no_number_on_any_page():
    assert counted_up("-", 1) == ("",)
    assert counted_up(" - ", 3) == ("", "", "")


@given(st.integers(1, 5000), st.integers(1, 60))
def test_each_page_is_one_more_than_the_page_before(number, count):
    assert counted_up(str(number), count) == tuple(str(number + step) for step in range(count))


@pytest.mark.parametrize(
    ("label", "number", "cited"),
    [
        ("347", 3, "p. 347"),
        ("xii", 3, "p. xii"),
        ("3-12", 3, "p. 3-12"),
        ("", 3, "PDF p. 3"),
        ("10–11", 6, "pp. 10–11"),
        ("3–12", 6, "p. 3–12"),
        ("1\x1b\n2", 6, "p. 1 2"),
    ],
)
def test_a_citation_gives_the_printed_number_or_the_page_of_the_pdf(label, number, cited):
    assert in_citation(label, number) == cited


@pytest.mark.parametrize(
    ("pages", "cited"),
    [
        ([("3", 5), ("3", 5)], "p. 3"),
        ([("3", 5), ("4", 6)], "pp. 3–4"),
        ([("", 5), ("", 6)], "PDF pp. 5–6"),
        ([("3", 5), ("", 6)], "PDF pp. 5–6"),
        ([("10–11", 5), ("12–13", 6)], "pp. 10–13"),
        ([("ix", 5), ("x", 6)], "pp. ix–x"),
        ([("xii", 5), ("1", 6)], "pp. xii–1"),
        ([("A-1", 5), ("A-2", 6)], "pp. A-1–A-2"),
        ([("12", 5), ("12", 6)], "p. 12"),
        ([("\x1b", 5), ("4", 6)], "PDF pp. 5–6"),
        ([("", 5), ("", 5)], "PDF p. 5"),
    ],
)
def test_a_citation_of_several_pages(pages, cited):
    assert range_in_citation(pages) == cited


def test_two_printed_pages_on_one_have_two_numbers():
    assert printed_numbers("10–11") == ("10", "11")
    assert printed_numbers("3-12") == ("3-12",)
    assert printed_numbers("cover") == ("cover",)


def test_long_lists_of_labels_are_shortened():
    assert in_words(5, 6, ("1", "2")) == "PDF pp. 5–6: 1, 2"
    assert in_words(5, 40, counted_up("1", 36)) == "PDF pp. 5–40: 1, 2 … 36"
    assert in_words(5, 5, ()) == "PDF p. 5: cleared"
    assert in_words(5, 7, ("", "", "")) == "PDF pp. 5–7: no printed number"
    assert pdf_pages(5, 5) == "PDF p. 5"
