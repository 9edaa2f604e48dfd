"""A likely first record by the review's own words."""

from hypothesis import given
from hypothesis import strategies as st

from review.tui.places.screening.likely import beginnings, likeliest_first

WANTED = frozenset(beginnings("Which councils shape the market for mental-health care?"))


def test_the_record_with_the_question_s_words_comes_first():
    texts = {
        "wheels": ("On wheels", "Bicycles have two wheels, and so have carts."),
        "aside": ("On bicycles", "One council counted bicycles once. " + "Nothing else was counted. " * 20),
        "market": ("Councils and the market", "How four councils shaped the market of mental health care."),
    }
    assert likeliest_first(texts, WANTED) == ["market", "aside", "wheels"]


def test_a_title_alone_can_be_likely_and_a_long_text_does_not_win_by_its_length():
    texts = {
        "long": ("A report", "One council was named. " + "The weather was fine in every month. " * 60),
        "short": ("Councils shaping markets for mental health", ""),
    }
    assert likeliest_first(texts, WANTED)[0] == "short"


def test_where_no_word_is_shared_the_order_stays():
    texts = {record: (f"{record} 漢字", "") for record in "cab"}
    assert likeliest_first(texts, WANTED) == ["c", "a", "b"]
    assert likeliest_first({}, WANTED) == []


@given(st.dictionaries(st.text(), st.tuples(st.text(), st.text()), max_size=5), st.frozensets(st.text()))
def test_every_record_comes_once_whatever_the_texts(texts, wanted):
    assert sorted(likeliest_first(texts, wanted)) == sorted(texts)
