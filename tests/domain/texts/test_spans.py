"""Spans of a text."""

from __future__ import annotations

from review.domain.texts.spans import joined, trimmed


def test_spans_that_share_a_character_are_one() -> None:
    assert joined([(5, 9), (0, 3), (2, 4), (9, 12)]) == [(0, 4), (5, 9), (9, 12)]


def test_a_span_ends_with_its_words() -> None:
    text = "Trust.  Norms hold. "
    assert text[slice(*trimmed(text, (6, 20)))] == "Norms hold."
    assert trimmed(text, (0, 6)) == (0, 6)


def test_nothing_is_left_of_white_space() -> None:
    start, end = trimmed("one   two", (3, 6))
    assert start == end
