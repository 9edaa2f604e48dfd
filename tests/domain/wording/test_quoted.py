"""Quotation marks around and within a passage."""

from __future__ import annotations

import pytest

from review.domain.wording.quoted import quoted


@pytest.mark.parametrize(
    ("text", "in_prose"),
    [
        ("They closed first.", "“They closed first.”"),
        ("What they called “a fright”.", "“What they called ‘a fright’.”"),
        ("“Something that was not said", "“‘Something that was not said”"),
        ('It was a "fright".', "“It was a 'fright'.”"),
    ],
)
def test_marks_within_a_quotation_are_single(text: str, in_prose: str) -> None:
    assert quoted(text) == in_prose
