"""Lines of a terminal, in any script."""

from hypothesis import given
from hypothesis import strategies as st

from review.export.figures.characters import cells, on_a_line, padded, shortened, wrapped
from review.export.formats.text import legible

TEXT = st.text(st.one_of(st.characters(), st.sampled_from("日本 ก\u0301\u202e\x1b\n\xa0")), max_size=60)


def test_a_letter_of_chinese_is_two_cells_wide_and_a_combining_mark_none() -> None:
    assert (cells("市場"), cells("e\u0301"), cells("abc")) == (4, 1, 3)
    assert padded("市場", 6) == "市場  "
    assert padded("市場", 3) == "市…"
    assert wrapped("市場の論理", 4, "", "") == ["市場", "の論", "理"]


@given(TEXT, st.integers(4, 40))
def test_lines_are_never_wider_and_lose_nothing_but_spaces(text: str, width: int) -> None:
    lines = wrapped(text, width, "- ", "  ")
    assert all(cells(line) <= width for line in lines)
    assert "".join(line[2:] for line in lines).replace(" ", "") == on_a_line(text).replace(" ", "")


@given(TEXT, st.integers(1, 40))
def test_a_shortened_line_fits(text: str, width: int) -> None:
    assert cells(shortened(on_a_line(text), width)) <= width


@given(TEXT)
def test_on_a_line_there_are_no_orders_to_a_terminal(text: str) -> None:
    line = on_a_line(text)
    assert legible(line) == line
    assert "\n" not in line
    assert "\u202e" not in line


def test_a_file_name_is_broken_behind_a_sign() -> None:
    assert wrapped("review_123456_irrelevant_csv_20261120.csv (n = 110)", 40) == [
        "review_123456_irrelevant_csv_20261120.",
        "csv (n = 110)",
    ]
