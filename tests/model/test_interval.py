"""How a figure is written with the interval around it."""

from review.model.interval import with_interval


def test_a_figure_stands_before_its_interval():
    figures = {"f1": 0.5249, "f1_interval": [0.29, 0.7]}
    assert with_interval(figures, "f1") == "0.52 (0.29 to 0.70)"
    assert with_interval(figures, "f1", digits=3) == "0.525 (0.290 to 0.700)"


def test_a_figure_without_an_interval_stands_alone():
    assert with_interval({"loss": 0.25}, "loss") == "0.25"
