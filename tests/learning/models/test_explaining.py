"""The words behind a score are the text's own, and stand in it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain import Terms
from review.learning.features.features import PassageFeatures, RecordFeatures
from review.learning.features.terms import joined
from review.learning.features.words import WordTable
from review.learning.models.explaining import MOST, Explained, explained

OTHERS = (
    "Markets shape providers.",
    "The commissioner commissions change, nhs",
    "Theories change: local service, persons centred",
)
"""Texts with other forms of the words explained, which must not be shown."""


def terms_in(text: str, *, others: tuple[str, ...] = OTHERS, against: str = "") -> Terms:
    """What makes a passage like itself, less what makes it like another text."""
    reading = PassageFeatures(WordTable(), [text, *others])
    (one,) = explained(reading, reading.features.matrix[[0]], [text])
    like = reading.features.compared_rows(reading.project([text, against]))
    return one.by((like[:, 0] - 2 * like[:, 1])[one.row.indices])


def names(terms: Terms) -> set[str]:
    return {term for term, _ in terms}


def test_words_are_shown_in_the_forms_of_the_text_and_not_of_others() -> None:
    shown = names(terms_in("Commissioning of a market, commissioning it well"))
    assert {"commissioning", "market"} <= shown
    assert not {"commissions", "commissioner", "markets", "Commissioning", "of"} & shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The NHS pays", "NHS"),
        ("A care act for England", "England"),
        ("Trust grows. They trust us", "trust"),
        ("A theory of change was drawn", "theory of change"),
        ("local\n  services in towns", "local services"),
        ("person-centred care", "person-centred"),
        ("İstanbul'da NHS", "NHS"),
    ],
)
def test_a_term_is_written_as_in_the_text(text: str, shown: str) -> None:
    assert shown in names(terms_in(text))


@pytest.mark.parametrize(
    "text",
    [
        "They spoke of theory. Change came later",
        "theory, change",
        "theory which could perhaps have been about their own change",
    ],
)
def test_words_of_two_clauses_or_far_apart_are_not_shown_as_a_pair(text: str) -> None:
    shown = names(terms_in(text))
    assert shown
    assert not any("theory" in term and "change" in term for term in shown)


def test_the_strongest_words_against_are_shown_too() -> None:
    text = "providers compete in markets where councils buy care and support for older people with budgets"
    terms = dict(terms_in(text, against="councils buy budgets"))
    assert len(terms) == MOST
    assert min(terms.values()) < 0 < max(terms.values())
    assert terms["councils"] < 0


def test_a_record_as_a_whole_is_explained_by_the_words_of_its_passages_and_no_pair_across_them() -> None:
    texts = ["Local", "services of care", "NHS"]
    reading = PassageFeatures(WordTable(), [*texts, "local services", "local services"])
    row = reading.features.matrix[3:4]
    whole = Explained(reading.features, row, joined(reading.placed(texts)))
    assert names(whole.by(np.ones(len(row.indices), np.float32))) == {"Local", "services"}


PIECES = "market Markets marketing NHS nhs the of change theory x1 2014 İzmir ß STRASSE , - ’s 市場 ] a"
WORDS = st.sampled_from([*PIECES.split(), "\n", ". ", "\x1b[31m", "\u202e"])
TEXTS = st.lists(st.lists(WORDS, max_size=14).map(" ".join), min_size=1, max_size=8)


def stands(term: str, text: str) -> bool:
    """Whether a term stands literally in a text, but for white space."""
    return bool(term) and " ".join(term.split()) in " ".join(text.split())


@given(texts=TEXTS, seed=st.integers(0, 2**16))
def test_every_term_shown_stands_in_the_text(texts: list[str], seed: int) -> None:
    random = np.random.default_rng(seed)
    titles = [text[: len(text) // 2].rsplit(" ", 1)[0] for text in texts]
    records = RecordFeatures(WordTable(), titles, texts)
    passages = PassageFeatures(WordTable(), texts)
    new = ["market of change, a theory", *reversed(texts)]
    for reading, rows, shown in (
        (records, records.features.matrix[:], texts),
        (passages, passages.features.matrix[:], texts),
        (passages, passages.project(new), new),
    ):
        for text, one in zip(shown, explained(reading, rows, shown), strict=True):
            terms = one.by(random.normal(size=len(one.row.indices)).astype(np.float32))
            assert all(stands(term, text) for term in names(terms))
            assert len(names(terms)) == len(terms) <= MOST
            weights = [abs(weight) for _, weight in terms]
            assert weights == sorted(weights, reverse=True)


def test_chinese_is_explained_in_pairs_of_characters_and_not_by_single_ones() -> None:
    shown = names(terms_in("居民的信任\n增加了，因为市\n场监管", others=("信任居民", "市场监管")))
    assert {"信任", "市场"} <= shown
    assert all(len(term) == 2 for term in shown)
