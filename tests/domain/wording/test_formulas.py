"""What spreadsheets would calculate, and how it is kept from that."""

import pytest
from hypothesis import given

from review.domain.wording.formulas import begins_like_formula, guarded, unguarded
from tests.export.hostile import HOSTILE, TEXT


@pytest.mark.parametrize("text", HOSTILE)
def test_formulas_are_known_by_their_beginning(text):
    assert begins_like_formula(text)


@pytest.mark.parametrize(
    "text", ["", "'", "  ", "care = market", "'tis", "“=”", "1-2", "— a dash", "(=1)", "−1"]
)
def test_other_text_is_not_a_formula(text):
    assert not begins_like_formula(text)


@given(TEXT)
def test_what_was_guarded_comes_back(text):
    assert unguarded(guarded(text)) == text
    assert not begins_like_formula(text) or guarded(text).startswith("'")
