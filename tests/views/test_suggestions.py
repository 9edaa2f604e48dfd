"""Suggestions as commands show them."""

from __future__ import annotations

from review.domain import CodeSuggestion, PassageSuggestion, RecordSuggestions
from review.views.suggestions import Suggested
from tests.reviews import PARAGRAPHS, a_document

CODE = CodeSuggestion("T1", 0.123456, (("market", 0.98765),), (("RA", 0.11119),))
FOUND = RecordSuggestions("r", (CODE,), (), (PassageSuggestion(0, len(PARAGRAPHS[0]), (CODE,)),), "codes")


def test_scores_have_four_decimals() -> None:
    (code,) = Suggested.of(FOUND, None).codes
    assert (code.score, code.terms, code.rivals) == (0.1235, (("market", 0.9877),), (("RA", 0.1112),))


def test_a_passage_is_shown_with_its_words_and_its_printed_page() -> None:
    (passage,) = Suggested.of(FOUND, a_document()).passages
    assert (passage.quote, passage.page, passage.page_label) == (PARAGRAPHS[0], 1, "345")


def test_without_a_document_there_are_no_passages() -> None:
    assert Suggested.of(FOUND, None).passages == ()
