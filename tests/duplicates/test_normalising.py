"""Fields as databases write them."""

import pytest

from review.duplicates.normalising import (
    abstract_start,
    doi_name,
    first_page,
    folded,
    identifiers,
    title_words,
    volume_number,
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Café &amp; <i>Care</i>", "cafe care"),
        ("TGF-β and α-synuclein", "tgf beta and alpha synuclein"),
        ("the â€œopen doorâ€\x9d study", "the open door study"),
        ("people’s choice", "peoples choice"),
        ("治疗 市场", "治疗 市场"),
    ],
)
def test_text_is_folded(written, expected):
    assert folded(written) == expected


@pytest.mark.parametrize(
    "title",
    [
        "Care markets [German]",
        "Care markets. [see comment]",
        "[Care markets]",
        "Care markets (Review) [14 refs]",
    ],
)
def test_notes_of_databases_are_not_part_of_a_title(title):
    assert title_words(title) == ("care", "markets")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://doi.org/10.1000/ABC.1", "10.1000/abc.1"),
        ("doi:10.1000/abc.1.", "10.1000/abc.1"),
        ("10.1002/14651858.CD002273.pub3", "10.1002/14651858.cd002273"),
        ("not a DOI", ""),
    ],
)
def test_dois_are_compared_without_resolver_and_version(written, expected):
    assert doi_name(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("221-8", ("", "221")),
        ("pp. 0221--0228", ("", "221")),
        ("S36", ("s", "36")),
        ("2S5-2S9", ("", "2s5")),
        ("e70933", ("e", "70933")),
        ("01-Jul", ("", "1")),
        ("2.05031E+15", None),
        ("no pagination", None),
        ("", None),
    ],
)
def test_first_pages(written, expected):
    assert first_page(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"), [("32 Spec No2", "32"), ("4 (1) (no pagination)", "4"), ("1)", "")]
)
def test_volumes(written, expected):
    assert volume_number(written) == expected


def test_issns_and_isbns_of_either_length_agree():
    assert identifiers("0957-9672 (Print)\n1473-6535") == {"09579672", "14736535"}
    assert identifiers("978-0-306-40615-7") & identifiers("0-306-40615-2")


def test_headings_of_structured_abstracts_are_left_out():
    assert abstract_start("Background: Care. METHODS: Talks.") == abstract_start("Care. Talks.")
