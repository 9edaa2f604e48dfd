"""The ways in which programs count, and where an offset of each leads."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from review.domain.texts.normalised import normalised
from review.exchange.refi.reading.offsets import (
    READINGS,
    CountedText,
    LineEnds,
    OffsetReading,
    Unit,
    distinct_reading,
)

CODECS = {Unit.CODE_POINTS: ("utf-32-le", 4), Unit.UTF_16: ("utf-16-le", 2), Unit.UTF_8: ("utf-8", 1)}
ORIGINALS = st.builds(
    str.__add__,
    st.sampled_from(["", "\ufeff"]),
    st.text(alphabet="ab .é\u0416世𝒜👋\n\r", max_size=40).map(lambda text: text.replace("\r", "\r\n")),
)


def counted(before: str, reading: OffsetReading) -> int:
    """How a program counts what is before a position, computed from encoded text."""
    mark = before.startswith("\ufeff")
    text = before[mark:]
    codec, width = CODECS[reading.unit]
    marks = len("\ufeff".encode(codec)) // width if mark and reading.counts_mark else 0
    if reading.line_ends is LineEnds.ONE:
        text = text.replace("\r\n", "\n")
    if reading.line_ends is LineEnds.TWO:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    return marks + len(text.encode(codec)) // width


def test_windows_counts_characters_beyond_16_bits_twice_and_both_characters_of_a_line_end() -> None:
    assert normalised("\ufeff👋 a\r\nb").text == "👋 a\nb"
    places = CountedText("\ufeff👋 a\r\nb", OffsetReading(Unit.UTF_16)).places(range(9))
    assert places == {0: 0, 2: 1, 3: 2, 4: 3, 5: 3, 6: 4, 7: 5}


def test_offsets_before_and_behind_the_text_lead_nowhere() -> None:
    assert CountedText("abc", OffsetReading()).places([-1, 3, 4]) == {3: 3}


def test_a_mark_that_counts_shifts_all() -> None:
    assert CountedText("\ufeffab", OffsetReading(counts_mark=True)).places([2]) == {2: 1}
    assert CountedText("\ufeffab", OffsetReading(Unit.UTF_8, counts_mark=True)).places([4]) == {4: 1}


@given(original=ORIGINALS, reading=st.sampled_from(READINGS))
def test_every_position_is_found_however_it_was_counted(original: str, reading: OffsetReading) -> None:
    plain, text = normalised(original), CountedText(original, reading)
    expected = {
        counted(original[:at], reading): plain.at(at)
        for at in range(len(original) + 1)
        if original[at - 1 : at + 1] != "\r\n"
    }
    assert text.places(expected) == expected
    assert text.end == counted(original, reading)


@given(original=ORIGINALS, reading=st.sampled_from(READINGS))
def test_a_reading_that_is_left_out_counts_as_the_one_that_is_tried(
    original: str, reading: OffsetReading
) -> None:
    tried = CountedText(original, distinct_reading(original, reading))
    left_out = CountedText(original, reading)
    offsets = range(left_out.end + 2)
    assert tried.places(offsets) == left_out.places(offsets)


def test_the_reading_of_the_standard_comes_first() -> None:
    assert READINGS[0] == OffsetReading()
    assert str(READINGS[0]) == "code points"
    assert (
        str(READINGS[-1])
        == "bytes of UTF-8, line ends as two, the byte order mark counted, ends are last characters"
    )
    assert [one.to_last for one in READINGS] == [False] * 18 + [True] * 18
    plain = {
        distinct_reading("Councils shape it.\nPeople choose.", reading)
        for reading in READINGS
        if not reading.to_last
    }
    assert plain == {OffsetReading(), OffsetReading(line_ends=LineEnds.TWO)}
