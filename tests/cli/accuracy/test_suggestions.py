"""The words behind suggestions, as lines of text."""

import pytest

from review.cli.suggestions import suggestion_lines
from review.domain import CodeSuggestion, RecordSuggestions, Terms
from review.views.suggestions import Suggested


@pytest.mark.parametrize(
    ("terms", "line"),
    [
        ((), "T1 0.71"),
        ((("NHS", 0.5), ("theory of change", 0.1)), "T1 0.71  because: NHS, theory of change"),
        (
            (("NHS", 0.5), ("quality", -0.4), ("market", 0.3)),
            "T1 0.71  because: NHS, market; against: quality",
        ),
        ((("quality", -0.4),), "T1 0.71  against: quality"),
    ],
)
def test_words_for_and_against_are_told_apart(terms: Terms, line: str) -> None:
    found = RecordSuggestions("r", (CodeSuggestion("T1", 0.71, terms),))
    assert suggestion_lines(Suggested.of(found, None)) == [line]
