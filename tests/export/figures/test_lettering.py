"""Text as it is drawn: measured as the font has it, wrapped to a width."""

from hypothesis import given
from hypothesis import strategies as st
from matplotlib.ft2font import FT2Font

from review.export.figures.characters import on_a_line
from review.export.figures.lettering import (
    MISSING,
    POINT,
    drawable,
    font_file,
    shortened,
    width_of,
    wrapped,
)

TEXT = st.text(max_size=80)


def test_a_line_is_as_wide_as_the_font_makes_it() -> None:
    font = FT2Font(str(font_file()))
    font.set_size(1000, 72)
    font.set_text("Councils can't shape the market", 0.0)
    wide = font.get_width_height()[0] / 64 / 1000
    assert abs(width_of("Councils can't shape the market", 8) - wide * 8 * POINT) < 0.4


@given(TEXT, st.floats(10, 80), st.booleans())
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text: str, width: float, bold: bool) -> None:
    lines = wrapped(text, width, 7, bold=bold)
    assert all(width_of(line, 7, bold=bold) <= width + 1e-6 for line in lines)
    assert "".join(lines).replace(" ", "") == on_a_line(text).replace(" ", "")


@given(TEXT, st.floats(10, 80), st.integers(1, 4))
def test_of_a_long_text_the_last_line_ends_with_an_ellipsis(text: str, width: float, most: int) -> None:
    lines, whole = wrapped(text, width, 7, most=most), wrapped(text, width, 7)
    assert len(lines) <= most
    assert lines == whole or lines[-1].endswith("…")
    assert all(width_of(line, 7) <= width + 1e-6 for line in [*lines, shortened(text, width, 7)])


def test_what_a_face_lacks_is_one_box_a_character() -> None:
    assert drawable("a日本b") == f"a{MISSING * 2}b"
    assert drawable("ก\u0e31") == MISSING
    assert drawable("سوق") == "سوق"
    assert drawable("سوق", italic=True) == MISSING * 3
