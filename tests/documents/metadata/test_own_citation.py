"""What documents say about how to cite them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.documents.metadata.own_citation import own_citation, parsed_citation
from tests.documents.layouts import lines, page


@pytest.mark.parametrize(
    ("text", "authors", "body", "year", "title"),
    [
        (
            "Okoro, C. and Lee, M. (2019). Markets for care: a review. Leeds: Northfold Institute.",
            ("Okoro, C.", "Lee, M."),
            "",
            "2019",
            "Markets for care: a review",
        ),
        (
            "Okoro, C., M. Lee, and J. van der Berg, 2021: Cities and Care. In: Care Report 2021 [A. Pope (ed.)].",
            ("Okoro, C.", "Lee, M.", "van der Berg, J."),
            "",
            "2021",
            "Cities and Care",
        ),
        (
            "Okoro CB, Lee M. Markets in an open ward. Int J Care 2015;8(2):99-101.",
            ("Okoro, CB", "Lee, M"),
            "",
            "2015",
            "Markets in an open ward",
        ),
        (
            "Okoro CB, Lee M. Use of a Ward as a Market: An in situ study. Int J Care 2015;8(2):99-101.",
            ("Okoro, CB", "Lee, M"),
            "",
            "2015",
            "Use of a Ward as a Market: An in situ study",
        ),
        (
            "Chidi Okoro and Mary Lee, “Markets for Care”, Northfold Papers 12, May 2017",
            ("Okoro, Chidi", "Lee, Mary"),
            "",
            "2017",
            "Markets for Care",
        ),
        (
            "Okoro et al.: Markets for care. Care Reviews 2014 3:16",
            ("Okoro",),
            "",
            "2014",
            "Markets for care",
        ),
        (
            "National Board for Care. 2006. Meeting Need: Care in the Common Interest. Final Report. Oslo.",
            (),
            "National Board for Care",
            "2006",
            "Meeting Need: Care in the Common Interest",
        ),
        ("NBC (2016) Who pays? Oslo: NBC", (), "NBC", "2016", "Who pays?"),
        (
            "Healthy streets. Oslo: National Board for Care; 2019. Licence: CC BY",
            (),
            "National Board for Care",
            "2019",
            "Healthy streets",
        ),
        (
            "Okoro, Chidi ; Board for Care (Ed.): Wer zahlt für Pflege?. Bern, 2006 (Papiere 14)",
            ("Okoro, Chidi",),
            "",
            "2006",
            "Wer zahlt für Pflege?",
        ),
    ],
)
def test_citations_of_every_usual_style(text, authors, body, year, title):
    cited = parsed_citation(text)
    assert (cited.authors, cited.body, cited.year, cited.title) == (authors, body, year, title)


CITED = "Okoro, C. (2019). Markets for care. Leeds: Northfold Institute."


@pytest.mark.parametrize(
    "label",
    [
        "Suggested citation:",
        "Recommended citation for this report:",
        "Please cite this report as:",
        "This chapter should be cited as:",
        "How to cite this article",
        "Citation:",
        "Zitiervorschlag:",
        "Pour citer ce rapport :",
        "Cómo citar este documento:",
    ],
)
def test_announced_in_the_same_line_or_above(label):
    for texts in ([f"{label} {CITED}", "ISBN 1 2"], [label, CITED[:36], CITED[36:], "ISBN 1 2"]):
        cited = own_citation([page(1, lines(["The imprint"])), page(2, lines(texts))])
        assert (cited.title, cited.year, cited.authors) == ("Markets for care", "2019", ("Okoro, C.",))


@pytest.mark.parametrize(
    "prose",
    [
        "Few of them cite this work in 2019 as the first of its kind, said Okoro.",
        "Each citation of Okoro (2019) was counted. Suggested citation styles differ.",
        "Cite as: 569 U. S. ____ (2013) 3",
        "The reference number: 12/AB/0034 of 2019 was given by the committee.",
    ],
)
def test_prose_about_citing_is_none(prose):
    assert own_citation([page(1, lines([prose, "and the text goes on in the next line."]))]) is None


@given(st.text(max_size=200))
def test_no_text_is_too_odd(text):
    cited = parsed_citation(text)
    assert len(cited.title) <= len(cited.text)
