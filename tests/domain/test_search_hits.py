"""Where searched words stand in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.found import Words
from review.domain.search_hits import best_place, folded, found_words, hit_in, words_of

TEXT = (
    "Contents: advisers and forms 3\n"
    "Councils had many FORMS to fill in. Nine residents met an adviser who knew the forms, and Zoë Müller did not."
)
PARAGRAPH = (TEXT.index("Councils"), len(TEXT))


def words_at(search: str, **given: object) -> str:
    span = best_place(TEXT, search, **given)
    return TEXT[slice(*span)] if span else ""


def test_the_words_are_shown_where_they_stand_closest_together():
    assert words_at("forms adviser") == "advisers and forms"
    assert words_at("forms adviser", preferred=[PARAGRAPH]) == "adviser who knew the forms"
    assert words_at("fill adviser", end=len(TEXT)) == "fill in. Nine residents met an adviser"


def test_whole_words_count_but_the_last_may_be_the_beginning_of_one():
    assert words_at("resid") == "resid"
    assert words_at("resid met") == "met"
    assert words_at("esidents") == ""


def test_case_and_accents_make_no_difference():
    assert words_at("ZOE MULLER") == "Zoë Müller"
    assert words_at("zoë müller") == "Zoë Müller"


def test_words_that_do_not_occur_do_not_hide_those_that_do():
    assert words_at("zebra adviser") == "adviser"
    assert words_at("zebra") == ""
    assert words_at("?!") == ""


def test_all_places_of_the_words_are_found_but_not_those_of_words_that_stand_everywhere():
    def found(search: str) -> list[str]:
        return [TEXT[slice(*span)] for span in found_words(TEXT, search)]

    assert found("the forms an advis") == ["advis", "forms", "FORMS", "advis", "forms"]
    assert found("forms form") == ["forms", "FORMS", "forms"]
    assert found("the") == ["the"]
    assert found("zebra") == []
    assert found_words(TEXT, "forms", end=20) == []


def test_a_hit_is_one_line_with_whole_words_before_it():
    span = best_place(TEXT, "adviser", preferred=[PARAGRAPH])
    assert span
    hit = hit_in(TEXT, span, "p. 6", span[0])
    assert (hit.before, hit.words, hit.place) == ("in. Nine residents met an ", "adviser", "p. 6")
    assert TEXT[hit.start :].startswith("adviser who")
    assert hit.after.startswith(" who knew")
    assert "\n" not in hit_in(TEXT, (10, 40), "abstract").words


CHINESE = (
    "目录 市场与管理 3\n新冠COVID疫情之后，政府加强了市\n场监管。ＡＩ工具帮助居民了解服务，信任也随之增加。"
)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("市场监管", "市\n场监管"),
        ("管", "管"),
        ("监管 居民", "监管。ＡＩ工具帮助居民"),
        ("covid疫情", "COVID疫情"),
        ("ai", "ＡＩ"),
        ("场管", ""),
    ],
)
def test_words_of_chinese_and_japanese_are_found_within_a_sentence_and_across_lines(search, found):
    span = best_place(CHINESE, search)
    assert (CHINESE[slice(*span)] if span else "") == found


def test_words_of_chinese_and_japanese_are_found_among_what_reviewers_wrote():
    written = folded(CHINESE)
    assert Words("监管 居民").are_in(written)
    assert not Words("监管 护理").are_in(written)
    assert Words("了解 居民").phrase_in(written) is None
    assert CHINESE[slice(*Words("居民了解").phrase_in(written))] == "居民了解"
    assert CHINESE[slice(*Words("covid 疫情").phrase_in(written))] == "COVID疫情"


def test_a_hit_in_chinese_has_what_stands_before_it():
    at = CHINESE.index("居民")
    hit = hit_in(CHINESE, (at, at + 2), "p. 6")
    assert hit.before.endswith("监管。ＡＩ工具帮助")
    assert hit.words == "居民"


@given(st.text(max_size=200), st.text(max_size=20))
def test_a_place_is_within_the_text_and_has_a_searched_word(text: str, search: str):
    assert len(folded(text)) == len(text)
    span = best_place(text, search)
    if span:
        first, last = span
        assert 0 <= first < last <= len(text)
        between = "".join(folded(text[first:last]).split())
        assert any(word in between for word in words_of(search))
        hit = hit_in(text, span, "abstract")
        assert "\n" not in hit.before + hit.words + hit.after
