"""Authors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.documents.metadata.bylines import authors_of_metadata, byline, family_first
from review.documents.metadata.organisations import is_organisation
from tests.documents.layouts import lines

TITLE = "How councils shape a market"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Amina Rahman", "Rahman, Amina"),
        ("Rahman, Amina", "Rahman, Amina"),
        ("Piet van der Berg", "van der Berg, Piet"),
        ("France Légaré", "Légaré, France"),
        ("Mind", "Mind"),
    ],
)
def test_family_names_come_first(name, written):
    assert family_first(name) == written


@pytest.mark.parametrize(
    "line",
    [
        "Amina Rahman1,2*, Jo Smith3 and Piet van der Berg",
        "Amina Rahman, PhD, Jo Smith, RN, Piet van der Berg, MSc",
        "By Amina Rahman, Jo Smith & Piet van der Berg",
        "AMINA RAHMAN; JO SMITH; Piet van der Berg",
    ],
)
def test_names_under_the_title_are_read(line):
    found = byline(lines([TITLE, line, "Department of Social Policy, University of York"]), TITLE)
    assert [name.casefold() for name in found] == ["rahman, amina", "smith, jo", "van der berg, piet"]


@pytest.mark.parametrize(
    "line",
    [
        "The councils said that care was scarce.",
        "Infected Blood Inquiry",
        "Final Report",
        "12 May 2015",
        "Policy Paper",
        "4. Atomic Energy 1483.00",
        "Formed December 1916",
        "Reference Index",
        "User Manual",
        "Quick Guide",
        "Version Two",
    ],
)
def test_other_lines_are_not_names(line):
    assert byline(lines([TITLE, line]), TITLE) == []


def test_cover_sheets_of_archives_have_the_family_name_first():
    assert byline(lines([TITLE, "Møller, Bjørn", "Publication date:"]), TITLE) == ["Møller, Bjørn"]


def test_authors_in_metadata_are_split_and_bodies_are_not_persons():
    assert authors_of_metadata(["Amina Rahman, Jo Smith and Piet Berg"]) == [
        "Rahman, Amina",
        "Smith, Jo",
        "Berg, Piet",
    ]
    assert authors_of_metadata(["Rahman, Amina"]) == ["Rahman, Amina"]
    assert authors_of_metadata(["Rahman, Amina; Smith, Jo"]) == ["Rahman, Amina", "Smith, Jo"]
    assert authors_of_metadata(["Centre for Mental Health"]) == []
    assert is_organisation("Centre for Mental Health")
    assert not is_organisation("Amina Rahman")


@given(st.lists(st.text(max_size=50), max_size=4))
def test_no_entry_is_an_error(values):
    assert all(authors_of_metadata(values))
    assert isinstance(byline(lines([value for value in values if value]), "title"), list)
