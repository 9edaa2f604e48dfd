"""Parts of a search as people type them: what is written is read back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.searches import typed
from review.domain.searches.search import SearchLimit, SearchResult, SearchSource
from review.errors import ReviewError

WORDS = st.from_regex(r"[A-Za-z0-9*?\[\]]{1,8}( [A-Za-z0-9*?\[\]]{1,8})?", fullmatch=True)
MAYBE = st.one_of(st.just(""), WORDS)


@given(name=WORDS, platform=MAYBE, date=MAYBE, is_register=st.booleans())
def test_a_source_is_read_as_it_is_written(name, platform, date, is_register):
    one = SearchSource(name, platform, date, is_register)
    assert typed.source(typed.written_source(one), is_register=is_register) == one


@given(field=WORDS, since=MAYBE, until=MAYBE, value=WORDS)
def test_a_limit_is_read_as_it_is_written(field, since, until, value):
    for one in (SearchLimit(field, since, until), SearchLimit(field, value=value), SearchLimit("none")):
        assert typed.limit(typed.written_limit(one)) == one


@given(n=st.one_of(st.none(), st.integers(0, 10**9)), source=MAYBE, limit=MAYBE)
def test_a_result_is_read_as_it_is_written(n, source, limit):
    one = SearchResult(n, source, limit)
    assert typed.result(typed.written_result(one)) == one


def test_not_reported_is_not_0():
    assert typed.number("Not reported") is None
    assert typed.number("not-reported") is None
    assert typed.number(" 1,234 ") == 1234
    assert typed.number("0") == 0


@pytest.mark.parametrize("text", ["", "many", "-1", "1.5", "٣", "9" * 16])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ReviewError, match="is not a number"):
        typed.number(text)


def test_what_cannot_be_read_says_how_to_write_it():
    with pytest.raises(ReviewError, match="NAME;PLATFORM;DATE"):
        typed.source("a; b; c; d")
    with pytest.raises(ReviewError, match="year=2014"):
        typed.limit("2014")
