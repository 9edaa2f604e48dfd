"""Words are those of a regular expression, only found faster."""

import re
import sys
import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.domain.texts.characters import TOGETHER_CLASS, composed
from review.learning.features import tokens, words
from review.learning.features.tokens import TokenStore
from review.learning.features.words import TextsWithPairs, WordTable, counted, counted_pairs

TEXTS = st.lists(
    st.one_of(st.text(), st.text(alphabet="ab _-É\n"), st.text(alphabet="a 市场ガーｶ시e\u0301ａ")), max_size=6
)
MARKS = "".join(
    re.escape(chr(c)) for c in range(0x300, sys.maxunicode) if unicodedata.category(chr(c)).startswith("M")
)
WORD = re.compile(rf"(?=\w)[{TOGETHER_CLASS}]|(?:(?![{TOGETHER_CLASS}])[\w{MARKS}]){{2,}}")


def by_regular_expression(text: str) -> list[str]:
    found = WORD.findall(text.lower())
    return [
        plain if len(plain := composed(word).replace("i\u0307", "i")) > 1 or len(word) == 1 else word
        for word in found
    ]


@settings(deadline=None)
@given(TEXTS)
def test_words_are_runs_of_at_least_two_word_characters_in_lower_case(texts):
    table = WordTable()
    read = table.read(texts)
    assert [[table.words[number] for number in text] for text in read] == [
        by_regular_expression(text) for text in texts
    ]


@pytest.mark.parametrize(
    "text",
    ["İSTANBUL", "ΟΔΟΣ ΟΔΟΣ", "e\u0301t\u00e9", "\ud800ab", "𝐀𝐁 x²", "日本語 一", "\x00ab\x1b", "हिन्दी"],
)
def test_so_they_are_in_any_script(text):
    table = WordTable()
    (read,) = table.read([text])
    assert [table.words[number] for number in read] == by_regular_expression(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Councils shape 市场", "councils shape 市 场"),
        ("ＡＩ時代のｹｱ", "ai 時 代 の ケ ア"),
        ("COVID疫情 a市b", "covid 疫 情 市"),
        ("시장은", "시 장 은"),
        ("हिन्दी में", "हिन्दी में"),
        ("cafe\u0301 café CAFÉ", "café café café"),
        ("İSTANBUL istanbul", "istanbul istanbul"),
    ],
)
def test_chinese_japanese_and_korean_are_read_character_by_character(text, words):
    table = WordTable()
    (read,) = table.read([text])
    assert [table.words[number] for number in read] == words.split()


@settings(deadline=None)
@given(TEXTS)
def test_words_are_numbered_as_they_are_met_however_many_texts_are_read_at_once(texts):
    together, one_by_one = WordTable(), WordTable()
    together.read(texts)
    for text in texts:
        one_by_one.read([text])
    assert together.words == one_by_one.words
    assert together.words == list(
        dict.fromkeys(word for text in texts for word in by_regular_expression(text))
    )


def test_many_texts_are_read_in_batches(monkeypatch):
    monkeypatch.setattr(tokens, "_AT_ONCE", 10)
    texts = [f"councils shape market {n} again" for n in range(20)]
    table = WordTable()
    for text, read in zip(texts, table.read(texts), strict=True):
        assert [table.words[number] for number in read] == by_regular_expression(text)


def test_a_text_is_read_once():
    read = TokenStore()
    (first,) = read.read(["councils shape markets"])
    (again,) = read.read(["councils shape markets"])
    assert again is first
    assert read.words_read == 3


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_what_was_read_before_changes_no_number(before, texts):
    shared = TokenStore()
    shared.read(before)
    one, other = WordTable(), WordTable(shared)
    for own, again in zip(one.read(texts), other.read(texts), strict=True):
        assert own.tolist() == again.tolist()
    assert one.words == other.words


def test_pairs_are_neighbours_in_one_text():
    texts = [np.array(text, np.int32) for text in ([0, 1, 0, 1], [1, 0], [], [2])]
    pairs = counted_pairs(texts)
    assert [(int(key) >> 32, int(key) & 0xFFFFFFFF) for key in pairs.keys] == [(0, 1), (1, 0)]
    assert pairs.texts_with.tolist() == [1, 2]
    assert pairs.texts.tolist() == [0, 0, 1]
    assert pairs.counts.tolist() == [2, 1, 1]


def test_words_are_counted_alike_however_many_there_are():
    texts = [np.array(text, np.int32) for text in ([1, 0, 1], [], [2])]
    few, many = counted(texts, 3), counted(texts, 2**31 - 1)
    for counts in (few, many):
        assert counts.indptr.tolist() == [0, 2, 2, 3]
        assert counts.indices.tolist() == [0, 1, 2]
        assert counts.data.tolist() == [1, 2, 1]


def test_no_more_is_used_than_can_be_distinguished():
    with pytest.raises(OverflowError, match="too many"):
        counted_pairs([np.array([2**31 - 1, 0], np.int32)] * 3)


@pytest.mark.parametrize("waiting", [0, 3, 1000])
def test_texts_with_pairs_are_counted_however_many_pairs_wait(monkeypatch, waiting):
    texts = WordTable().read(["care market", "care market care", "market care", "care market shaping"])
    monkeypatch.setattr(words, "_PAIRS_WAITING", waiting)
    together = TextsWithPairs(len(texts), 3)
    for text in texts:
        together.add(counted_pairs([text]))
    pairs, counts = together.result()
    assert [(int(pair) >> 32, int(pair) & 0xFFFFFFFF) for pair in pairs] == [(0, 1), (1, 0), (1, 2)]
    assert counts.tolist() == [3, 2, 1]
