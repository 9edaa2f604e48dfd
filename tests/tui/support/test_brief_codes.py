"""Codes in the margin are cut so that no two of a map look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.tui.support.brief_codes import brief_code

CODES = ("T1", "T3", "T3.complex", "T3.carers", "T3.age", "T6.a", "T6.ab", "Market", "Markets")


@pytest.mark.parametrize(
    ("code", "shown"),
    [("T1", "T1"), ("T3.complex", "T3.co"), ("T3.carers", "T3.ca"), ("T3.age", "T3.ag"), ("T6.ab", "T6.ab")],
)
def test_a_code_is_cut_to_what_tells_it_from_the_others(code: str, shown: str) -> None:
    assert brief_code(code, CODES, 5) == shown


def test_where_the_beginning_does_not_tell_the_end_does() -> None:
    assert [brief_code(code, CODES, 5) for code in ("Market", "Markets")] == ["Mar…t", "Mar…s"]
    assert brief_code("T3.completion", ("T3.complex", "T3.completion"), 5) == "T3.…n"


def test_where_nothing_tells_it_says_that_it_is_cut() -> None:
    assert brief_code("aXYZb", ("aXYZb", "aWYZb"), 2) == "a…"


@given(
    st.lists(st.text("ab.T1", min_size=1, max_size=9), min_size=1, max_size=9, unique=True), st.integers(2, 9)
)
def test_none_is_longer_than_its_room_and_none_is_shown_as_another(codes: list[str], room: int) -> None:
    shown = {code: brief_code(code, codes, room) for code in codes}
    assert all(len(text) <= room for text in shown.values())
    told = [text for code, text in shown.items() if text == code or not text.endswith("…")]
    assert len(told) == len(set(told))
