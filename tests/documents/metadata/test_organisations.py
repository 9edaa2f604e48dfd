"""Organisations."""

import pytest

from review.documents.metadata.organisations import (
    find_organisation,
    is_body,
    is_organisation,
    most_named_body,
)


@pytest.mark.parametrize(
    "name",
    [
        "Northfold County Council",
        "University of Saltwick",
        "UNIVERSITY OF NOWHERE",
        "Université de Nord-Ouest",
        "Science and Technology Select Committee",
        "Infected Wells Inquiry",
        "International Task Force on Common Wells",
        "Department of Health and Respite",
        "東西大学",
    ],
)
def test_names_of_bodies(name):
    assert is_body(name)


@pytest.mark.parametrize(
    "title",
    [
        "Councils and their markets",
        "University students in debt",
        "School meals and learning",
        "Who commissions?",
        "PARLIAMENT AND OF THE COUNCIL",
        "of the Northern Union",
    ],
)
def test_titles_are_not(title):
    assert not is_body(title)


@pytest.mark.parametrize(
    "name", ["Jimmy Page", "Mary House", "Rose Price", "Office User", "Windows User", "Adobe Systems"]
)
def test_people_and_users_of_programs_are_no_organisations(name):
    assert not is_organisation(name)


def test_the_organisation_is_the_holder_of_the_copyright_or_the_publisher():
    assert find_organisation(["© Crown copyright 2016"], {}, {}).value == "HM Government"
    assert (
        find_organisation(["Published by the Centre for Mental Health"], {}, {}).value
        == "Centre for Mental Health"
    )
    assert find_organisation([], {"Author": "Centre for Mental Health"}, {}).source == "Info"


def test_addresses_authors_and_months_are_not_bodies():
    assert (
        find_organisation([], {"Author": "Accountability Office, http://www.gao.gov"}, {}).value
        == "Accountability Office"
    )
    assert find_organisation(["© 2004 Bjørn Møller"], {}, {}, "Møller, Bjørn") is None
    assert find_organisation(["councils had published by March 2014"], {}, {}) is None


def test_a_government_that_responds_and_bodies_alone_on_their_lines():
    assert (
        find_organisation([], {}, {}, title="Government response to the report on wells").value
        == "HM Government"
    )
    lines_ = [
        "Report of the",
        "International Task Force on Common Wells",
        "Members",
        "by the International Task Force on Common Wells.",
    ]
    assert most_named_body(lines_).value == "International Task Force on Common Wells"
    assert most_named_body(["United Nations FCCC/CP/2015/10/Add.1"]).value == "United Nations"
    assert most_named_body(["CONFERENCE OF THE PARTIES"]).value == "CONFERENCE OF THE PARTIES"
    assert most_named_body(["Dosage and Administration"]) is None
    assert most_named_body(["City Council", "City Council"]) is None
    assert most_named_body(["Reforming Practices for Wells and the University"]) is None


def test_offices_that_only_publish_are_no_bodies_behind_a_document():
    assert (
        find_organisation(
            [],
            {"Author": "Publications Office of the Northern Union"},
            {"publisher": ["Publications Office"]},
        )
        is None
    )


def test_of_a_department_the_agency_named_below_it():
    lines_ = ["Department of Tides", "Inland Harbour Service", "Form 5"]
    assert most_named_body(lines_).value == "Inland Harbour Service"
    assert most_named_body(["Department of Tides", "University of Saltwick"]).value == "Department of Tides"
    assert find_organisation([], {}, {}, above=lines_).value == "Inland Harbour Service"


@pytest.mark.parametrize(
    "line",
    [
        "City of Northfold",
        "CITY OF NORTHFOLD",
        "SUPREME COURT OF THE UNITED ISLANDS",
        "Statistisches Landesamt Nordfeld",
        "Bundesinstitut für soziale und internationale Studien",
        "Staatsinstitut für Hafenforschung",
        "Instituto Nacional de Puertos y Censos",
        "Ministère de la Mer",
    ],
)
def test_cities_courts_and_bodies_of_other_languages_are_known(line):
    assert is_body(line)


@pytest.mark.parametrize(
    "line",
    ["City of Northfold Energy Action Plan for 2030", "Institutionen der Hafen sind da", "Office hours"],
)
def test_longer_phrases_are_no_bodies(line):
    assert not is_body(line)
