"""Tables as text: aligned columns that fit where they are shown."""

import pytest

from review.tui.widgets.table_preview import MOST, describe_table

HEADINGS, RIGHT = ["code", "labels", "reason"], [False, True, False]
ROWS = [("T1", 12, "a reason of " + "many words " * 2), ("T2.long-one", None, "short")]


@pytest.mark.parametrize("fit", [30, 40, 76])
def test_no_line_is_wider_than_there_is_room(fit: int):
    lines = describe_table(HEADINGS, ROWS, RIGHT, fit).plain.splitlines()
    assert max(map(len, lines)) <= fit
    assert lines[1] == "─" * len(lines[1])
    assert lines[2].startswith("T1               12  a reason")
    assert ("…" in lines[2]) is (fit < 76)


def test_without_a_limit_only_columns_have_one():
    lines = describe_table(["a"], [("x" * (MOST + 1),)], [False]).plain.splitlines()
    assert lines[2] == "x" * (MOST - 1) + "…"
