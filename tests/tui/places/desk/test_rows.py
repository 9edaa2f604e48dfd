"""The lines of the desk's material."""

from __future__ import annotations

import pytest

from review.tui.places.desk.material import Item, ItemKind
from review.tui.places.desk.rows import material_lines


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (60, ["(Department of Health, 2016, p. 12) · in the prose"]),
        (45, ["(Department of Health, 2016, p. 12)", "in the prose"]),
    ],
)
def test_what_is_in_the_prose_says_so_behind_its_source_or_below_it(width: int, lines: list[str]) -> None:
    item = Item("a", ItemKind.PASSAGE, "T1 Markets", "Few compete.", "(Department of Health, 2016, p. 12)")
    shown = material_lines([item], width, lambda _item: True, lambda _code: "")
    assert [line.content.plain.strip() for line in shown][2:] == lines
