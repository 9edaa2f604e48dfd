"""Which way of counting fits the selections of a project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.texts.normalised import normalised
from review.exchange.refi.reading.offsets import READINGS, CountedText, LineEnds, OffsetReading, Unit
from review.exchange.refi.reading.scoring import Fit, best_of_source, best_reading, fit
from review.exchange.refi.values import QdaSelection
from tests.exchange.refi.reading.test_offsets import counted

WORDS = st.lists(st.text(alphabet="abcdeé世𝒜", min_size=1, max_size=8), min_size=4, max_size=30, unique=True)


def fits(original: str, selections: Sequence[QdaSelection]) -> Mapping[OffsetReading, Fit]:
    text = normalised(original).text
    return {reading: fit(text, places(original, reading, selections), selections) for reading in READINGS}


def places(original: str, reading: OffsetReading, selections: Sequence[QdaSelection]) -> dict[int, int]:
    return CountedText(original, reading).places(
        offset for one in selections for offset in (one.start, one.end)
    )


def quoted(original: str, reading: OffsetReading, selections: Sequence[QdaSelection]) -> list[str]:
    text, found = normalised(original).text, places(original, reading, selections)
    return [text[found[one.start] : found[one.end]] for one in selections]


def selected(original: str, words: str, reading: OffsetReading, name: str | None = None) -> QdaSelection:
    start = original.index(words)
    return QdaSelection(
        guid=words,
        start=counted(original[:start], reading),
        end=counted(original[: start + len(words)], reading),
        name=words if name is None else name,
    )


@given(
    words=WORDS,
    gaps=st.lists(st.sampled_from([" ", " ", "\r\n", ". ", "\n", "👋 "]), min_size=30, max_size=30),
    mark=st.sampled_from(["", "\ufeff"]),
    reading=st.sampled_from(READINGS),
    has_names=st.booleans(),
)
def test_selections_are_found_exactly_however_they_were_counted(
    words: list[str], gaps: list[str], mark: str, reading: OffsetReading, has_names: bool
) -> None:
    original = mark + "".join(part for pair in zip(words, gaps, strict=False) for part in pair)
    starts = [len(mark) + sum(map(len, words[:n])) + sum(map(len, gaps[:n])) for n in range(len(words))]
    selections = [
        QdaSelection(
            guid=str(start),
            start=counted(original[:start], reading),
            end=counted(original[: start + len(word)], reading),
            name=word if has_names else "",
        )
        for start, word in zip(starts, words, strict=True)
    ]
    of = fits(original, selections)
    chosen = best_of_source(of, best_reading([of]))
    # No other way may fit better than the one that was used; where it fits as well, what is found is as good.
    assert of[chosen].points == of[reading].points
    if has_names:
        for found, word in zip(quoted(original, chosen, selections), words, strict=True):
            assert found == word or len(word) < 4


def test_words_decide_where_selections_have_no_names() -> None:
    original = "\ufeff👋 Councils shape the market.\r\nProviders leave it.\r\nPeople choose."
    words = ["Councils shape", "Providers leave it.", "People"]
    for reading in (OffsetReading(Unit.UTF_16), OffsetReading(Unit.UTF_16, counts_mark=True)):
        selections = [selected(original, one, reading, name="") for one in words]
        assert quoted(original, best_reading([fits(original, selections)]), selections) == words


def test_a_name_counts_more_than_words_and_may_be_cut_short() -> None:
    text = "One two three four five six."
    at = {4: 4, 28: 28}
    whole = QdaSelection(guid="1", start=4, end=28)
    assert fit(text, at, [whole]) == Fit(4, 0)
    for name in ("two three four five six.", "two  three…", "two three...", "twothreefourfivesix."):
        named = QdaSelection(guid="1", start=4, end=28, name=name)
        assert fit(text, at, [named]) == Fit(12, 1), name
    for name in ("line:6", "two three", "a comment on it", "…"):
        named = QdaSelection(guid="1", start=4, end=28, name=name)
        assert fit(text, at, [named]) == Fit(4, 0), name


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 99)])
def test_broken_offsets_count_for_no_reading(start: int, end: int) -> None:
    selection = QdaSelection(guid="1", start=start, end=end, name="abcdef")
    assert fits("abcdef", [selection])[OffsetReading()] == Fit()


def test_a_source_that_was_counted_otherwise_is_read_otherwise_if_its_names_say_so() -> None:
    usual, other = OffsetReading(), OffsetReading(line_ends=LineEnds.TWO)
    many = "".join(f"Line {n} of it\n" for n in range(20))
    first = fits(many, [selected(many, f"Line {n} of", usual) for n in range(2, 20)])
    second = fits(many, [selected(many, "Line 19 of", other)])
    of_all = best_reading([first, second])
    assert of_all == usual
    assert best_of_source(second, of_all) == other
    nameless = fits(many, [selected(many, "Line 19 of", other, name="")])
    assert best_of_source(nameless, of_all) == usual


def test_without_selections_the_standard_counts() -> None:
    assert best_reading([]) == OffsetReading()
