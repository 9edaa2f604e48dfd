"""How a printed table is laid out on an A4 page."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.export import TABLES, Column, Kind
from review.export.formats.layout import (
    BREAKS,
    LEGIBLE,
    LONGEST_WORD,
    MARK_PADDING,
    PADDING,
    SIZES,
    folded,
    laid_out,
    lines_of,
    room,
    width_of,
)
from review.export.formats.text import shown
from review.export.table import DOT, PrintedTable
from tests.export.reviews import SMALL


def printed(*columns: Column, rows=()) -> PrintedTable:
    return PrintedTable(1, "Texts", columns, tuple(rows), "A note.")


def broken_words(table: PrintedTable) -> list[str]:
    """The words that are longer than their columns, and no longer than words may be."""
    layout = laid_out(table)
    return [
        word
        for place, column in enumerate(table.columns)
        if column.kind is not Kind.MARK
        for text, bold in [(column.heading, True), *((shown(row[place]), False) for row in table.rows)]
        for word in BREAKS.split(text)
        if layout.widths[place] - PADDING + 0.01 < width_of(word, bold=bold) * layout.size <= LONGEST_WORD
    ]


@pytest.mark.parametrize("name", TABLES)
def test_no_export_breaks_a_word(name):
    assert broken_words(TABLES[name].build(SMALL).printed()) == []


@settings(max_examples=60)
@given(
    st.integers(1, 9).flatmap(
        lambda columns: st.lists(
            st.lists(
                st.text(st.sampled_from("abcdefgh   "), max_size=80), min_size=columns, max_size=columns
            ),
            min_size=1,
            max_size=8,
        )
    )
)
def test_any_table_fits_the_page_and_breaks_no_word_while_there_is_room(rows):
    columns = tuple(Column(str(place), f"Heading {place}") for place in range(len(rows[0])))
    table = printed(*columns, rows=[tuple(row) for row in rows])
    layout = laid_out(table)
    assert sum(layout.widths) <= room(landscape=layout.landscape) + 0.01
    assert layout.size in SIZES
    if layout.size > SIZES[-1]:
        assert broken_words(table) == []


def test_a_table_with_long_texts_lies_on_its_side_and_they_get_the_room():
    texts = [("T1", "A quotation of many words. " * 12, "supports")] * 3
    layout = laid_out(
        printed(Column("a", "Code"), Column("b", "Quotation"), Column("c", "Stance"), rows=texts)
    )
    assert not layout.landscape
    wider = laid_out(
        printed(
            *(Column(f"{place}", "Text") for place in range(4)),
            rows=[("A quotation of many words. " * 12,) * 4],
        )
    )
    assert wider.landscape
    assert layout.widths[1] > 4 * layout.widths[0]


def test_a_single_very_long_word_takes_no_more_than_its_share():
    layout = laid_out(
        printed(
            Column("a", "Link"),
            Column("b", "Quotation"),
            rows=[("https://example.org/" + "x" * 400, "Some words. " * 30)],
        )
    )
    assert not layout.landscape
    assert layout.widths[1] > 100


def test_a_no_break_space_keeps_two_words_on_one_line():
    columns = (Column("a", "Source"), Column("b", "Quotation"))
    rows = [("Northfold\u00a0Council,\u00a02015", "A quotation of many words. " * 60)]
    layout = laid_out(printed(*columns, rows=rows))
    assert layout.widths[0] - PADDING + 0.01 > width_of(rows[0][0]) * layout.size
    assert width_of("\u00a0") == width_of(" ")


def test_numbers_take_no_more_room_than_the_longest_word_of_their_heading_needs():
    heading = "Policy analysis journal article or report"
    layout = laid_out(
        printed(
            Column("a", "Theory"),
            *(Column(f"{place}", heading, Kind.INTEGER) for place in range(4)),
            rows=[("T1 Market logic", 1, 2, 3, 4)],
        )
    )
    assert not layout.landscape
    assert layout.widths[1] < width_of(heading, bold=True) * layout.size / 2


@pytest.mark.parametrize(("codes", "turned"), [(9, False), (24, True), (50, True)])
def test_many_marks_stand_under_turned_headings(codes, turned):
    columns = [Column(f"T{n}", f"T{n}.sub", Kind.MARK) for n in range(codes)]
    layout = laid_out(printed(Column("a", "Document"), *columns, rows=[("Carr, 2018", *[DOT] * codes)]))
    assert layout.turned == turned
    assert sum(layout.widths) <= room(landscape=layout.landscape) + 0.01
    assert layout.widths[-1] - MARK_PADDING > width_of(DOT) * layout.size


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("a few words", 1), ("a\nb\n\nc", 4), (" ".join(["word"] * 40), 10), ("x" * 100, 6)],
)
def test_lines_are_counted_as_words_fill_them(text, lines):
    assert lines_of(text, width_of("word word word word")) == lines


STANCES = ("Documents", "% of N", "Supports", "Challenges", "Refines", "Extends", "Bears on")
TYPES = (
    "Empirical study journal article",
    "Policy analysis journal article or report",
    "Statutory-sector report",
)


def numbers_and_texts(numbers: int) -> PrintedTable:
    """A table of so many columns with numbers between texts."""
    headings = (STANCES + TYPES * 2)[:numbers]
    return printed(
        Column("a", "Theory"),
        *(Column(f"{place}", heading, Kind.INTEGER) for place, heading in enumerate(headings)),
        *(Column(one, one) for one in ("Verdict", "Caveat", "Gap")),
        rows=[
            (
                "T6 Personalisation",
                *[12] * numbers,
                "Partially supported",
                *["Many words of a person. " * 4] * 2,
            )
        ],
    )


@pytest.mark.parametrize(("numbers", "turned"), [(5, False), (13, True)])
def test_headings_of_numbers_are_turned_where_the_type_would_be_too_small_else(numbers, turned):
    table = numbers_and_texts(numbers)
    layout = laid_out(table)
    assert layout.size >= LEGIBLE
    assert layout.turned_numbers == turned
    assert bool(layout.head_height) == turned
    assert sum(layout.widths) <= room(landscape=layout.landscape) + 0.01


def test_a_long_turned_heading_is_in_two_lines_of_about_the_same_length():
    assert folded("Policy analysis journal article or report") == "Policy analysis\njournal article or report"
    assert folded("Bears on") == "Bears on"
    assert folded("Unclassifiedwithoutspace") == "Unclassifiedwithoutspace"


def test_a_word_may_be_broken_after_its_hyphen():
    assert lines_of("Voluntary-sector", width_of("Voluntary-")) == 2
    assert lines_of("2014-2017", width_of("2014-2017") * 0.7) == 2, "numbers are one word, which is broken"
    assert BREAKS.split("a Voluntary-sector report") == ["a", "Voluntary-", "sector", "report"]
