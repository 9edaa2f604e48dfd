"""Texts that are replaced knowingly."""

from __future__ import annotations

import pytest

from review.domain.theories.heads import heads


@pytest.mark.parametrize(
    ("follows", "shown"),
    [
        ({}, []),
        ({"a": ()}, ["a"]),
        ({"a": (), "b": ("a",), "c": ("b",)}, ["c"]),
        ({"a": (), "b": ("a",), "c": ("a",)}, ["b", "c"]),
        ({"a": (), "b": (), "c": ("a", "b")}, ["c"]),
        ({"b": ("gone",), "c": ()}, ["b", "c"]),
    ],
)
def test_what_nobody_followed_is_shown_in_order(
    follows: dict[str, tuple[str, ...]], shown: list[str]
) -> None:
    assert heads(follows) == shown
