"""How the fields of two records compare, without a screen."""

from __future__ import annotations

import pytest

from review.tui.places.duplicates.fields import sign


@pytest.mark.parametrize(
    ("name", "one", "other", "expected"),
    [
        ("Title", "Who pays?", "Who pays?", "="),
        ("Title", "[bold] mental-health", "bold mental health", "≈"),
        ("Title", "Who pays [see comment]", "Who pays", "≈"),
        ("Title", "Who pays", "Who gains", "≠"),
        ("In", "Journal of Odd Markets", "J. Odd Markets", "≈"),
        ("In", "Journal of Odd Markets", "Journal of Even Markets", "≠"),
        ("Authors", "Lane, Jo", "LANE, JO.", "≈"),
        ("Year", "2015", "2016", "≠"),
        ("Title", "Who pays", "", "≠"),
        ("Title", "?", "!", "≠"),
        ("In", "", "Care", "≠"),
    ],
)
def test_the_sign_says_whether_values_are_the_same_but_for_their_spelling(
    name: str, one: str, other: str, expected: str
) -> None:
    assert sign(name, one, other) == expected
