"""Letters behind years."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.record import Record, without_open_marks, year_letter


def test_after_z_comes_aa():
    assert [year_letter(place) for place in (1, 26, 27, 702, 703)] == ["a", "z", "aa", "zz", "aaa"]


def test_a_record_that_is_alone_has_no_letter():
    assert year_letter(0) == ""


@given(st.sets(st.integers(1, 20_000)))
def test_letters_are_unique(places):
    assert len({year_letter(place) for place in places}) == len(places)


@pytest.mark.parametrize(
    ("cut", "shown"),
    [
        ('A randomized trial of "corollary', "A randomized trial of corollary"),
        ("The “invisible” and the “seen", "The “invisible” and the seen"),
        ("Care markets (England", "Care markets England"),
        ('"Nudge" units', '"Nudge" units'),
        ("Die „Kurve“ und der „Plan", "Die „Kurve“ und der Plan"),
        ("Rahman et al.", "Rahman et al."),
    ],
)
def test_no_record_is_cited_with_half_a_quotation(cut, shown):
    assert without_open_marks(cut) == shown
    record = Record("r", "", short_author=cut)
    assert (record.author_year, record.short_author) == (f"{shown}, n.d.", cut)
