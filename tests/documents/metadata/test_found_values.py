"""Offers for the reference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.documents.layout.assemble import assemble
from review.documents.metadata.found_authors import find_authors
from review.documents.metadata.found_values import (
    find_container,
    find_doi,
    found_values,
)
from tests.documents.layouts import lines, page

DOI = "10.1186/s13063-015-0567-7"


def test_a_doi_that_the_page_calls_one_wins_over_a_cited_one():
    cover = ["as in 10.1000/cited.1", f"Trials 2015, 16:50 DOI {DOI}."]
    assert find_doi(cover, {}).value == DOI


def test_a_doi_of_the_template_is_not_believed_against_the_page():
    offer = find_doi([f"https://doi.org/{DOI}"], {"doi": ["10.1177/template"]})
    assert (offer.value, offer.source) == (DOI, "first page")
    assert find_doi(["no doi"], {"doi": [f"doi:{DOI}"]}).source == "XMP"


@pytest.mark.parametrize(
    ("line", "doi"),
    [
        (
            "doi: https://doi.org/10.1101/2020.06.09.1234.this version posted June 9",
            "10.1101/2020.06.09.1234",
        ),
        ("doi: 10.1234/care.56.The copyright holder is the author", "10.1234/care.56"),
        ("10.1234/care.56.supp", "10.1234/care.56.supp"),
        ("10.1016/j.market.2015.03.014 was added", "10.1016/j.market.2015.03.014"),
        ("10.1234/zenodo.market is kept", "10.1234/zenodo.market"),
    ],
)
def test_a_sentence_that_touches_a_doi_is_not_part_of_it(line, doi):
    assert find_doi([line], {}).value == doi


def test_names_that_the_pages_do_not_show_are_offered_only_without_text():
    drawn = [page(1, lines(["A title of words", "Some text that is not a byline at all."]))]
    assert find_authors(drawn, "A title of words", {}, {"creator": ["Cédric Template"]}) is None
    assert find_authors([page(1)], "A title of words", {}, {"creator": ["Cédric Template"]}).confidence < 0.3


def test_journals():
    assert find_container(["Invented Policy 2018; 5(2): 1-3"], {}).value == "Invented Policy"
    assert find_container(["Légaré et al. Trials (2015) 16:50"], {}).value == "Trials"
    assert find_container(["nothing"], {"publicationName": ["Care Markets"]}).value == "Care Markets"


def _offers(author, *groups):
    pages = [page(1, *groups)]
    return found_values("a.pdf", pages, assemble(pages), {"Author": author}, {})


def test_an_author_above_the_title_is_a_body_and_one_under_it_a_person():
    title = lines(["Small, local and going under"], top=600, size=24)
    charity = _offers("Common Thread", lines(["Common Thread (a federation)"], top=750, size=14), title)
    assert charity["organisation"].value == "Common Thread"
    assert "authors" not in charity
    person = _offers("Maud Osterhythe", title, lines(["Maud Osterhythe", "University of Saltwick"], top=560))
    assert person["authors"].value == "Osterhythe, Maud"


def test_line_numbers_of_a_manuscript_are_left_out():
    text = [f"{n} The line says something about care and its markets in a few words" for n in range(3, 15)]
    title = lines(["1 How councils shape", "2 a market for care"], top=750, size=18, leading=22)
    assert _offers("", title, lines(text, top=680))["title"].value == "How councils shape a market for care"


def test_a_body_above_the_title_is_the_organisation():
    head = lines(["Northfold County Council"], top=750, size=14)
    found = _offers("user", head, lines(["From tender to partnership?"], top=600, size=24))
    assert (found["title"].value, found["organisation"].value) == (
        "From tender to partnership?",
        "Northfold County Council",
    )


def _abstract(*groups):
    pages = [page(1, *groups)]
    return found_values("a.pdf", pages, assemble(pages), {}, {})["abstract"]


TEXT = [f"Sentence {word} of the summary says what was found in the towns that we saw" for word in "abcdef"]


def test_a_summary_under_its_heading_is_the_abstract():
    offer = _abstract(
        lines(["Executive summary"], font="Serif-Bold", top=740),
        lines(TEXT),
        lines(["Introduction"], font="Serif-Bold", top=500),
        lines(["More text of another kind."], top=480),
    )
    assert offer.source == "abstract"
    assert offer.value.startswith("Sentence a")
    assert "More text" not in offer.value


def test_a_contents_page_is_used():
    offer = _abstract(
        lines(["Contents"], font="Serif-Bold", top=740), lines(["Foreword 3", "Markets 5", "People 9"])
    )
    assert offer.source == "contents page"


@given(
    st.lists(st.text(max_size=60), max_size=8),
    st.dictionaries(st.sampled_from(["Title", "Author", "CreationDate"]), st.text(max_size=40)),
    st.dictionaries(
        st.sampled_from(["title", "creator", "doi", "coverDate", "publisher"]),
        st.lists(st.text(max_size=40), min_size=1, max_size=3),
    ),
)
def test_no_file_is_an_error(texts, info, xmp):
    pages = [page(1, lines([text for text in texts if text]))]
    offers = found_values("x.pdf", pages, assemble(pages), info, xmp)
    assert offers["title"].value
    assert all(0 <= offer.confidence <= 1 for offer in offers.values())


def _found(*pages, back=()):
    return found_values("a.pdf", pages, assemble([*pages, *back]), {}, {}, back)


def _text(number):
    return page(number, lines(["The wells of the town are old and the people who use them are few."] * 20))


def test_a_body_on_the_last_page_is_found():
    cover = page(1, lines(["Wells of the Coast"], size=24))
    back = page(12, lines(["Prepared by: Northfold Harbour Board"]))
    assert _found(cover, _text(2), back=[back])["organisation"].value == "Northfold Harbour Board"


def test_words_of_the_title_in_the_text_of_the_second_page_have_no_authors_below():
    names = lines(["Maud Osterhythe and Ada Okonjo", "University of Saltwick"], top=688)
    text = [*lines(["Wells of the Coast"], font="Serif-Bold"), *names]
    cover = page(1, lines(["Wells of the Coast"], size=24))
    assert "authors" not in _found(cover, page(2, text, _text(2).lines[5:]))
    title = lines(["Wells of the Coast"], size=18, top=760)
    found = _found(cover, page(2, title, names, _text(2).lines[5:]))
    assert found["authors"].value == "Osterhythe, Maud; Okonjo, Ada"
    assert _found(page(1), page(2, text))["authors"].value == "Osterhythe, Maud; Okonjo, Ada"


def test_the_body_in_the_citation_that_a_document_gives_for_itself():
    cover = page(
        1,
        lines(["Wells of the Coast"], size=24),
        lines(["World Tide Organization"], top=500),
        lines(
            ["This report should be cited as:", "IPHC, 2019: Wells of the Coast. Northfold Press."], top=100
        ),
    )
    found = _found(cover, _text(2))
    assert (found["organisation"].value, found["organisation"].source) == ("IPHC", "citation")


def test_no_names_are_read_below_the_caption_of_a_table():
    drawn = page(
        1, lines(["Table 8.1 Brands by market"], size=14), lines(["Ada Nimbus, Maud Breeze"], top=670)
    )
    assert "authors" not in _found(drawn)


def test_the_running_heads_of_slides_name_who_presents():
    head = lines(["Wells today – Ada Okonjo – Autumn 2023 – Seminar"], top=20)
    slides = [
        page(number, lines(["Wells today", "What the seminar says"], size=24), head)._replace(
            width=960.0, height=540.0
        )
        for number in range(1, 9)
    ]
    assert _found(*slides)["authors"].value == "Okonjo, Ada"


def test_a_files_author_does_not_hide_the_others_that_the_page_names():
    title = lines(["Wells of the Coast"], size=18, top=760)
    drawn = [page(1, title, lines(["Ada Okonjo and Bo Vendel", "University of Saltwick"]))]
    assert find_authors(drawn, "Wells of the Coast", {"Author": "Bo Vendel"}, {}).value == (
        "Okonjo, Ada; Vendel, Bo"
    )
