"""Titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.ingest.titles import is_junk_title, largest_type, title_of_file_name, title_offer
from tests.ingest.layouts import lines, page

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
    offer = title_offer("a.pdf", [COVER], "", "How councils shape a market for mental-health care")
    assert (offer.source, offer.confidence) == ("Info", 0.95)


def test_else_the_largest_type_that_is_no_masthead_counts():
    offer = title_offer("a.pdf", [COVER], "", "Some template")
    assert (offer.value, offer.source) == ("How councils shape a market for mental-health care", "first page")


def test_a_subtitle_that_metadata_leaves_out_is_kept():
    assert title_offer("a.pdf", [COVER], "How councils shape", "").source == "first page"


def test_at_worst_the_file_name_is_the_title():
    offer = title_offer("mind_report-2015.pdf", [page(1)], "", "Layout 1")
    assert (offer.value, offer.source) == ("mind report 2015", "file name")
    assert title_of_file_name(".pdf") == ".pdf"
    assert title_of_file_name("\x07") == "Untitled"


@given(st.lists(st.text(max_size=40), max_size=6), st.text(max_size=40), st.text(max_size=40))
def test_there_always_is_a_title(texts, xmp, info):
    drawn = page(1, lines([text for text in texts if text.strip()], size=14))
    assert title_offer("x.pdf", [drawn], xmp, info).value
    assert isinstance(largest_type([drawn]), str)
