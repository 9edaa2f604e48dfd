"""The lines of the desk's material."""

from __future__ import annotations

import pytest

from review.tui.places.desk.material import Item, ItemKind
from review.tui.places.desk.rows import ReadyLines, material_lines


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (60, ["(Department of Health, 2016, p. 12) · in the prose"]),
        (45, ["(Department of Health, 2016, p. 12)", "in the prose"]),
    ],
)
def test_what_is_in_the_prose_says_so_behind_its_source_or_below_it(width: int, lines: list[str]) -> None:
    item = Item(
        "a",
        ItemKind.PASSAGE,
        "T1 Markets",
        "Few compete.",
        "(Department of Health, 2016, p. 12)",
        used_by=("a",),
    )
    shown = material_lines([item], width, frozenset("a"), {})
    assert [line.content.plain.strip() for line in shown][2:] == lines


def test_lines_that_are_ready_are_made_again_only_of_other_items():
    items = [Item(name, ItemKind.MEMO, "Memos", f"A thought, {name}", "Ana") for name in "ab"]
    ready = ReadyLines().made_for(items, frozenset(), {}, 40)
    assert ready.are_of(items, frozenset(), {}, 40)
    assert not ready.are_of(items, frozenset(), {}, 38)
    assert ready.made_for(items, frozenset(), {}, 40) is ready
    longer = [*items, Item("c", ItemKind.MEMO, "Memos", "Another", "Ben")]
    assert ready.made_for(longer, frozenset(), {}, 40).lines.parts == ["a", "b", "c"]
    same = ready.made_for([*items], frozenset(), {}, 40)
    assert same.lines is ready.lines
