"""What is done to text before it goes into a file."""

import pytest
from hypothesis import given

from review.export.formats.text import begins_like_formula, legible
from tests.export.hostile import HOSTILE, TEXT


def test_control_characters_are_marked_and_line_ends_unified():
    assert legible("a\x1b[31m\x00b\x85\ud800\ufffe\tc\r\nd\re") == "a�[31m�b���\tc\nd\ne"


@given(TEXT)
def test_legible_text_can_be_encoded_and_stays_as_it_is(text):
    once = legible(text)
    assert legible(once) == once
    assert once.encode().decode() == once


@pytest.mark.parametrize("text", HOSTILE)
def test_formulas_are_known_by_their_beginning(text):
    assert begins_like_formula(text)


@pytest.mark.parametrize(
    "text", ["", "'", "  ", "care = market", "'tis", "“=”", "1-2", "— a dash", "(=1)", "−1"]
)
def test_other_text_is_none(text):
    assert not begins_like_formula(text)
