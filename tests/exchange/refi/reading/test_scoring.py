"""Which way of counting fits the selections of a project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.texts.normalised import normalised
from review.exchange.refi.reading.offsets import READINGS, CountedText, LineEnds, OffsetReading, Unit
from review.exchange.refi.reading.scoring import Fit, best_of_source, best_reading, fit, misnamed
from review.exchange.refi.values import QdaSelection
from tests.exchange.refi.reading.test_offsets import counted

WORDS = st.lists(st.text(alphabet="abcdeé世𝒜", min_size=1, max_size=8), min_size=4, max_size=30, unique=True)


def fits(original: str, selections: Sequence[QdaSelection]) -> Mapping[OffsetReading, Fit]:
    text = normalised(original).text
    return {
        reading: fit(text, places(original, reading, selections), selections, reading) for reading in READINGS
    }


def places(original: str, reading: OffsetReading, selections: Sequence[QdaSelection]) -> dict[int, int]:
    return CountedText(original, reading).places(
        offset for one in selections for offset in (one.start, reading.behind(one.end))
    )


def quoted(original: str, reading: OffsetReading, selections: Sequence[QdaSelection]) -> list[str]:
    text, found = normalised(original).text, places(original, reading, selections)
    return [text[found[one.start] : found[reading.behind(one.end)]] for one in selections]


def selected(original: str, words: str, reading: OffsetReading, name: str | None = None) -> QdaSelection:
    start = original.index(words)
    return QdaSelection(
        guid=words,
        start=counted(original[:start], reading),
        end=counted(original[: start + len(words)], reading) - reading.to_last,
        name=words if name is None else name,
    )


@given(
    words=WORDS,
    gaps=st.lists(st.sampled_from([" ", " ", "\r\n", ". ", "\n", "👋 "]), min_size=30, max_size=30),
    mark=st.sampled_from(["", "\ufeff"]),
    reading=st.sampled_from([one for one in READINGS if not one.to_last]),
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
    assert fit(text, at, [whole], OffsetReading()) == Fit(4, 0)
    for name in ("two three four five six.", "two  three…", "two three...", "twothreefourfivesix."):
        named = QdaSelection(guid="1", start=4, end=28, name=name)
        assert fit(text, at, [named], OffsetReading()) == Fit(12, 1), name
    begun = QdaSelection(guid="1", start=4, end=28, name="two three")
    assert fit(text, at, [begun], OffsetReading()) == Fit(8, 0)
    for name in ("line:6", "a comment on it", "…"):
        named = QdaSelection(guid="1", start=4, end=28, name=name)
        assert fit(text, at, [named], OffsetReading()) == Fit(4, 0), name


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 99)])
def test_broken_offsets_count_for_no_reading(start: int, end: int) -> None:
    selection = QdaSelection(guid="1", start=start, end=end, name="abcdef")
    assert fits("abcdef", [selection])[OffsetReading()] == Fit(stray=1)


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


INTERVIEW = (
    "\ufeffQ: Would you go back? 😀\r\nA: They waited 😡 six weeks, and nobody told them why.\r\n"
    "Q: And then?\r\nA: The doctor never looked up. It cost a lot. Trust came back slowly.\r\n"
)
QUOTATIONS = ["six weeks", "nobody told them why", "doctor never looked up.", "cost a lot", "Trust"]
LAST = OffsetReading(Unit.UTF_16, to_last=True)


@pytest.mark.parametrize("has_names", [True, False])
def test_ends_that_are_last_characters_are_known_by_names_or_by_words_that_they_would_cut(
    has_names: bool,
) -> None:
    selections = [selected(INTERVIEW, one, LAST, None if has_names else "") for one in QUOTATIONS]
    chosen = best_reading([fits(INTERVIEW, selections)])
    assert str(chosen) == "UTF-16 units, ends are last characters"
    assert quoted(INTERVIEW, chosen, selections) == QUOTATIONS


def test_the_standard_wins_where_few_ends_cut_words() -> None:
    usual = OffsetReading()
    cut = ["six week", "told them wh"]
    for words in (QUOTATIONS, [*QUOTATIONS, *cut], cut):
        selections = [selected(INTERVIEW, one, usual, name="") for one in words]
        assert not best_reading([fits(INTERVIEW, selections)]).to_last
    odd = [selected(INTERVIEW, one, usual, name="") for one in QUOTATIONS]
    odd.append(selected(INTERVIEW, "never looked up", usual, name="never looked up."))
    assert not best_reading([fits(INTERVIEW, odd)]).to_last


def test_a_beginning_that_is_that_of_the_name_counts_against_one_that_is_not() -> None:
    text = "One two three four five six."
    right = QdaSelection(guid="1", start=4, end=12, name="two three")
    shifted = QdaSelection(guid="1", start=8, end=13, name="two three")
    at = {place: place for place in range(28)}
    assert fit(text, at, [right], OffsetReading()) == Fit(6, 0, cut=1, stray=1)
    assert fit(text, at, [shifted], OffsetReading()).points < 6


def test_names_that_are_other_words_of_the_text_are_counted() -> None:
    text = "Trust came back. The doctor never looked up."
    named = [
        QdaSelection(guid=str(number), start=0, end=16, name=name)
        for number, name in enumerate(
            [
                "Trust came back.",
                "doctor never looked",
                "The doctor never …",
                "doctor",
                "Bob’s own words on it",
            ]
        )
    ]
    assert misnamed(text, named) == 2
