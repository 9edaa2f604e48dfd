"""Titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.documents.metadata.titles import find_title, is_junk_title, largest_type, title_of_file_name
from tests.documents.layouts import lines, page

COVER = page(
    1,
    lines(["Journal of Care Markets"], size=30, top=800),
    lines(["How councils shape a market", "for mental-health care"], size=20, top=740, leading=24),
    lines(["The text of the article begins here."], top=600),
)


@pytest.mark.parametrize(
    "title",
    [
        "Acrobat Pro",
        "Microsoft Word - final.doc",
        "untitled",
        "Committee Report 4.3",
        "Layout 1",
        "report_v2.pdf",
        "",
        "12-34",
    ],
)
def test_the_work_of_programs_is_junk(title):
    assert is_junk_title(title)


@pytest.mark.parametrize(
    "title", ["Markets for care", "Untangling the market", "Layout of care homes in England"]
)
def test_titles_are_not(title):
    assert not is_junk_title(title)


def test_a_title_in_metadata_counts_when_the_page_shows_it():
    offer = find_title("a.pdf", [COVER], "", "How councils shape a market for mental-health care")
    assert (offer.source, offer.confidence) == ("Info", 0.95)


def test_else_the_largest_type_that_is_not_a_masthead_counts():
    offer = find_title("a.pdf", [COVER], "", "Some template")
    assert (offer.value, offer.source) == ("How councils shape a market for mental-health care", "first page")


def test_a_subtitle_that_metadata_leaves_out_is_kept():
    assert find_title("a.pdf", [COVER], "How councils shape", "").source == "first page"


def test_at_worst_the_file_name_is_the_title():
    offer = find_title("mind_report-2015.pdf", [page(1)], "", "Layout 1")
    assert (offer.value, offer.source) == ("mind report 2015", "file name")
    assert title_of_file_name(".pdf") == ".pdf"
    assert title_of_file_name("\x07") == "Untitled"


def _cover(*sized):
    """A page of lines, each in type of its own size and font, from the top."""
    return page(
        1,
        *(
            lines([text], top=750 - 80 * n, size=size, font=font)
            for n, (text, size, font) in enumerate(sized)
        ),
    )


def test_a_short_title_counts_when_nothing_else_comes_near_its_size():
    cover = _cover(("Lantern Minds (a charity)", 15, "Sans"), ("Whose choice?", 25, "Sans"))
    assert largest_type([cover]) == "Whose choice?"


def test_bodies_and_kinds_of_documents_are_not_titles():
    cover = _cover(
        ("Science and Technology Select Committee", 20, "Sans"),
        ("The Report", 40, "Sans"),
        ("Lessons for the care market", 18, "Sans"),
    )
    assert largest_type([cover]) == "Lessons for the care market"


def test_a_title_ends_where_the_weight_of_the_type_changes_or_the_contents_begin():
    bold = lines(["The governance of goods"], size=11, font="Serif-Bold")
    assert largest_type([page(1, bold, lines(["Ann Author"], top=688, size=11))]) == "The governance of goods"
    assert (
        largest_type([page(1, lines(["A guideline on glucose", "Contents"], size=16))])
        == "A guideline on glucose"
    )


@given(st.lists(st.text(max_size=40), max_size=6), st.text(max_size=40), st.text(max_size=40))
def test_there_always_is_a_title(texts, xmp, info):
    drawn = page(1, lines([text for text in texts if text.strip()], size=14))
    assert find_title("x.pdf", [drawn], xmp, info).value
    assert isinstance(largest_type([drawn]), str)
