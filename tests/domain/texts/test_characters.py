"""Chinese, Japanese and Korean are indexed and searched in pairs of characters."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.texts.characters import composed, has_together, in_pairs, searched

MIXED = st.text(alphabet="市场监管のｶ시장ab é。，\n", max_size=30)


@pytest.mark.parametrize(
    ("text", "indexed"),
    [
        ("市场监管", "市场 场监 监管 管"),
        ("市\n场。监管", "市场 场 。 监管 管"),
        ("新冠COVID疫情", "新冠 冠 COVID 疫情 情"),
        ("ＡＩ時代", "AI 時代 代"),
        ("ｹｱ 市", "ケア ア市 市"),
        ("시장은", "시장 장은 은"),
        ("Councils – “shape” é", "Councils – “shape” é"),
    ],
)
def test_runs_of_characters_are_pairs(text, indexed):
    assert in_pairs(text).split() == indexed.split()


def test_other_texts_are_left_as_they_are():
    for text in ("Councils shape the market", "Größe – “naïve” … 🙂", "Здоровье", "e\u0301"):
        assert in_pairs(text) is text
        assert not has_together(text)


@pytest.mark.parametrize(
    ("word", "tokens"),
    [
        ("市", "市"),
        ("市场", "市场"),
        ("市场监", "市场 场监"),
        ("COVID疫情", "COVID 疫情"),
        ("疫情COVID", "疫情 情 COVID"),
    ],
)
def test_a_word_is_searched_by_the_pairs_that_it_has(word, tokens):
    assert searched(word) == tokens


@given(MIXED, st.text(alphabet="市场监管の시장", min_size=1, max_size=4))
def test_what_stands_in_a_text_is_found_by_its_pairs_and_nothing_else(text, word):
    tokens, wanted = re.findall(r"\w+", in_pairs(text)), searched(word).split()
    found = any(
        tokens[at : at + len(wanted) - 1] == wanted[:-1]
        and tokens[at + len(wanted) - 1].startswith(wanted[-1])
        for at in range(len(tokens) - len(wanted) + 1)
    )
    assert found == (word in re.sub(r"(?<=\S)\s+(?=\S)", "", composed(text)))


@given(st.text())
def test_any_text_can_be_composed_and_indexed(text):
    assert composed(composed(text)) == composed(text)
    assert in_pairs(text).split() == text.split() or has_together(composed(text)) or composed(text) != text
