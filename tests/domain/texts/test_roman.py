"""Roman numbers."""

from hypothesis import given
from hypothesis import strategies as st

from review.domain.texts.roman import LARGEST, from_roman, to_roman


@given(st.integers(1, LARGEST), st.integers(1, LARGEST))
def test_roman_numbers_are_read_as_they_are_written(number, other):
    assert from_roman(to_roman(number)) == from_roman(to_roman(number).upper()) == number
    assert (to_roman(number) == to_roman(other)) == (number == other)


@given(st.text("ivxlcdm", max_size=9))
def test_only_roman_numbers_have_a_value(digits):
    assert from_roman(digits) == 0 or to_roman(from_roman(digits)) == digits


def test_words_are_not_roman_numbers() -> None:
    assert [from_roman(word) for word in ("civil", "ill", "iiii", "vx", "")] == [0, 0, 0, 0, 0]
