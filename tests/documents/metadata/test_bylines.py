"""Authors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.documents.metadata.bylines import authors_of_metadata, byline, family_first, named_authors
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
        "Dr. Amina Rahman, MD, Associate Professor, Jo Smith, Post Graduate Trainee, Prof. Dr. Piet van der Berg",
        "Associate Professor Amina Rahman, Rt Hon. Jo Smith, Senior Lecturer, Piet van der Berg",
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
        "North Carolina",
        "Northfold, New Jersey",
        "Associate Professor, Post Graduate Trainee",
        "Prime Minister, Deputy Chair",
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


def _byline(*texts, title=TITLE, **style):
    return byline([*lines([title], size=18, top=760), *lines(texts, top=720, **style)], title)


@pytest.mark.parametrize(
    ("drawn", "names"),
    [
        ("Ada Okonjo¹*, Bo Vendel²", ["Okonjo, Ada", "Vendel, Bo"]),
        ("Ada Okonjo\r\na,b, Bo Vendel\r\nc", ["Okonjo, Ada", "Vendel, Bo"]),
        ("Gerriet Lund Æ Ju¨rgen Heim", ["Lund, Gerriet", "Heim, Jürgen"]),
        ("Okonjo, A., B. Vendel, C. Lund", ["Okonjo, A.", "Vendel, B.", "Lund, C."]),
        ("Okonjo, A., Vendel, B. and Lund, C.-D.", ["Okonjo, A.", "Vendel, B.", "Lund, C.-D."]),
        ("Okonjo A, Vendel BC", ["Okonjo, A", "Vendel, BC"]),
        ("Ada Okonjo ○r Bo Vendel ○r", ["Okonjo, Ada", "Vendel, Bo"]),
        ("PAP Report Authors: Ada Okonjo, Bo Vendel", ["Okonjo, Ada", "Vendel, Bo"]),
        ("Stephen B. Vander Wall and William Lund", ["Vander Wall, Stephen B.", "Lund, William"]),
    ],
)
def test_bylines_of_many_forms(drawn, names):
    assert _byline(drawn) == names


def test_towns_with_postal_codes_are_between_authors():
    drawn = ["Ada Okonjo", "Department of Tides", "93040 Saltwick, Nordland"]
    other = ["Bo Vendel", "Department of Wells", "Northfold, TX 75080 USA"]
    assert _byline(*drawn, *other) == ["Okonjo, Ada", "Vendel, Bo"]


def test_titles_of_persons_alone_are_no_part_of_a_byline():
    assert _byline("Ass. iur. Ada Okonjo, LL.M., Dr. phil. Bo Vendel, Prof. Dr.") == [
        "Okonjo, Ada",
        "Vendel, Bo",
    ]


def test_another_label_ends_the_authors():
    assert _byline("Report authors: Ada Okonjo, Bo Vendel", "Paper authors: Carl Lund, Dora Quay") == [
        "Okonjo, Ada",
        "Vendel, Bo",
    ]


def test_authors_with_their_affiliations_between_them():
    drawn = ["Ada Okonjo", "University of Nowhere, Nowhere", "ada@nowhere.example"]
    other = ["Bo Vendel", "University of Saltwick, Saltwick", "bo@saltwick.example"]
    assert _byline(*drawn, *other) == ["Okonjo, Ada", "Vendel, Bo"]


def test_authors_with_their_affiliations_behind_them():
    below = [
        "1 Dr. Amina Rahman, MD, Associate Professor, Department of Economics,",
        "2 Jo Smith, University of Saltwick",
        "Computer Science and Systems Engineering Department",
    ]
    assert byline(lines([TITLE, *below]), TITLE) == ["Rahman, Amina", "Smith, Jo"]


def test_authors_above_the_title():
    drawn = [*lines(["Ada Okonjo · Bo Vendel"], top=790), *lines([TITLE], size=18, top=760)]
    assert byline([*drawn, *lines(["Received: 3 May 2004"], top=700)], TITLE) == ["Okonjo, Ada", "Vendel, Bo"]


def test_a_running_head_with_the_title_does_not_hide_the_authors():
    head = lines([TITLE], size=8, top=820)
    drawn = lines([TITLE], size=18, top=760)
    assert byline(
        [*head, *lines(["Care Markets"], top=800), *drawn, *lines(["Ada Okonjo, Bo Vendel"], top=720)], TITLE
    ) == [
        "Okonjo, Ada",
        "Vendel, Bo",
    ]


@pytest.mark.parametrize(
    "texts", [["Previous Year", "Same Month"], ["Key Words"], ["Care Markets", "Open Doors"]]
)
def test_headings_of_two_words_are_no_authors(texts):
    assert _byline(*texts) == []


def test_two_names_in_a_files_entry_are_two_persons():
    assert authors_of_metadata(["Ada Mary Okonjo, Bo Vendel"]) == ["Okonjo, Ada Mary", "Vendel, Bo"]
    assert authors_of_metadata(["van der Berg, Piet Jan"]) == ["van der Berg, Piet Jan"]


def test_authors_are_named_behind_a_label():
    drawn = lines(
        ["Coordinating Lead Authors: Ada Okonjo (Jamaica/UK), Bo Vendel (Norway)", "Carl Lund (Peru)"]
    )
    assert named_authors(drawn) == ["Okonjo, Ada", "Vendel, Bo", "Lund, Carl"]


@pytest.mark.parametrize(
    "said",
    [
        "A thesis submitted for the degree of Doctor",
        "Dissertation, vorgelegt 2012",
        "Studiengang: Informatik",
        "thèse présentée en 2011",
    ],
)
def test_the_one_author_of_a_thesis(said):
    assert _byline("Ada Mary Okonjo", said) == ["Okonjo, Ada Mary"]
