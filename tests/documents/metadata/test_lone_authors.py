"""Authors who stand alone near the title."""

import pytest

from review.documents.layout.assemble import assemble
from review.documents.metadata.bylines import family_first, named_authors
from review.documents.metadata.found_authors import find_authors
from review.documents.metadata.found_values import found_values
from review.documents.metadata.lone_authors import are_ordinary, lone_authors, ordinary_words
from tests.documents.layouts import lines, page

TITLE = "How councils shape a market"
TEXT = [
    " ".join(f"{first}{last}" for last in ("ane", "ost", "ule", "ick", "orm", "ald"))
    + " threatened status of the shell"
    for first in (
        "b",
        "cr",
        "d",
        "fl",
        "g",
        "h",
        "k",
        "l",
        "m",
        "n",
        "p",
        "pr",
        "qu",
        "r",
        "s",
        "t",
        "v",
        "w",
        "z",
    )
]
WORDS = ordinary_words(" ".join(TEXT))
HEAD = lines([TITLE], size=18, font="Bold")


def _below(*texts, size=12, top=670):
    body = lines(TEXT, top=500)
    return lone_authors([*HEAD, *lines(texts, top=top, size=size), *body], TITLE, WORDS)


@pytest.mark.parametrize(
    "line", ["Amina Rahman", "A. M. RAHMAN", "A. M. B. RAHMAN", "von Amina Rahman", "by: Amina Rahman"]
)
def test_a_name_alone_under_the_title_is_the_author(line):
    assert [name.casefold().partition(",")[0] for name in _below(line)] == ["rahman"]


def test_a_name_alone_above_the_title_is_the_author():
    above = lines(["Amina Rahman"], top=760, size=12)
    assert lone_authors([*above, *HEAD, *lines(TEXT, top=500)], TITLE, WORDS) == ["Rahman, Amina"]


def test_names_below_each_other_in_one_type_are_all_authors():
    assert _below("Amina Rahman", "Jo Smith") == ["Rahman, Amina", "Smith, Jo"]


def test_the_rest_of_a_title_does_not_part_it_from_its_author():
    rest = lines(["ets"], top=680, size=18, font="Bold")
    found = lone_authors(
        [*HEAD, *rest, *lines(["Amina Rahman"], top=650, size=12), *lines(TEXT, top=500)], TITLE, WORDS
    )
    assert found == ["Rahman, Amina"]


def test_a_body_in_the_author_property_is_no_person():
    drawn = [page(1, HEAD, lines(["Statistisches Landesamt Nordfeld"], top=600))]
    assert find_authors(drawn, TITLE, {"Author": "Statistisches Landesamt Nordfeld"}, {}) is None


def test_a_name_behind_a_word_of_its_own_counts_far_from_the_title():
    place = lines(["Par", "Amina Rahman", "Née en mai"], top=770, leading=15)
    assert lone_authors([*place, *HEAD, *lines(TEXT, top=500)], TITLE, WORDS) == ["Rahman, Amina"]


@pytest.mark.parametrize(
    "texts",
    [
        ("Threatened Status",),
        ("Supervisor: Amina Rahman",),
        ("Membres du jury", "Amina Rahman"),
        ("Prof: Dr. Amina Rahman",),
        ("Edited by Amina Rahman",),
        ("To: Amina Rahman",),
        ("A line of words", "Another line", "Amina Rahman"),
    ],
)
def test_other_people_and_phrases_are_no_authors(texts):
    assert _below(*texts) == []


def test_a_heading_in_another_column_than_an_affiliation_is_no_author():
    column = lines(["Some text here", "Puerto Blanco", "More of the text"], top=670)
    other = lines(["and some here", "Department of Shells", "and more here"], top=670, left=320)
    assert lone_authors([*HEAD, *column, *other, *lines(TEXT, top=500)], TITLE, WORDS) == []


def test_a_part_of_the_title_in_its_own_type_is_no_author():
    rest = lines(["Puerto Blanco", "Department of Shells"], top=675, size=18, font="Bold")
    assert lone_authors([*HEAD, *rest, *lines(TEXT, top=500)], TITLE, WORDS) == []


def test_words_of_the_text_are_ordinary_but_not_those_of_addresses_or_behind_no_article():
    words = ordinary_words("Die Freiheit: see threatened species; rahman@shells.example, www.smith.example")
    assert {"freiheit", "threatened"} <= words
    assert words.isdisjoint({"rahman", "smith"})
    assert are_ordinary(["Status, Threatened", "Mucket, Neosho"], {"status", "threatened", "mucket"})
    assert not are_ordinary(["della Porta, Anna"], {"della", "porta"} - {"porta"})


@pytest.mark.parametrize("label", ["AUTOR/A:", "Vorgelegt von:", "Автор:", "Author:"])
def test_labels_of_theses_name_the_author(label):
    assert named_authors(lines([label, "Amina Rahman", "FECHA:"])) == ["Rahman, Amina"]
    assert named_authors(lines([f"{label} Amina Rahman", "Adresse: Marktstraße 12"])) == ["Rahman, Amina"]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Орлова Анна Петровна", "Орлова, Анна Петровна"),
        ("Анна Орлова", "Орлова, Анна"),
        ("Tan Wei Ming", "Tan, Wei Ming"),
        ("Anna Maria Tan", "Tan, Anna Maria"),
    ],
)
def test_names_with_the_family_name_first(name, written):
    assert family_first(name) == written


def test_the_byline_wins_over_an_author_property_that_the_first_page_does_not_name_in_full():
    drawn = [
        page(1, HEAD, lines(["Amina Rahman and Jo Smith"], top=670, size=12), lines(TEXT, top=500)),
        page(2, lines(["Distributed by the Harbour group"])),
    ]
    assert (
        find_authors(drawn, TITLE, {"Author": "Quay Harbour"}, {}, WORDS).value == "Rahman, Amina; Smith, Jo"
    )


def test_phrases_under_the_title_are_not_offered_as_persons():
    pages = [
        page(1, HEAD, lines(["Threatened Status and Hidden Shell"], top=670, size=12), lines(TEXT, top=500))
    ]
    assert "authors" not in found_values("a.pdf", pages, assemble(pages), {}, {})


@pytest.mark.timeout(60)
def test_a_text_of_one_long_word_is_looked_at_once() -> None:
    assert ordinary_words("wort-" * 40_000) == {"wort"}


def test_words_of_addresses_are_not_ordinary() -> None:
    assert ordinary_words("see www.kerne.org, brand@work.net and http://quail/den but not: these") == {
        "see",
        "and",
        "but",
        "not",
        "these",
    }


def _set(*texts, top=670):
    return lines(texts, top=top, size=12, leading=15)


def test_a_name_on_a_title_page_or_over_a_date_is_the_author():
    slide = page(1, HEAD, _set("Maud Osterhythe", "HARBOUR"))
    assert lone_authors(slide.lines, TITLE, WORDS) == ["Osterhythe, Maud"]
    text = lines(TEXT, top=560)
    dated = page(1, HEAD, _set("Maud van Ost"), _set("18 July 2018", top=655), text)
    ordinary = WORDS | {"van"}
    assert lone_authors(dated.lines, TITLE, ordinary) == ["van Ost, Maud"]
    assert lone_authors(page(1, HEAD, _set("Maud Osterhythe"), text).lines, TITLE, WORDS | {"maud"}) == []


@pytest.mark.parametrize(
    "line", ["Madame Maud Osterhythe", "Key Findings", "Annexe A", "Down-market Medium", "Harbour Institute"]
)
def test_juries_sections_and_bodies_on_a_title_page_are_not_authors(line):
    assert lone_authors(page(1, HEAD, _set(line)).lines, TITLE, WORDS) == []


def test_those_who_met_are_not_authors_of_the_minutes():
    title = "Harbour Committee Meeting"
    head = lines([title], size=18, font="Bold")
    present = _set("Members in attendance: Maud Osterhythe,", "Edmund Farrow, Ida Thorne")
    drawn = [page(1, head, present, lines(TEXT, top=560))]
    assert find_authors(drawn, title, {}, {}, WORDS) is None
    alone = [page(1, head, _set("Video Conference"))]
    assert find_authors(alone, title, {}, {}, WORDS) is None
