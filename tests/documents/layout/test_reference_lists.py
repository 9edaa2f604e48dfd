"""Where lists of references end, and what in them is an entry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.references import SHARED, score
from review.documents.layout.assemble import assemble
from review.documents.layout.reference_lists import looks_like_entry
from review.documents.pages import MOST_CHARACTERS
from review.domain import PassageKind
from tests.documents.layouts import lines, page
from tests.documents.odd_pdfs import REFERENCES, two_columns
from tests.documents.papers import SENTENCES

ENTRIES = (
    "Becker, R. A. and Wilks, A. R. (1988) The New S Language. Wadsworth.",
    "Chambers, J. M. (1992) Data for models. Chapman and Hall, London.",
)
PROSE = "People chose the provider that answered the telephone, and they were right to do so."


def _kinds(*parts):
    """The kind of each passage of a page on which headings are those parts that are given as a tuple of one."""
    groups, top = [], 700
    for part in parts:
        heading = isinstance(part, tuple)
        texts = list(part) if heading else [part]
        groups.append(lines(texts, top=top, font="Serif-Bold" if heading else "Serif"))
        top -= 30
    document = assemble([page(1, *groups)])
    return [(passage.kind, document.text[passage.start : passage.end]) for passage in document.passages]


def _kind_of(text, passages):
    return next(kind for kind, found in passages if text in found)


def test_a_list_ends_where_another_heading_is_followed_by_prose():
    passages = _kinds(PROSE, ("References",), *ENTRIES, ("A second help page",), PROSE)
    assert _kind_of("Becker", passages) is PassageKind.REFERENCE
    assert _kind_of("Chambers", passages) is PassageKind.REFERENCE
    assert passages[-1] == (PassageKind.PARAGRAPH, PROSE)


def test_each_chapter_may_have_its_own_list():
    passages = _kinds(
        ("References",),
        ENTRIES[0],
        ("Chapter two",),
        PROSE,
        ("References",),
        ENTRIES[1],
        ("See also",),
        PROSE,
    )
    assert [kind for kind, _ in passages] == [
        PassageKind.HEADING,
        PassageKind.REFERENCE,
        PassageKind.HEADING,
        PassageKind.PARAGRAPH,
    ] * 2


def test_a_list_may_have_headings_of_its_own():
    passages = _kinds(("References",), *ENTRIES, ("Books",), *ENTRIES)
    assert sum(kind is PassageKind.REFERENCE for kind, _ in passages) == 4


def test_prose_after_a_list_is_never_lost_even_without_a_heading():
    passages = _kinds(("References",), *ENTRIES, PROSE * 3)
    assert passages[-1][0] is PassageKind.PARAGRAPH


@pytest.mark.parametrize(
    "text",
    [
        "31. The Partnership for Maternal, Newborn and Child Health. Opportunities for newborns. Geneva; 2006.",
        "Beck, U. (2006) ‘Living in the world risk society’, Economy and Society, 35(3), 329–345.",
        "Rodrik, Dani (2009). One Economics, Many Recipes: Globalization, Institutions, and Economic Growth of Nations. Princeton University Press, with a foreword.",
        "———. 2006b. “The International Public Goods Needed.” Paper commissioned by the Secretariat of the International Task Force on Global Public Goods.",
        "Abadie LM, Galarraga I. An analysis of deforestation. Clim Policy. 2013;5:12-19.",
    ],
)
def test_entries_are_known_by_years_initials_and_pages(text):
    assert looks_like_entry(text)


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "Gerit Wagner is a postdoctoral fellow at the school. His research focuses on literature reviews and platforms.",
        "In 2015 the council opened its market to small providers, most of which had never before been asked to say what they would charge for a visit at night, and it waited for their answers.",
    ],
)
def test_prose_is_not_an_entry(text):
    assert not looks_like_entry(text)


@given(st.text(max_size=300), st.booleans())
def test_any_text_can_be_judged(text, after_entry):
    assert looks_like_entry(text, after_entry) in {True, False}


def test_the_list_of_an_article_is_distinguished_from_its_prose(tmp_path):
    for folder in ("articles", "ground_truth"):
        (tmp_path / folder).mkdir()
    two_columns(tmp_path / "articles/article.pdf")
    (tmp_path / "ground_truth/article.xml").write_text(
        f"<article><body><p>{' '.join(SENTENCES)}</p></body>"
        f"<ref-list>{''.join(f'<ref>{entry}</ref>' for entry in REFERENCES)}</ref-list></article>"
    )
    assert score(tmp_path) == (1, 1.0, 1.0)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder of articles with XML is not there")
def test_lists_of_real_articles_are_distinguished_from_their_prose():
    articles, precision, recall = score(SHARED)
    assert articles >= 26
    assert precision > 0.99
    assert recall > 0.99


def test_a_page_full_of_digits_is_looked_through_once():
    """As many as a page may hold; from each digit on, this would take hours."""
    assert not looks_like_entry("1" * MOST_CHARACTERS)
