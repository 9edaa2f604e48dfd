"""The flow in characters: it fits, and says the same drawn and as a list."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.searches.flow import Box, BoxCount, Flow, Streams
from review.export.figures.drawing import sheets
from review.export.figures.flow import FlowPicture
from review.export.figures.flow_text import WIDE, in_characters
from review.export.figures.sheet import drawing
from tests.export.figures.sheets import texts

NO_BREAK = "\N{NO-BREAK SPACE}"


def picture(**boxes: BoxCount) -> FlowPicture:
    counts = {box: BoxCount(0, 0) for box in Box} | {Box(name): count for name, count in boxes.items()}
    return FlowPicture(Flow(counts, (), 3, 4), {"E1": "Not about care"})


FOUND = picture(
    identified_databases=BoxCount(None, 3316, by={"S1": None, "S2": 2333}),
    identified_other=BoxCount(31, 31, by={"S4": 31}),
    screened=BoxCount(None, 70, reason="no number", is_not_reported=True),
    excluded_screening=BoxCount(2, 2, by={"E1": 2}),
    parked=BoxCount(5, 5),
    included=BoxCount(4, 4),
)


@pytest.mark.parametrize("width", [WIDE, 100])
def test_boxes_are_drawn_with_what_leaves_the_flow_beside_them(width: int) -> None:
    text = "\n".join(in_characters(FOUND, width)).replace(NO_BREAK, " ")
    (row,) = (line for line in text.splitlines() if "Records screened" in line)
    assert "├──▶ │ Records excluded (n = 2)" in row
    lines = text.splitlines()
    (others,) = (place for place, line in enumerate(lines) if "By other methods" in line)
    assert lines[others - 1].startswith("├─"), "both are in one frame, from which one way leads on"
    assert text.count("▼") == 4


def test_a_list_where_there_is_no_room_says_the_same() -> None:
    drawn, listed = (" ".join(in_characters(FOUND, width)) for width in (120, 50))
    for said in ("E1: Not about care", "S2", "3,316", "Reports parked"):
        assert said in drawn
        assert said in listed
    assert "│" not in listed


def test_what_is_stated_as_not_reported_has_what_was_computed_beside_it() -> None:
    assert FOUND.named(Box.SCREENED) == "Records screened: not reported (70 computed)"
    assert FOUND.named(Box.IDENTIFIED_DATABASES) == "Databases: not reported (3,316 in what is reported)"


def test_what_other_methods_alone_found_is_said_below_if_databases_found_something() -> None:
    streams = Streams({Box.DUPLICATES: BoxCount(80, 80), Box.SCREENED: BoxCount(0, 0)})
    said = "Of these, other methods alone found: duplicates removed before screening 80."
    assert said in replace(FOUND, streams=streams).note
    assert said not in FOUND.note
    assert said not in replace(picture(), streams=streams).note, "nothing is to be told apart"


@pytest.mark.parametrize("width", [50, 100])
def test_where_other_methods_alone_found_something_duplicates_leave_their_box(width: int) -> None:
    only = picture(identified_other=BoxCount(643, 643), duplicates=BoxCount(12, 12))
    text = "\n".join(in_characters(only, width)).replace(NO_BREAK, " ")
    assert "atabases" not in text
    assert "(n = 12)" in text
    with drawing():
        drawn = [line for sheet in sheets(only, "", has_every_letter=False) for line in texts(sheet)]
    assert "Identification by other methods" in drawn
    assert not any("atabases" in line for line in drawn)


def test_without_other_methods_they_have_no_box() -> None:
    assert "By other methods" not in "\n".join(in_characters(picture(), 100))


NAMES = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cc", "Cs", "Mn", "Me", "Cf"], exclude_characters="┌┐└┘"
    ),
    max_size=60,
)
COUNTS = st.builds(
    lambda n, by: BoxCount(n, n, by=by),
    st.none() | st.integers(0, 10**9),
    st.dictionaries(NAMES, st.none() | st.integers(0, 9999), max_size=4),
)


@given(st.fixed_dictionaries({str(box): COUNTS for box in Box}), st.integers(WIDE, 140))
def test_no_line_is_wider_than_the_terminal_and_frames_are_closed(
    boxes: dict[str, BoxCount], width: int
) -> None:
    lines = in_characters(picture(**boxes), width)
    assert all(cells(line) <= width for line in lines)
    for line in lines:
        assert line.count("┌") == line.count("┐")
        assert line.count("└") == line.count("┘")


def cells(text: str) -> int:
    """Measured by the library that the screen is drawn with."""
    from rich.cells import cell_len

    return cell_len(text)
