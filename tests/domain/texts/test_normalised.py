"""The frozen text of a text file, and where its characters were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from review.domain.texts.normalised import normalised


def test_a_byte_order_mark_and_windows_line_ends_go() -> None:
    found = normalised("\ufeffCouncils\r\nlisten.\rThey\x07 act.")
    assert found.text == "Councils\nlisten.\nThey  act."
    assert found.text[found.at(11) : found.at(18)] == "listen."


def test_what_is_within_a_text_stays() -> None:
    found = normalised("a\ufeffb\n\n c\td\u2028e\u202ef")
    assert (found.text, found.removed) == ("a\ufeffb\n\n c d\u2028e f", ())


@given(st.text(alphabet="ab \r\n\ufeff\x00é\U0001f600"))
def test_every_character_that_stays_is_where_its_offset_says(original: str) -> None:
    found = normalised(original)
    for offset, character in enumerate(original):
        if offset not in found.removed and character.isprintable():
            assert found.text[found.at(offset)] == character
    assert found.at(len(original)) == len(found.text)
