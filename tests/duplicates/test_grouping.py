"""Groups of duplicates: what is one work, what may be, and what is another report of the same study."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from review.domain.reference import Reference
from review.duplicates import DuplicateGroup, duplicate_groups
from tests.duplicates.articles import ARTICLE, another, numbered, verdict


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(another(), id="identical"),
        pytest.param(
            another(
                title="SHAPING LOCAL MARKETS FOR MENTAL HEALTH CARE - A CASE STUDY OF FOUR COUNCILS.",
                authors=("A. Rahman", "C. Okoro", "P. van der Berg"),
                container="J Soc Policy Adm",
                pages="345-61",
                doi="https://doi.org/10.1000/CARE.2016.12",
                abstract="",
            ),
            id="written by another database",
        ),
        pytest.param(
            another(doi="", container="", volume="", issue="", pages="", abstract=""), id="bare reference"
        ),
        pytest.param(
            another(year=2015, volume="", issue="", pages="1-17", abstract=""), id="online first, same DOI"
        ),
        pytest.param(
            another(year=2015, volume="", issue="", pages="1-17", doi="", abstract=""),
            id="online first, no DOI",
        ),
        pytest.param(another(doi="10.1000/wrong"), id="wrong DOI, same place and abstract"),
        pytest.param(
            another(authors=("Amina, R.", "Chidi, O.", "Piet, B."), doi=""), id="given names for family names"
        ),
        pytest.param(another(volume="3", doi=""), id="issue in the field for the volume"),
        pytest.param(another(authors=(), doi=""), id="no authors, same place"),
        pytest.param(
            another(title=ARTICLE.title.replace("councils", "councills"), doi=""), id="slip of typing"
        ),
    ],
)
def test_one_work_in_two_records_is_certain(other):
    assert verdict(ARTICLE, other) == "certain"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(
            another(year=2014, container="Conference on Social Care", volume="", pages="12", doi=""),
            id="conference abstract",
        ),
        pytest.param(
            another(title=f"Erratum: {ARTICLE.title}", pages="702", doi="10.1/e", abstract=""), id="erratum"
        ),
        pytest.param(
            another(title=f"{ARTICLE.title} (vol 12, pg 345, 2016)", pages="702", doi="10.1/e", abstract=""),
            id="correction in Web of Science",
        ),
        pytest.param(
            another(title=f"{ARTICLE.title}: study protocol", doi="10.1/p", abstract=""), id="protocol"
        ),
        pytest.param(another(title=f"{ARTICLE.title}: executive summary", doi="", abstract=""), id="summary"),
        pytest.param(another(year=2019, doi="", abstract="", pages="", volume=""), id="later edition"),
        pytest.param(another(other={"ET": ("2nd ed.",)}, doi="", abstract=""), id="another edition"),
    ],
)
def test_other_reports_of_one_study_are_never_merged(other):
    assert verdict(replace(ARTICLE, other={"edition": ("1st ed.",)}), other) == "same-study"


def test_parts_of_a_work_are_one_study():
    first = replace(ARTICLE, title="Commissioning for recovery, part I", abstract="", doi="")
    assert (
        verdict(first, another(title="Commissioning for recovery. Part II", abstract="", doi=""))
        == "same-study"
    )


def test_annual_reports_are_nothing_to_each_other():
    report = Reference(
        title="Annual report of the care quality board 2015", authors=("Care Quality Board",), year=2015
    )
    assert verdict(report, replace(report, title=report.title.replace("2015", "2016"), year=2016)) == "apart"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(
            another(year=None, doi="", container="", volume="", pages="", abstract=""), id="no year"
        ),
        pytest.param(
            another(authors=("Council Forum",), doi="", abstract="", pages="", volume=""),
            id="an organisation",
        ),
        pytest.param(
            another(title="Councils as shapers of care markets in England", volume="", doi=""),
            id="same abstract",
        ),
    ],
)
def test_what_may_be_one_work_is_left_to_a_person(other):
    assert verdict(ARTICLE, other) == "possible"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(
            another(title="Housing and recovery", authors=("Smith, Jo",), pages="17", abstract=""),
            id="only the DOI",
        ),
        pytest.param(
            another(title="Housing and recovery in supported living", doi="", abstract="", pages="9"),
            id="same authors",
        ),
        pytest.param(another(title="", doi="", abstract=""), id="no title"),
    ],
)
def test_a_doi_alone_or_authors_alone_say_nothing(other):
    assert verdict(ARTICLE, other) == "apart"


def test_titles_that_many_texts_carry_are_not_merged_by_title_and_year():
    editorial = Reference(title="Editorial", authors=("Smith, Jo",), year=2016, container="Care Markets")
    assert verdict(editorial, editorial) in {"possible", "apart"}


@pytest.mark.parametrize(
    ("left", "right"), [("men", "women"), ("hypertension", "hypotension"), ("micro-level", "macro-level")]
)
def test_titles_that_differ_in_a_word_that_matters_are_two(left, right):
    one = Reference(
        title=f"Care for older people with {left} in four English councils",
        authors=("Rahman, A.",),
        year=2016,
        container="Care",
    )
    assert verdict(one, replace(one, title=one.title.replace(left, right))) == "apart"


BARE = Reference(title=ARTICLE.title, authors=ARTICLE.authors, year=ARTICLE.year)


def test_a_reference_that_fits_two_works_joins_no_two_that_contradict_each_other():
    article = replace(ARTICLE, abstract="")
    paper = replace(article, container="Conference on Care", doi="10.1000/other", volume="", pages="7")
    groups = duplicate_groups({"article": article, "paper": paper, "bare": BARE})
    assert not any({"article", "paper"} <= set(group.records) for group in groups if group.certain)


def test_the_fullest_record_comes_first_and_one_with_a_file_before_all():
    two = {"bare": BARE, "full": ARTICLE}
    assert duplicate_groups(two)[0].records == ("full", "bare")
    three = two | {"filed": BARE}
    assert duplicate_groups(three, {"filed"})[0].records == ("filed", "full", "bare")


def test_the_record_whose_authors_can_be_cited_is_kept():
    broken = another(authors=("A., Rahman A.", "C., Okoro C.", "P., van der Berg P."), volume="12", issue="3")
    (group,) = duplicate_groups({"1": broken, "2": another(issue="")})
    assert group.certain
    assert group.records == ("2", "1")


def test_other_authors_and_another_kind_are_never_certain():
    article = another(kind="article-journal", authors=("A., Rahman A.",))
    assert verdict(article, another(kind="chapter", authors=("Rahman, A. A.",))) == "possible"
    assert verdict(article, another(kind="", authors=("Rahman, A. A.",))) == "certain"
    # Nor by way of a third.
    groups = duplicate_groups(numbered([article, another(kind="chapter"), another(authors=())]))
    assert not any(group.certain and {"00", "01"} <= set(group.records) for group in groups)


def test_a_possible_group_names_a_certain_group_by_its_first_record():
    other = another(year=2019, container="Care Weekly", doi="", abstract="")
    certain, possible = duplicate_groups({"one": ARTICLE, "two": another(volume=""), "three": other})
    assert certain == DuplicateGroup(("one", "two"), certain=True, why=certain.why)
    assert set(possible.records) == {"one", "three"}


@pytest.mark.parametrize("field", ["ET", "edition", "Edition", "%7"])
@pytest.mark.parametrize("written", ["2", "2nd ed.", "Edition 2, revised"])
def test_an_edition_is_found_in_the_fields_of_every_format(field, written):
    first = replace(ARTICLE, other={field: ("1",)}, doi="", abstract="")
    assert verdict(first, replace(first, other={field: (written,)})) == "same-study"


@pytest.mark.parametrize(
    "written", ["2016/03/15", "2016", "15 March 2016", "Revised edition", "Epub 20160315"]
)
def test_a_date_in_the_field_of_the_edition_is_not_an_edition(written):
    assert verdict(replace(ARTICLE, other={"ET": ("1",)}), another(other={"ET": (written,)})) == "certain"


def test_thousands_of_equal_references_are_one_group():
    (group,) = duplicate_groups({f"{number:05}": ARTICLE for number in range(5_000)})
    assert len(group.records) == 5_000


_FIELDS = st.fixed_dictionaries(
    {
        "title": st.sampled_from(
            ["", "Editorial", ARTICLE.title, f"Erratum: {ARTICLE.title}", "Care markets, part II"]
        ),
        "authors": st.sampled_from([(), ARTICLE.authors, ("Rahman A",), ("Smith, Jo", "Chidi Okoro")]),
        "year": st.sampled_from([None, 2014, 2015, 2016]),
        "doi": st.sampled_from(["", ARTICLE.doi, "10.1000/other"]),
        "container": st.sampled_from(["", ARTICLE.container, "J Soc Policy Adm", "Conference on Care"]),
        "volume": st.sampled_from(["", "12", "13"]),
        "pages": st.sampled_from(["", "345-61", "1-17"]),
        "abstract": st.sampled_from(["", ARTICLE.abstract]),
    }
)


_REFERENCES = st.lists(st.builds(lambda fields: Reference(**fields), _FIELDS), max_size=12).map(numbered)
_WITH_FILE = st.frozensets(st.sampled_from([f"{number:02}" for number in range(12)]))


@settings(deadline=None)
@given(_REFERENCES, _WITH_FILE, st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_matter(references, with_file, chance: random.Random):
    shuffled = dict(chance.sample(list(references.items()), len(references)))
    assert duplicate_groups(references, with_file) == duplicate_groups(shuffled, with_file)


@settings(deadline=None)
@given(_REFERENCES, _WITH_FILE)
def test_no_record_is_in_two_certain_groups_and_all_groups_name_two_and_more(references, with_file):
    groups = duplicate_groups(references, with_file)
    certain = [record for group in groups if group.certain for record in group.records]
    assert len(certain) == len(set(certain))
    assert all(len(set(group.records)) == len(group.records) >= 2 for group in groups)
    assert all(group.why for group in groups)


_TEXTS = st.lists(st.text(), max_size=3).map(tuple)


@settings(deadline=None)
@given(
    st.builds(
        Reference,
        **dict.fromkeys(
            ("title", "kind", "doi", "container", "volume", "issue", "pages", "abstract"), st.text()
        ),
        **dict.fromkeys(("authors", "isbn", "issn"), _TEXTS),
        year=st.none() | st.integers(),
        pmid=st.text(),
        other=st.dictionaries(st.sampled_from(["ET", "edition", "volume"]), _TEXTS),
    )
)
def test_no_text_is_too_strange(reference):
    duplicate_groups({"one": reference, "another": reference})


def test_a_short_title_of_one_organisation_and_year_is_looked_at_by_a_person():
    report = Reference(
        title="Behaviour Change", authors=("{Lords Committee on Science and Technology}",), year=2011
    )
    assert verdict(report, replace(report, title="Behaviour change")) == "possible"
    assert verdict(report, replace(report, year=2012)) == "apart"
    assert verdict(report, replace(report, authors=("{Cabinet Office}",))) == "apart"
