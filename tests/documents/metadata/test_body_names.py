"""Names of organisations and their initials."""

import pytest

from review.documents.metadata.body_names import names_body, spelled_out


@pytest.mark.parametrize(
    "name",
    [
        "Saltwick Environmental Forum",
        "Northfold Public Utilities",
        "Environmental Services Department",
        "City of Northfold",
        "Framework Convention on Common Wells",
        "Harbourlight, Inc.",
        "NHS Northfold",
        "Metro Northfold Mayor’s Office Tides Committee",
    ],
)
def test_names_of_bodies(name):
    assert names_body(name)


@pytest.mark.parametrize(
    "text",
    [
        "Steering group",
        "The Research Team",
        "Working Group",
        "Chair of the Wells Inquiry",
        "Summary for Policymakers",
        "a committee of the council",
        "Council",
        "Who pays the council?",
    ],
)
def test_other_texts_are_not(text):
    assert not names_body(text)


@pytest.mark.parametrize(
    ("text", "initials", "name"),
    [
        ("In 2019 the Saltwick Environmental Forum (SEF) met.", "SEF", "Saltwick Environmental Forum"),
        ("by the Intertidal Panel on\nHarbour Change (IPHC)", "IPHC", "Intertidal Panel on Harbour Change"),
        ("of the Non-Ferrous Wells Agency (NFWA).", "NFWA", "Non-Ferrous Wells Agency"),
    ],
)
def test_initials_are_spelled_out(text, initials, name):
    assert spelled_out(text) == {initials: name}


@pytest.mark.parametrize(
    "text",
    [
        "the gross domestic product (GDP)",
        "Body Mass Index (BMI)",
        "Saltwick Environmental Forum (Saltwick)",
        "(WHO) said",
        "Forum (SEF)",
    ],
)
def test_what_is_no_body_or_has_other_initials_is_left_out(text):
    assert spelled_out(text) == {}
