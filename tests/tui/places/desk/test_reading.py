"""The prose as it will be read."""

from review.tui.places.desk.reading import (
    EMPHASIS,
    HEADING,
    PLAIN,
    QUOTED,
    STRONG,
    UNKNOWN,
    Piece,
    as_read,
)


def read(name: str) -> tuple[str, bool]:
    return ("“They left.” (Rahman, 2016, p. 12)", True) if name == "abcd" else (f"[@{name}]", False)


def test_tokens_are_quotations_with_their_citation():
    assert list(as_read("So [@abcd], but [@nope].", read)) == [
        Piece("So "),
        Piece("“They left.” (Rahman, 2016, p. 12)", QUOTED),
        Piece(", but "),
        Piece("[@nope]", UNKNOWN),
        Piece("."),
    ]


def test_each_token_of_a_group_is_read():
    assert list(as_read("[@abcd; @nope]!", read)) == [
        Piece("“They left.” (Rahman, 2016, p. 12)", QUOTED),
        Piece(" "),
        Piece("[@nope]", UNKNOWN),
        Piece("!"),
    ]


def test_headings_lists_and_emphasis_lose_their_marks():
    text = "## Choice ##\n- *rare* and **costly**, 2*3*4 and snake_case_name\n\n**[@abcd]**"
    assert [(piece.text, piece.setting) for piece in as_read(text, read)] == [
        ("Choice", HEADING),
        ("\n", PLAIN),
        ("• ", PLAIN),
        ("rare", EMPHASIS),
        (" and ", PLAIN),
        ("costly", STRONG),
        (", 2*3*4 and snake_case_name", PLAIN),
        ("\n", PLAIN),
        ("\n", PLAIN),
        ("“They left.” (Rahman, 2016, p. 12)", QUOTED),
    ]


def test_nothing_else_changes():
    text = "[a link](http://x) `code` | table |\n1. one\n\ttab"
    assert "".join(piece.text for piece in as_read(text, read)) == text
