"""What is done to text before it goes into a file."""

import pytest
from hypothesis import given

from review.export.formats.text import closed, legible
from tests.export.hostile import TEXT


def test_control_characters_are_marked_and_line_ends_unified():
    assert legible("a\x1b[31m\x00b\x85\ud800\ufffe\tc\r\nd\re") == "a�[31m�b���\tc\nd\ne"


@given(TEXT)
def test_legible_text_can_be_encoded_and_stays_as_it_is(text):
    once = legible(text)
    assert legible(once) == once
    assert once.encode().decode() == once


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("plain", ""),
        ("\u202eturned", "\u202c"),
        ("\u202eturned\u202c back", ""),
        ("\u2067\u202eboth", "\u202c\u2069"),
        ("\u2067\u202eboth\u2069", ""),
        ("\u202c\u2069 ends alone", ""),
    ],
)
def test_changes_of_direction_end_with_the_text(text, end):
    assert closed(text) == text + end
