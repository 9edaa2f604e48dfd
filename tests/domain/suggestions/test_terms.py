"""Of the terms behind a score, some for it and some against it are shown if both matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.suggestions.terms import of_both_sides

WEIGHTS = st.lists(st.floats(0.001, 9).flatmap(lambda size: st.sampled_from([size, -size])), max_size=14)


def ranked(weights: list[float]) -> list[tuple[int, float]]:
    return list(enumerate(sorted(weights, key=abs, reverse=True)))


@pytest.mark.parametrize(
    ("weights", "most", "shown"),
    [
        ([5, 4, 3, 2, 1, 0.9, 0.8, -0.7], 6, [5, 4, 3, 2, 1, 0.9]),
        ([5, 4, 3, 2, 1, 0.9, 0.8, -2.5], 6, [5, 4, 3, -2.5, 2, 1]),
        ([5, 4, 3, 2, 1, 0.9, -0.8, -0.8, -0.7], 6, [5, 4, 3, 2, 1, -0.8]),
        ([5, 4, 3, 2, 1.9, 1.8, -1.7, -1.7, -1.7, -1.7], 6, [5, 4, 3, 2, -1.7, -1.7]),
        ([5, 4, 3, 2, 1.9, 1.8, -1.7, -1.7, -1.7, -1.7], 3, [5, 4, -1.7]),
        ([5, 4, -1.7], 1, [5]),
        ([-3, -2], 6, [-3, -2]),
        ([], 6, []),
    ],
)
def test_the_weaker_side_has_a_place_if_it_matters(
    weights: list[float], most: int, shown: list[float]
) -> None:
    assert [weight for _, weight in of_both_sides(ranked(weights), most)] == shown


@given(WEIGHTS, st.integers(1, 8))
def test_the_strongest_of_each_side_are_shown_in_their_order(weights: list[float], most: int) -> None:
    terms = ranked(weights)
    shown = of_both_sides(terms, most)
    assert len(shown) == min(most, len(terms))
    assert list(shown) == [term for term in terms if term in shown]
    for side in ([t for t in terms if t[1] > 0], [t for t in terms if t[1] < 0]):
        of_side = [term for term in shown if term in side]
        assert of_side == side[: len(of_side)]
