from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from review.theory_map import Criterion
from review.tui.widgets.abstract import highlighted
from review.tui.widgets.highlighting import criterion_terms, found_terms, places_of, term_spans


def test_terms_are_found_where_they_begin_a_word_with_their_endings():
    text = "Councils commissioned; the subcouncil did not. COUNCIL."
    assert [text[a:b] for a, b in term_spans(text, ["council", "commission"])] == [
        "Councils",
        "commissioned",
        "COUNCIL",
    ]


def test_a_word_that_begins_with_a_term_is_marked_to_its_end():
    text = "Die Pflegebedürftigen und der Pflegedienst"
    assert [text[a:b] for a, b in term_spans(text, ["Pflege"], ("de",))] == [
        "Pflegebedürftigen",
        "Pflegedienst",
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


@given(st.text(), st.lists(st.text(min_size=1)))
def test_a_text_is_looked_through_alike_whatever_characters_follow_it(text: str, terms: list[str]) -> None:
    """A text with Chinese characters is looked through by another expression."""
    shown = term_spans(f"{text}\n", terms)
    assert [span for span in term_spans(f"{text}\n。\n中", terms) if span[1] <= len(text)] == [
        span for span in shown if span[1] <= len(text)
    ]


@given(st.text(), st.lists(st.text()))
def test_any_terms_give_spans_within_the_text(text, terms):
    assert all(0 <= a < b <= len(text) for a, b in term_spans(text, terms))
    assert set(found_terms(text, tuple(terms))) <= set(terms)
    highlighted(text, [Criterion("E", "x", "s", True, key_terms=tuple(terms))])


def test_in_other_languages_words_with_the_stem_of_a_term_are_found() -> None:
    text = "Sie vertrauten den Nachbarinnen; die Märkte wuchsen, ein Markt nicht."
    found = [text[a:b] for a, b in term_spans(text, ["vertraut", "Markt"], ("de", "en"))]
    assert found == ["vertrauten", "Märkte", "Markt"]
    assert [text[a:b] for a, b in term_spans(text, ["Markt"])] == ["Markt"]
    french = "Les entraides locales et l'entraide locale"
    assert [french[a:b] for a, b in term_spans(french, ["entraide locale"], ("fr",))] == [
        "entraides locales",
        "entraide locale",
    ]


def test_stop_words_of_the_language_are_not_looked_for_without_key_terms() -> None:
    criterion = Criterion("I1", "Nachbarschaftshilfe, nachdem sie zwischen Gemeinden entstand", "s", False)
    assert criterion_terms(criterion, (), ("de",)) == ("nachbarschaftshilfe", "gemeinden", "entstand")


def test_chinese_terms_are_found_within_words_and_across_lines() -> None:
    text = "社区照护服务使用AI工具，市\n场监管"
    assert [text[a:b] for a, b in term_spans(text, ["照护", "ai", "市场监管"])] == [
        "照护",
        "AI",
        "市\n场监管",
    ]
    assert places_of(text, "照护 服务") == [(2, 6)]
    criterion = Criterion("I1", "社区照护", "s", False)
    assert found_terms(text, criterion_terms(criterion)) == ("社区", "区照", "照护")


@given(st.text(alphabet="ab 市场\n_é"), st.lists(st.text(alphabet="ab 市场é", max_size=3)))
def test_spans_are_in_order_and_apart_in_every_language(text: str, terms: list[str]) -> None:
    for languages in (("en",), ("de", "zh")):
        spans = term_spans(text, terms, languages)
        assert spans == sorted(spans)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))
