"""Words, and the rule that a selection holds only whole ones."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from review.tui.widgets.reading.words import (
    is_within_word,
    next_word,
    previous_word,
    whole_words,
    word_at,
)

FAMILY, FLAG = "👩\u200d👩\u200d👧", "🇬🇧"
PIECES = st.sampled_from(
    [
        *(
            "care",
            "homes",
            "don’t",
            "well-being",
            "market-\nshaping",
            "x",
            "2014/15",
            "3.5",
            "£5",
            "U.K",
            "café",
        ),
        *(
            "cafe\u0301s",
            "हिन्दी",
            "in\xadfor\xadmation",
            "R&D",
            "市場",
            "サービス",
            "ภาษาไทย",
            "שלום",
            "صحة",
            "한국어",
        ),
        *(
            FAMILY,
            FLAG,
            f"{FLAG}🇫🇷",
            "👍🏽",
            "\u0301",
            "-",
            "–",
            "’",
            "“",
            "(",
            ")",
            ".",
            " ",
            "  ",
            "\n",
            "\u200b",
        ),
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=12).map("".join) | st.text(min_size=1, max_size=30)


def words_of(text: str) -> list[str]:
    """The text cut wherever it may be cut, without what stands between words."""
    cuts = [0, *(at for at in range(1, len(text)) if not is_within_word(text, at)), len(text)]
    return [text[a:b] for a, b in pairwise(cuts) if any(map(str.isalnum, text[a:b])) or not text[a].isascii()]


@given(TEXTS, st.data())
@example("the asking mattered", None)
def test_a_quotation_never_begins_or_ends_inside_a_word(text: str, data: st.DataObject | None) -> None:
    first = data.draw(st.integers(0, len(text) - 1)) if data else 5
    last = data.draw(st.integers(first, len(text) - 1)) if data else 5
    start, end = whole_words(text, first, last + 1)
    assert 0 <= start <= end <= len(text)
    assert text[start:end] == text[start:end].strip()
    for cut in (start, end):
        assert not is_within_word(text, cut)
        if 0 < cut < len(text):
            assert not unicodedata.category(text[cut]).startswith("M") or text[cut - 1].isspace()
            assert not (
                text[cut - 1].isascii()
                and text[cut - 1].isalnum()
                and text[cut].isascii()
                and text[cut].isalnum()
            )
    if text.strip():
        assert start < end
    if text[first : last + 1].strip():
        assert text[first : last + 1].strip() in text[start:end]


@given(TEXTS, st.data())
def test_whole_words_stay_as_they_are(text: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(text) - 1))
    last = data.draw(st.integers(first, len(text) - 1))
    once = whole_words(text, first, last + 1)
    assert once[0] == once[1] or whole_words(text, *once) == once


@given(TEXTS, st.integers(0, 40))
def test_no_word_is_longer_than_it_must_be(text: str, offset: int) -> None:
    offset = min(offset, len(text) - 1)
    start, end = word_at(text, offset)
    assert start <= offset < end
    assert all(is_within_word(text, at) for at in range(start + 1, end))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("people’s well-being, don't", ["people’s", "well-being", "don't"]),
        ("market-\nshaping and care-\n", ["market-\nshaping", "and", "care"]),
        ("in\xadfor\xad\nmation", ["in\xadfor\xad\nmation"]),
        ("cafe\u0301s हिन्दी", ["cafe\u0301s", "हिन्दी"]),
        ("3.5 of 1,000 in 2014/15", ["3.5", "of", "1,000", "in", "2014/15"]),
        ("e.g. the U.K. (R&D)", ["e.g", "the", "U.K", "R&D"]),
        ("fell.The providers.12 In", ["fell", "The", "providers", "12", "In"]),
        ("市場2014年サービスは", ["市", "場", "2014", "年", "サービス", "は"]),
        ("らーめん 한국어를", ["らー", "め", "ん", "한국어를"]),
        ("ภาษาไทย ดี", ["ภาษาไทย", "ดี"]),
        (f"a{FAMILY}b {FLAG}🇫🇷 👍🏽", ["a", FAMILY, "b", FLAG, "🇫🇷", "👍🏽"]),
    ],
)
def test_what_is_a_word(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_place_between_words_stands_for_the_word_that_follows_or_the_last_one() -> None:
    assert whole_words("one  two", 3, 4) == (5, 8)
    assert whole_words("one  two ", 8, 9) == (5, 8)
    assert whole_words(" \n ", 1, 2) == (3, 3)


def test_words_are_stepped_through_both_ways() -> None:
    text = "people’s well-being, now"
    assert next_word(text, 0) == 9
    assert next_word(text, 9) == 21
    assert next_word(text, 21) == len(text)
    assert previous_word(text, 21) == 9
    assert previous_word(text, 0) == 0
    assert word_at(text, 12) == (9, 19)
    assert next_word("cafe\u0301s 市場", 0) == 7
    assert next_word("市場", 0) == 1
