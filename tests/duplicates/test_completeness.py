"""Which reference to a work is the best to cite."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.reference import Reference
from review.duplicates.completeness import completeness
from tests.duplicates.articles import ARTICLE, another


@pytest.mark.parametrize(
    "worse",
    [
        pytest.param(
            another(authors=("A., Rahman A.", *ARTICLE.authors[1:])), id="an initial as family name"
        ),
        pytest.param(another(authors=(", Amina", *ARTICLE.authors[1:])), id="no family name"),
        pytest.param(another(authors=("Anonymous",)), id="placeholder"),
        pytest.param(another(authors=(*ARTICLE.authors[:2], "et al.")), id="shortened list"),
        pytest.param(another(authors=ARTICLE.authors[:2]), id="fewer authors"),
        pytest.param(another(authors=()), id="no authors"),
        pytest.param(another(authors=("Rahman, A.", *ARTICLE.authors[1:])), id="initials for a given name"),
        pytest.param(another(doi=""), id="no DOI"),
        pytest.param(another(abstract=""), id="no abstract"),
        pytest.param(another(pages=""), id="no pages"),
    ],
)
def test_a_reference_that_lacks_something_is_less_complete(worse):
    assert completeness(worse) < completeness(ARTICLE)


def test_broken_authors_weigh_more_than_any_empty_field():
    broken = another(authors=("B., Puplamp B.",))
    assert completeness(broken) < completeness(Reference(title=ARTICLE.title, authors=("Puplamp, B. B.",)))
    assert completeness(broken) > completeness(another(authors=()))


@pytest.mark.parametrize("author", ["王, 小明", "Wu, X.", "O'Hara, P.", "{Mental Health Forum}", "Li Wei"])
def test_short_names_and_organisations_are_whole(author):
    assert completeness(another(authors=(author,))).cited == 2


@given(st.lists(st.text(max_size=8)), st.text(max_size=4))
def test_any_text_has_a_completeness(authors, doi):
    found = completeness(Reference(authors=tuple(authors), doi=doi))
    assert 0 <= found.given <= found.authors <= len(authors)
