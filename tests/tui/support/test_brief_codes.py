"""Codes in the margin are cut so that no two of a map look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.tui.support.brief_codes import brief_codes

CODES = ("T1", "T3", "T3.complex", "T3.carers", "T3.age", "T6.a", "T6.ab", "Market", "Markets")


@pytest.mark.parametrize(
    ("code", "shown"),
    [("T1", "T1"), ("T3.complex", "T3.co"), ("T3.carers", "T3.ca"), ("T3.age", "T3.ag"), ("T6.ab", "T6.ab")],
)
def test_a_code_is_cut_to_what_tells_it_from_the_others(code: str, shown: str) -> None:
    assert brief_codes(CODES, 5)[code] == shown


def test_where_the_beginning_does_not_tell_the_end_does() -> None:
    shown = brief_codes(CODES, 5)
    assert (shown["Market"], shown["Markets"]) == ("Mar…t", "Mar…s")
    assert list(brief_codes(("T3.complex", "T3.completion"), 5).values()) == ["T3.…x", "T3.…n"]


def test_where_nothing_tells_they_are_numbered() -> None:
    assert list(brief_codes(("aXYZb", "aXWZb"), 2).values()) == ["…1", "…2"]
    assert list(brief_codes(("T3.completion", "T3.contention"), 5).values()) == ["T3.…1", "T3.…2"]


@given(
    st.lists(st.text("ab.T1", min_size=1, max_size=9), min_size=1, max_size=9, unique=True), st.integers(2, 9)
)
def test_none_is_longer_than_its_room_and_no_two_look_alike(codes: list[str], room: int) -> None:
    shown = brief_codes(codes, room)
    assert shown.keys() == set(codes)
    assert all(len(text) <= room for text in shown.values())
    assert len(set(shown.values())) == len(codes)
