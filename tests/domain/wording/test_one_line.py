"""Texts on one line, and as much of them as there is room for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from review.domain.wording.one_line import first_words, on_one_line


@given(st.text("ab ,.\n"), st.integers(8, 60))
def test_the_first_words_have_room_in_as_many_characters_as_there_are(text: str, most: int) -> None:
    shown = first_words(text, most)
    assert len(shown) <= most
    assert on_one_line(text).startswith(shown.removesuffix(" …"))


def test_a_short_text_is_shown_whole_and_a_long_one_to_the_end_of_a_word() -> None:
    assert first_words("No choice.", 10) == "No choice."
    assert first_words("They had no choice, and nobody asked.", 22) == "They had no choice …"
