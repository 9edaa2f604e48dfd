"""A model's name for people."""

from __future__ import annotations

import pytest

from review.domain.suggestions.model_name import model_in_words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "codes a622e750 (3 codings, scores not calibrated yet)",
            "learned from 3 codings; scores are not probabilities yet",
        ),
        ("relevance 01234567 (1,204 decisions)", "learned from 1,204 decisions"),
        (
            "codes a622e750 (0 codings, scores not calibrated yet)",
            "learned from the theory map's own words; scores are not probabilities yet",
        ),
        (
            "codes a622e750 (3 codings with sentence vectors, scores not calibrated yet)",
            "learned from 3 codings with sentence vectors; scores are not probabilities yet",
        ),
        (
            "codes a622e750 (0 codings with sentence vectors)",
            "learned from the theory map's own words with sentence vectors",
        ),
        ("", ""),
        ("another name", "another name"),
    ],
)
def test_a_name_is_shown_without_its_digest(name: str, words: str) -> None:
    assert model_in_words(name) == words
