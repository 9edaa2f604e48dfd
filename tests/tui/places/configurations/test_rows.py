"""A configuration as a row of the list."""

import pytest

from review.domain import Stance
from review.domain.theories.configuration import ConfigurationStatus, Rewording
from review.tui.places.configurations.rows import height_of_row, row_lines
from tests.tui.hosts import HOSTILE
from tests.tui.places.configurations.made import WHOLE, configuration, element, fragment


def rows(one, width: int) -> list[str]:
    lines = row_lines(one, width, lambda _code: "#ffffff")
    assert len(lines) == height_of_row(width)
    assert all(line.cell_length <= width for line in lines)
    return [line.plain.rstrip() for line in lines]


def test_a_row_has_label_status_theories_marks_and_first_words():
    assert rows(WHOLE, 90) == [
        "C3   candidate T1+ T2~           a   If self-funders look for support, and an adviser exp…"
    ]


def test_where_there_is_less_room_the_words_are_on_a_second_line():
    assert rows(WHOLE, 50) == [
        "C3   candidate T1+ T2~           a",
        "     If self-funders look for support, and an adv…",
    ]


def test_what_nobody_worded_is_in_quotation_marks():
    one = fragment(quote="self-funders look for support")
    (line,) = rows(configuration(element("context", one.quote, one)), 100)
    assert line.endswith("If “self-funders look for support”, then ….")


def test_theories_that_do_not_fit_are_an_ellipsis():
    many = dict.fromkeys(["T1", "T2", "T3", "T4", "T5", "T6"], Stance.CHALLENGES)
    one = configuration(element("context", "c"), theories=many, status=ConfigurationStatus.SET_ASIDE)
    assert rows(one, 80)[0].startswith("C3   set aside T1− T2− T3− …    p")


def test_one_without_elements_says_so():
    assert rows(configuration(), 80)[0].endswith("no elements yet")


@pytest.mark.parametrize("text", [*HOSTILE, "word " * 3000])
@pytest.mark.parametrize("width", [30, 69, 70, 200])
def test_hostile_and_very_long_text_stays_in_its_row(text: str, width: int):
    one = configuration(
        element("context", text),
        label=text,
        theories={text: Stance.SUPPORTS},
        rewordings=(Rewording(text, 1, 2),),
    )
    for line in rows(one, width):
        assert not set(line) & set("\x1b\x07\x9b\u202e\n\ud800")
