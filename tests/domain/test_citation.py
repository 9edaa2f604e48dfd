"""How records are cited, and how typed authors are understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.citation import cite, parse_authors, short_author, title_order

RAHMAN, OKORO, LEE = "Rahman, Sadia", "Okoro, Chidi", "Lee, Mary"


@pytest.mark.parametrize(
    ("authors", "short"),
    [
        ([RAHMAN], "Rahman"),
        ([RAHMAN, OKORO], "Rahman and Okoro"),
        ([RAHMAN, OKORO, LEE], "Rahman et al."),
        (["van der Berg, Jan"], "van der Berg"),
        (["Centre for Mental Health"], "Centre for Mental Health"),
        ([", Sadia"], "Sadia"),
        (["", " ,", RAHMAN], "Rahman"),
        (["Rah\x1b[31mman\n, S"], "Rah[31mman"),
    ],
)
def test_authors_are_shortened_to_family_names(authors, short):
    assert short_author(authors, "Mind", "A title") == short


@pytest.mark.parametrize(
    ("organisation", "title", "short"),
    [
        ("Together", "Anything", "Together"),
        ("", "Shaping the market for care: a study", "Shaping the market for care"),
        ("", "Who chooses? Budgets in three towns of England", "Who chooses?"),
        ("", "A review of the evidence on and around supply", "A review of the evidence"),
        ("", "Commissioning well in the light of what people want", "Commissioning well in the light"),
        ("", "Commissioning and the of what people want", "Commissioning"),
        ("", "Of the and in with", "Of the and in with"),
        ("", "  \t", "Untitled"),
        ("", "Market.", "Market"),
        ("", "…", "…"),
    ],
)
def test_without_authors_the_organisation_or_a_short_title_is_used(organisation, title, short):
    assert short_author([], organisation, title) == short


@given(st.lists(st.text()), st.text(), st.text())
def test_a_short_author_is_never_blank_and_always_one_line(authors, organisation, title):
    short = short_author(authors, organisation, title)
    assert short.strip() == short != ""
    assert short.splitlines() == [short]


def test_titles_are_put_in_order_without_regard_to_case_and_spaces():
    assert title_order("  Small\nand \x07LOCAL") == title_order("small and local")


def test_citations_give_the_page():
    assert cite("Rahman et al., 2016b", "p. 347") == "(Rahman et al., 2016b, p. 347)"
    assert cite("Mind, n.d.", "PDF p. 3") == "(Mind, n.d., PDF p. 3)"


@pytest.mark.parametrize(
    ("typed", "authors"),
    [
        ("Rahman, Sadia; Okoro, Chidi", (RAHMAN, OKORO)),
        ("Sadia Rahman and Chidi Okoro", (RAHMAN, OKORO)),
        ("Sadia Rahman & Chidi Okoro", (RAHMAN, OKORO)),
        ("Sadia Rahman, Chidi Okoro and Mary Lee", (RAHMAN, OKORO, LEE)),
        ("Sadia Rahman, Chidi Okoro, and Mary Lee", (RAHMAN, OKORO, LEE)),
        ("Rahman, S. and Okoro, C.", ("Rahman, S.", "Okoro, C.")),
        ("Rahman, S., Okoro, C. and Lee, M.", ("Rahman, S.", "Okoro, C.", "Lee, M.")),
        ("García Márquez, Gabriel José", ("García Márquez, Gabriel José",)),
        ("Ludwig van Beethoven", ("van Beethoven, Ludwig",)),
        ("Okoro CB", ("Okoro, CB",)),
        ("Okoro C.B.", ("Okoro, C.B.",)),
        ("Okoro C.; Rahman S.T.; Lee M.-J.", ("Okoro, C.", "Rahman, S.T.", "Lee, M.-J.")),
        ("Okoro C.B., Rahman S.T.", ("Okoro, C.B.", "Rahman, S.T.")),
        ("van der Berg J.P. and Lee M.", ("van der Berg, J.P.", "Lee, M.")),
        ("Age UK", ("Age UK",)),
        ("Rahman, Sadia and Mind", (RAHMAN, "Mind")),
        ("King, Martin, Jr.;", ("King, Martin, Jr.",)),
        ("Department of Health and Social Care", ("Department of Health and Social Care",)),
        ("Mental Health Foundation; Sadia Rahman", ("Mental Health Foundation", RAHMAN)),
        ("Simon and Schuster;", ("Simon and Schuster",)),
        ("{Turning Point}", ("Turning Point",)),
        ("  Rahman ,\tSadia \n", (RAHMAN,)),
        (" ;; ", ()),
        ("", ()),
    ],
)
def test_authors_are_understood_as_people_type_them(typed, authors):
    assert parse_authors(typed) == authors


@given(st.text())
def test_no_text_breaks_the_reading_of_authors(typed):
    assert all(author.strip() == author != "" for author in parse_authors(typed))


name = st.from_regex(r"\A[A-Z][a-z]{2,8}, [A-Z][a-z]{2,8}\Z")


@given(st.lists(name, min_size=1))
def test_authors_joined_with_semicolons_come_back(names):
    assert parse_authors("; ".join(names)) == tuple(names)
