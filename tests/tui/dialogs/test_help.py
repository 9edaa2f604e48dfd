import pytest
from textual.content import Content

from review.tui.dialogs.help import Block, HelpScreen, in_columns
from tests.tui.hosts import settled, shown


def block(name, lines):
    return [Content(f"{name}{number}") for number in range(lines)]


def columns(width, *blocks):
    return [line.plain.split() for line in in_columns(blocks, width)]


def test_a_block_goes_below_the_shortest_column():
    assert columns(130, block("a", 1), block("b", 3), block("c", 1)) == [
        ["a0", "b0"],
        ["b1"],
        ["c0", "b2"],
    ]


def test_where_there_is_no_room_for_two_columns_the_blocks_are_below_each_other():
    assert columns(100, block("a", 1), block("b", 1)) == [["a0"], [], ["b0"]]


def test_a_second_column_begins_where_it_has_room():
    (line,) = in_columns([block("a", 1), block("b", 1)], 127)
    assert line.plain.index("b0") == 65


def test_a_line_that_is_too_long_goes_on_in_its_column():
    lines = in_columns([[Content("word " * 20)], block("b", 2)], 127)
    assert [line.cell_length <= 127 for line in lines] == [True, True]
    assert [line.plain[65:] for line in lines] == ["b0", "b1"]


@pytest.mark.parametrize(
    ("cells", "place", "below"), [(68, 46, []), (55, 44, ["letters"]), (40, 39, ["letters"])]
)
def test_names_are_in_one_column_before_which_a_long_description_goes_on_below(cells, place, below):
    rows = [("a", "Short", "group.short"), ("b", "Described in more than 26 letters", "group.long")]
    _, short, long, *more = (line.plain for line in Block("Group", rows).lines(cells))
    assert [line.index("group.") for line in (short, long)] == [place, place]
    assert [line.strip() for line in more] == below


def test_descriptions_are_in_one_column_beside_many_keys():
    rows = [("a", "Short", "group.short"), ("Up k Shift+Tab", "Up", "group.up")]
    _, short, up = (line.plain for line in Block("Group", rows).lines(68))
    assert short.index("Short") == up.index("Up ", 1) == 15


async def test_the_key_that_scrolls_is_named_only_while_something_is_further_down(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        await settled(pilot)
        assert isinstance(app.screen, HelpScreen)
        assert "PgDn further down" in shown(app)
        await pilot.press("end")
        await settled(pilot)
        assert "PgDn further down" not in shown(app)
        await pilot.press("home")
        await settled(pilot)
        assert "PgDn further down" in shown(app)
        await pilot.resize_terminal(160, 100)
        await settled(pilot)
        assert "PgDn further down" not in shown(app)
