"""How a figure is written with the interval around it."""

from msgspec import UNSET

from review.domain.wording.interval import with_interval


def test_a_figure_comes_before_its_interval():
    assert with_interval(0.5249, (0.29, 0.7)) == "0.52 (0.29 to 0.70)"
    assert with_interval(0.5249, (0.29, 0.7), digits=3) == "0.525 (0.290 to 0.700)"


def test_a_figure_without_an_interval_is_alone():
    assert with_interval(0.25, UNSET) == "0.25"
