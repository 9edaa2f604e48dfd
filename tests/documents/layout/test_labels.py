"""Printed page numbers."""

from hypothesis import given
from hypothesis import strategies as st

from review.documents.layout import labels
from review.documents.layout.labels import from_roman, to_roman
from review.domain import LabelSource

NONE = [""] * 6


def page_labels(file_labels, margins):
    return [label for label, _ in labels.page_labels(file_labels, margins)]


def test_numbers_that_rise_with_the_pages_are_labels():
    heads = [[f"{345 + n} Rahman et al."] for n in range(6)]
    assert page_labels(NONE, heads) == ["345", "346", "347", "348", "349", "350"]


def test_a_first_page_without_its_number_has_it_all_the_same():
    heads = [["Care Markets 2016"], ["346"], ["347"], ["348"], [], ["350"]]
    assert page_labels(NONE, heads) == ["345", "346", "347", "348", "349", "350"]


def test_volume_and_year_are_not_page_numbers():
    heads = [["Rahman et al. Trials (2015) 16:50", f"Page {n} of 6"] for n in range(1, 7)]
    assert page_labels(NONE, heads) == ["1", "2", "3", "4", "5", "6"]


def test_front_matter_in_roman_numerals_has_its_own_numbering():
    feet = [[], ["ii"], ["iii"], ["iv"], ["1"], ["2"], ["3"], ["4"]]
    assert page_labels([""] * 8, feet) == ["i", "ii", "iii", "iv", "1", "2", "3", "4"]


def test_the_file_says_where_the_pages_show_nothing():
    assert page_labels(["A-1", "A-2", ""], [[], [], []]) == ["A-1", "A-2", ""]


def test_numbers_may_restart_in_each_chapter():
    feet = [[f"Do not cite 15-{n} Total pages: 157"] for n in range(41, 47)]
    assert page_labels(NONE, feet) == ["15-41", "15-42", "15-43", "15-44", "15-45", "15-46"]


def test_one_number_alone_proves_nothing():
    assert page_labels(["", "", "", ""], [["16"], ["12 councils"], [], ["99"]]) == [""] * 4


@given(st.lists(st.lists(st.text("0123456789ivxlc .-/", max_size=12), max_size=3), max_size=12))
def test_a_page_without_a_label_says_so(margins):
    found = labels.page_labels([""] * len(margins), margins)
    assert len(found) == len(margins)
    assert all((source is LabelSource.PDF) == (not label) for label, source in found)


def test_a_file_that_counts_its_pages_says_nothing():
    assert labels.page_labels(["1", "2"], [[], []]) == [("", LabelSource.PDF)] * 2


@given(st.integers(1, 399))
def test_roman_numerals_are_read_as_they_are_written(number):
    assert from_roman(to_roman(number)) == number


def test_words_are_not_roman_numerals():
    assert [from_roman(word) for word in ("civil", "ill", "iiii", "vx", "mix")] == [0, 0, 0, 0, 0]
