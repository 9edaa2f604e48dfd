"""Words are stemmed in the language that they are in."""

import numpy as np
import pytest
import snowballstemmer

from review.domain.texts.languages import LANGUAGES
from review.domain.texts.stemming import STEMMERS, stem
from review.learning.features.features import PassageFeatures
from review.learning.features.languages import languages_of, spelling_weight
from review.learning.features.stems import Stems
from review.learning.features.stop_words import STOP_WORDS, stop_words
from review.learning.features.words import WordTable

ENGLISH = ["the trust of neighbours was earned slowly", "Trusting them takes time, and they stay trusted"]
GERMAN = ["das Angebot der Hilfe wächst nur langsam", "mit den Angeboten und Hilfen kam das Vertrauen"]


def stems_of(texts: list[str], *languages: str) -> dict[str, int]:
    table = WordTable()
    read = table.read(texts)
    return dict(zip(table.words, Stems(table.words, languages, read).of_word.tolist(), strict=True))


def test_every_stemmer_of_the_library_serves_a_language():
    others = {"porter", "dutch_porter"}  # older algorithms for English and Dutch
    assert set(STEMMERS.values()) == set(snowballstemmer.algorithms()) - others
    assert set(STEMMERS) <= set(LANGUAGES)


def test_english_is_read_as_before_languages_could_be_named():
    snowball = snowballstemmer.stemmer("english")
    stems = stems_of(ENGLISH, "en")
    assert {word for word, number in stems.items() if number < 0} == STOP_WORDS & set(stems)
    assert [stem(word, "en") for word in stems] == snowball.stemWords(list(stems))
    assert stop_words("en") is STOP_WORDS
    assert spelling_weight(("en",)) == 1


def test_a_language_has_its_own_stems_and_stop_words():
    german = stems_of(GERMAN, "de")
    assert german["angebot"] == german["angeboten"]
    assert german["das"] == german["der"] == -1
    assert german["nur"] < 0 <= stems_of(GERMAN, "en")["nur"]


def test_of_several_languages_a_word_is_in_that_of_the_words_around_it():
    stems = stems_of([*ENGLISH, *GERMAN], "en", "de")
    assert stems["trust"] == stems["trusting"] == stems["trusted"]
    assert stems["angebot"] == stems["angeboten"]
    assert stems["the"] == stems["das"] == -1
    one_text = stems_of([" ".join([*ENGLISH, *GERMAN])], "de", "en")
    assert one_text["trust"] == one_text["trusting"]
    assert one_text["hilfe"] == one_text["hilfen"]


def test_words_without_stop_words_around_them_are_in_the_first_language():
    table = WordTable()
    read = table.read(["trusting neighbours", "", "x"])
    assert languages_of(table.words, read, ("de", "en")).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("languages", "weight"),
    [
        (("en",), 1),
        (("fr",), 1),
        (("zh",), 1),
        (("uk",), 2),
        (("de",), 3),
        (("en", "de"), 2),
        (("zh", "uk"), 1.5),
    ],
)
def test_spelling_weighs_more_where_words_have_no_stems_or_are_compounds(languages, weight):
    assert spelling_weight(languages) == weight


def test_a_language_without_stemmer_and_list_is_read_as_written():
    stems = stems_of(["ukuthembana kwabantu"], "zu")
    assert len(set(stems.values())) == 2
    assert stop_words("zu") == frozenset()


def test_chinese_characters_are_no_stop_words_because_they_are_parts_of_words():
    assert "用" not in stop_words("zh")
    assert min(stems_of(["用户信任"], "zh").values()) >= 0
    japanese = stems_of(["市場の信頼"], "ja")
    assert [word for word, stem in japanese.items() if stem < 0] == ["の"]


def test_any_language_can_be_read():
    for language in [*LANGUAGES, "", "../en", "xx"]:
        stems = stems_of(["Vertrauen, trust, 信任, confiance, доверие, विश्वास"], language)
        assert max(stems.values()) >= 0, language


def test_features_have_length_one_in_any_language():
    texts = [*ENGLISH, *GERMAN, "信任增长得很慢", "信任是基础"]
    for languages in [("en",), ("de",), ("en", "de", "zh")]:
        features = PassageFeatures(WordTable(), texts, languages=languages).features
        rows = features.matrix[:].toarray()
        plain = np.square(rows[:, : features.spelled]).sum(axis=1)
        spelt = np.square(rows[:, features.spelled :] @ features.spread.toarray()).sum(axis=1)
        assert np.allclose(plain + features.dropped + spelt, 1, atol=0.15)
