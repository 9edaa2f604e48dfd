"""Bodies that a cover does not say plainly."""

import pytest

from review.documents.layout.assemble import assemble
from review.documents.metadata.found_values import found_values
from review.documents.metadata.named_bodies import body_in_title, find_named_body, joined_lines
from tests.documents.layouts import lines, page

PROSE = ["The wells of the town are old and the people who use them are few."] * 6


def _found(front, *, back=(), title="Wells of the Coast", heads=(), text=()):
    """The name of the body that is found, with a prose page behind the given first page."""
    pages = [page(1, *front), page(2, lines([*text, *PROSE]))]
    body = find_named_body(pages, back, assemble([*pages, *back]), title, heads)
    return body.value if body else None


@pytest.mark.parametrize(
    "said",
    [
        ["Prepared by", "Environmental Services Department"],
        ["Authored by: Environmental Services Department"],
        ["Herausgeber: Environmental Services Department"],
        ["Organization: Environmental Services Department"],
        ["Published by the Environmental Services Department"],
    ],
)
def test_a_body_behind_a_label_or_below_it(said):
    assert _found([lines(said)]) == "Environmental Services Department"


def test_a_label_on_the_last_page_counts_and_one_that_names_a_person_does_not():
    back = page(9, lines(["Authored by: Saltwick Care Board", "Version number: 2"]))
    assert _found([], back=[back]) == "Saltwick Care Board"
    assert _found([lines(["Prepared by", "Maud Osterhythe"])]) is None


def test_a_running_head_with_a_company_and_its_address():
    heads = ["Harbourlight, Inc.", "www.harbourlight.com"]
    assert _found([lines(["Certificate"])], heads=heads) == "Harbourlight, Inc."


def test_initials_in_the_running_head_are_spelled_out_from_the_text():
    text = ["The Intertidal Panel on Harbour Change (IPHC) met.", *["The IPHC said so."] * 9]
    assert _found([], heads=["Draft IPHC AR6"], text=text) == "Intertidal Panel on Harbour Change"
    assert _found([], heads=["Draft AR6"], text=text) is None


def test_initials_that_only_a_web_address_has():
    assert _found([], heads=["Approved IPHC AR6"], text=["See www.iphc.org for more."]) == "IPHC"


def test_a_logo_of_several_lines_that_the_text_names_often():
    logo = lines(["Saltwick", "Environmental", "Forum"], size=18, leading=22)
    assert (
        _found([logo], text=["The Saltwick Environmental Forum met."] * 9) == "Saltwick Environmental Forum"
    )
    assert _found([logo]) is None


def test_an_address_on_the_back_cover():
    back = page(30, lines(["City of Northfold", "1300 Quay St.", "Northfold, LA 70112"]))
    text = ["In March the City of Northfold wrote to us."] * 9
    assert _found([], back=[back], text=text) == "City of Northfold"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("City of Northfold Wells Master Plan", "City of Northfold"),
        (
            "Mayor Quay’s Tides Advisory Committee Report on the Wells",
            "Mayor Quay’s Tides Advisory Committee",
        ),
        ("Better Wells Party Manifesto", "Better Wells Party"),
        ("A plan for the City of Northfold", ""),
        ("Northfold Harbour Board and its people", ""),
        ("Saltwick School children before, during and after the great spring tides: a report", ""),
    ],
)
def test_a_title_that_begins_with_the_body(title, name):
    assert body_in_title(title, "The City of Northfold wrote. The City of Northfold answered.") == name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A Climate Plan for the City of Northfold", "City of Northfold"),
        ("Plan directeur de la municipalité de Saltwick", "municipalité de Saltwick"),
        ("Wells of the City of Northfold", None),
    ],
)
def test_the_town_that_a_plan_is_for(title, name):
    text = ["City of Northfold.", "la municipalité de Saltwick."] * 8
    assert _found([], title=title, text=text) == name


def test_who_adopts_an_act_or_a_resolution():
    act = ["THE NORTHFOLD PARLIAMENT AND THE COUNCIL OF THE NORTHERN UNION,", "Having regard to the Treaty,"]
    assert _found([lines(act)]) == "NORTHFOLD PARLIAMENT AND THE COUNCIL OF THE NORTHERN UNION"
    resolution = ["The Conference of the Parties serving as the meeting,", "Recalling decision 4,"]
    assert _found([lines(resolution)]) == "Conference of the Parties"


def test_names_in_scripts_without_spaces():
    name = "北方海港股份有限公司"
    assert _found([lines([name], size=18)], text=[f"{name} 2018"] * 9) == name


def test_the_site_of_a_printed_web_page():
    drawn = [
        lines(["03/10/2023, 19:52 Harbour Office - Wellpedia"], top=820, size=8),
        lines(["https://en.wellpedia.org/wiki/Harbour_Office 1/6"], top=20, size=8),
    ]
    assert _found(drawn, text=["Harbour Office"] * 9) == "Wellpedia"


def test_who_a_body_says_it_is():
    said = ["About us: The Saltwick Trust is an independent charity.", *["The Saltwick Trust helps."] * 8]
    assert _found([lines(said)]) == "Saltwick Trust"


def test_names_that_are_only_parts_of_longer_ones_are_not_counted():
    text = [
        "The United Nations (UN) Framework Convention on Wells.",
        *["UN Wells work and UN Tides work."] * 30,
    ]
    assert _found([], text=text) is None


def test_lines_of_other_type_are_not_joined():
    drawn = [*lines(["Saltwick"], top=700), *lines(["Forum"], top=690, font="Serif-Bold")]
    assert list(joined_lines(drawn)) == ["Saltwick", "Forum"]


def test_a_document_with_authors_has_no_such_body():
    drawn = [
        page(
            1,
            lines(["Wells of the Coast"], size=24),
            lines(["Maud Osterhythe and Ada Okonjo", "University of Saltwick"], top=660),
            lines(["Prepared by", "Environmental Services Department"], top=200),
        )
    ]
    found = found_values("x.pdf", drawn, assemble(drawn), {}, {})
    assert found["authors"].value == "Osterhythe, Maud; Okonjo, Ada"
    assert found.get("organisation", found["authors"]).value != "Environmental Services Department"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Saltwick Harbour Committee Meeting", "Saltwick Harbour Committee"),
        ("Special Meeting of the Saltwick Parks Commission (SPC)", "Saltwick Parks Commission (SPC)"),
        ("Meeting of the tides", ""),
    ],
)
def test_the_body_that_meets(title, name):
    assert body_in_title(title, "") == name


def test_a_body_with_a_line_of_its_own_on_a_title_page_but_not_among_text():
    assert _found([lines(["Wells of the Coast", "Saltwick’s Watchers, Inc."])]) == "Saltwick’s Watchers, Inc."
    assert _found([lines(["Saltwick’s Watchers, Inc."]), lines(PROSE * 2, top=500)]) is None
