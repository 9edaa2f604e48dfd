"""Finding passages again in another reading: by their wording, where their surroundings say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.project.coding.quotation import SearchedText, condensed
from review.project.runs.anchoring import found_again

OLD = "Prices rose in the north. The market grew. People waited.\nIn the south the co-\nproduced plans failed. The market grew. Nobody came."


def moved(quote: str, new: str, nth: int = 0) -> str | None:
    """The position of the nth occurrence of a quotation in OLD in a new text, with the text before it; None where lost."""
    start = -1
    for _ in range(nth + 1):
        start = OLD.index(quote, start + 1)
    found = found_again(OLD, (start, start + len(quote)), SearchedText(new))
    return None if found is None else f"{new[: found[0]][-6:]}|{new[slice(*found)]}"


def test_white_space_and_hyphens_may_change() -> None:
    new = OLD.replace("co-\nproduced", "coproduced").replace(" ", "  ")
    assert moved("the co-\nproduced plans failed.", new) == "outh  |the  coproduced  plans  failed."


@pytest.mark.parametrize(("nth", "place"), [(0, "north. "), (1, "failed. ")])
def test_of_several_places_the_one_with_the_same_surroundings_is_it(nth: int, place: str) -> None:
    new = "Contents. The market grew.\n" + OLD.replace("co-\nproduced", "coproduced")
    assert moved("The market grew.", new, nth) == f"{place[-6:]}|The market grew."


def test_another_wording_is_never_matched() -> None:
    assert moved("The market grew. People waited.", OLD.replace("People waited", "People wait")) is None
    assert moved("plans", OLD.replace("plans", "planets")) is None


def test_whole_words_stay_whole_words() -> None:
    assert moved("plans", OLD.replace("plans", "floorplans")) is None
    assert moved("came", OLD.replace("came", "cameras")) is None


def test_few_words_in_other_surroundings_are_another_passage() -> None:
    assert (
        moved(
            "People waited.",
            "Something else altogether was said. People waited. And so on it went for years.",
        )
        is None
    )


def test_places_that_fit_alike_are_not_a_match() -> None:
    sentence = "The same words are on each line of this page, again and again. "
    span = (20 * len(sentence), 21 * len(sentence) - 1)
    assert found_again(sentence * 40, span, SearchedText(sentence * 30)) is None


def test_a_word_that_the_old_reader_glued_to_the_one_before_is_found() -> None:
    old = "The wholemarket of care in the south grew by a third within the year."
    new = "The whole market of care in the south grew by a third within the year."
    start = old.index("market")
    span = found_again(old, (start, len(old)), SearchedText(new))
    assert span is not None
    assert new[slice(*span)] == "market of care in the south grew by a third within the year."


@given(st.text("ab .-\n", max_size=60), st.data())
def test_whatever_is_found_reads_the_same(new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(OLD) - 1))
    span = (start, data.draw(st.integers(start + 1, len(OLD))))
    text = data.draw(st.sampled_from([new, OLD, OLD + new, new + OLD]))
    found = found_again(OLD, span, SearchedText(text))
    if found is not None:
        assert condensed(text[slice(*found)])[0] == condensed(OLD[slice(*span)])[0]


@given(st.data())
def test_in_the_same_text_long_passages_stay_where_they_are(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(OLD) - 60))
    span = (start, start + 60)
    found = found_again(OLD, span, SearchedText(OLD))
    assert found is not None
    assert condensed(OLD[slice(*found)])[0] == condensed(OLD[slice(*span)])[0]
