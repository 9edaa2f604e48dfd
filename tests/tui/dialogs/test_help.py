from textual.content import Content

from review.tui.dialogs.help import in_columns


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
