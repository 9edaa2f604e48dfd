from hypothesis import given
from hypothesis import strategies as st

from review.theory_map import Criterion
from review.tui.widgets.abstract import highlighted
from review.tui.widgets.highlighting import criterion_terms, found_terms, term_spans


def test_terms_are_found_where_they_begin_a_word_with_their_endings():
    text = "Councils commissioned; the subcouncil did not. COUNCIL."
    assert [text[a:b] for a, b in term_spans(text, ["council", "commission"])] == [
        "Councils",
        "commissioned",
        "COUNCIL",
    ]


def test_the_longest_term_wins_and_spaces_and_hyphens_do_not_matter():
    text = "mental-health services, mental  health"
    assert [text[a:b] for a, b in term_spans(text, ["mental", "mental health"])] == [
        "mental-health",
        "mental  health",
    ]


def test_without_key_terms_the_longer_words_of_the_criterion_are_looked_for():
    criterion = Criterion("E1", "Published before 2014 about commissioning", "s", True)
    assert criterion_terms(criterion) == ("commissioning",)


def test_a_word_of_both_kinds_of_criteria_is_no_sign_for_either_to_exclude_and_relevance_is_none_at_all():
    included = Criterion("I1", "About relevant councils and brokers", "s", False)
    excluded = Criterion("E1", "Not relevant: no council, only hospitals", "s", True)
    assert criterion_terms(included, [included, excluded]) == ("councils", "brokers")
    assert criterion_terms(excluded, [included, excluded]) == ("hospitals",)
    chosen = Criterion("E2", "No council", "s", True, key_terms=("council",))
    assert criterion_terms(chosen, [included, chosen]) == ("council",)


@given(st.text(), st.lists(st.text()))
def test_any_terms_give_spans_within_the_text(text, terms):
    assert all(0 <= a < b <= len(text) for a, b in term_spans(text, terms))
    assert set(found_terms(text, tuple(terms))) <= set(terms)
    highlighted(text, [Criterion("E", "x", "s", True, key_terms=tuple(terms))])
