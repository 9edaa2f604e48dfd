"""The form for a reference says in words where each value was found."""

from __future__ import annotations

import pytest

from review.domain import Record
from review.domain.record import Origin
from review.tui.support.reference_fields import origin_text


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        (Origin("XMP", 0.95), "found in the properties of the PDF, confidence 95%; not confirmed"),
        (Origin("Info", 0.4), "found in the properties of the PDF, confidence 40%; not confirmed"),
        (Origin("first page", 0.7), "found in the first page, confidence 70%; not confirmed"),
        (Origin("file name", 0.2), "found in the file name, confidence 20%; not confirmed"),
        (Origin("ris", 1.0, confirmed=True), "confirmed (ris)"),
        (Origin("ann", 1.0, confirmed=True), "confirmed (ann)"),
    ],
)
def test_the_source_of_a_value_is_in_words(origin: Origin, words: str) -> None:
    assert origin_text(Record("r", "Title", origins={"title": origin}), "title") == words
