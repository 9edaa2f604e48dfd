"""Sections by their headings."""

import pytest

from review.documents.layout.sections import is_section_name, section_of


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Abstract", "abstract"),
        ("EXECUTIVE SUMMARY", "abstract"),
        ("1. Introduction", "introduction"),
        ("2 Methods/Design", "methods"),
        ("III. RESULTS", "results"),
        ("4.2 Discussion and conclusions", "discussion"),
        ("References", "references"),
        ("Trial design", "methods"),
        ("Appendix 1: Interview guide", ""),
        ("Acknowledgements", ""),
    ],
)
def test_a_heading_opens_its_section_or_leaves_the_current_one(heading, section):
    assert section_of(heading, "methods") == section


def test_a_sentence_about_methods_is_not_a_section_name():
    assert is_section_name("2. Methods")
    assert not is_section_name("Methods of this kind were first used in 1990")
