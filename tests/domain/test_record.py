"""Letters behind years."""

from hypothesis import given
from hypothesis import strategies as st

from review.domain.record import year_letter


def test_after_z_comes_aa():
    assert [year_letter(place) for place in (1, 26, 27, 702, 703)] == ["a", "z", "aa", "zz", "aaa"]


def test_a_record_that_is_alone_has_no_letter():
    assert year_letter(0) == ""


@given(st.sets(st.integers(1, 20_000)))
def test_letters_are_unique(places):
    assert len({year_letter(place) for place in places}) == len(places)
