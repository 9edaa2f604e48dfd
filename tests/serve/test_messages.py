"""What a page sends is read as hostile."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.serve.messages import HEIGHTS, WIDTHS, Focus, Ping, Resized, Typed, read, size


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('["stdin", "\\u001b[A"]', Typed("\x1b[A")),
        ('["stdin", "\\ud800"]', Typed("\ud800")),
        ('["resize", {"width": 120, "height": 40}]', Resized(120, 40)),
        ('["resize", {"width": 1e9, "height": 40}]', None),
        ('["resize", {"width": 1000000000000000000000000, "height": -4}]', Resized(1000, 5)),
        ('["ping", "1700000000000"]', Ping("1700000000000")),
        ('["focus"]', Focus(True)),
        ('["blur"]', Focus(False)),
        ('["quit"]', None),
        ('["stdin", 7]', None),
        ('["resize", {"width": "80"}]', None),
        ('{"stdin": "x"}', None),
        ("", None),
        ("[" * 100_000, None),
    ],
)
def test_messages(text: str, message: object) -> None:
    assert read(text) == message


def test_a_long_ping_is_none() -> None:
    assert read(json.dumps(["ping", "1" * 41])) is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
def test_anything_is_a_message_or_none(value: object) -> None:
    read(json.dumps(["resize", value]))
    read(json.dumps(value))


@given(st.none() | st.text() | st.integers() | st.floats(), st.none() | st.text() | st.integers())
def test_a_size_is_within_bounds(width: object, height: object) -> None:
    given = size(width, height)
    assert WIDTHS[0] <= given.width <= WIDTHS[1]
    assert HEIGHTS[0] <= given.height <= HEIGHTS[1]


def test_digits_are_a_size() -> None:
    assert size("132", "40") == Resized(132, 40)
    assert size("NaN", None) == Resized(80, 24)
