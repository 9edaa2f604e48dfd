"""How highlights look: bands, margins and colours on which text stays legible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.exchange.annotated.appearance import LEGIBLE, around, channels, coloured, lines, strength
from review.exchange.annotated.messages import Band
from review.export.figures.shades import contrast
from review.theory_map.keys import PALETTE

SHARES = st.floats(0, 1)


def test_a_highlight_is_a_little_higher_than_its_letters() -> None:
    (line,) = lines([Band(60, 700, 200, 710)])
    assert line == pytest.approx((60, 698.8, 200, 711.2))
    (upward,) = lines([Band(40, 100, 50, 300)])
    assert upward == pytest.approx((38.8, 100, 51.2, 300))


def test_bands_share_a_line_from_the_top_and_an_upright_one_from_the_left() -> None:
    first, second = (coloured([Band(60, 700, 200, 710, number, 2)])[0] for number in (0, 1))
    assert (first[1], first[3]) == pytest.approx((705, 711.2))
    assert (second[1], second[3]) == pytest.approx((698.8, 705))
    (left,) = coloured([Band(40, 100, 50, 300, 0, 2)])
    assert left == pytest.approx((38.8, 100, 45, 300))


@given(st.integers(1, 9))
def test_bands_together_colour_all_of_a_line(of: int) -> None:
    bands = [coloured([Band(60, 700, 200, 710, number, of)])[0] for number in range(of)]
    assert around(bands) == pytest.approx(lines([Band(60, 700, 200, 710)])[0])
    assert sum(top - bottom for _, bottom, _, top in bands) == pytest.approx(12.4)


@given(st.tuples(SHARES, SHARES, SHARES))
def test_black_text_stays_legible_on_any_colour(colour: tuple[float, float, float]) -> None:
    share = strength(colour)
    tint = "#" + "".join(f"{round(255 * (1 - share * (1 - one))):02x}" for one in colour)
    assert contrast("#000000", tint) > LEGIBLE - 0.2


def test_colours_that_are_light_are_taken_as_they_are() -> None:
    taken = [colour for colour in PALETTE if strength(channels(colour)) == 1]
    assert {"#88eeee", "#ffcc22", "#ccccff"} <= set(taken)
