"""Where searched words stand in a text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from review.domain.search_hits import best_place, folded, hit_in

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


def test_a_hit_is_one_line_with_whole_words_before_it():
    span = best_place(TEXT, "adviser", preferred=[PARAGRAPH])
    assert span
    hit = hit_in(TEXT, span, "p. 6", span[0])
    assert (hit.before, hit.words, hit.place) == ("in. Nine residents met an ", "adviser", "p. 6")
    assert TEXT[hit.start :].startswith("adviser who")
    assert hit.after.startswith(" who knew")
    assert "\n" not in hit_in(TEXT, (10, 40), "abstract").words


@given(st.text(max_size=200), st.text(max_size=20))
def test_a_place_is_within_the_text_and_has_a_searched_word(text: str, search: str):
    assert len(folded(text)) == len(text)
    span = best_place(text, search)
    if span:
        first, last = span
        assert 0 <= first < last <= len(text)
        assert any(word in folded(text[first:last]) for word in re.findall(r"\w+", folded(search)))
        hit = hit_in(text, span, "abstract")
        assert "\n" not in hit.before + hit.words + hit.after
