"""Abstracts, found in a document whose passages are known."""

import pytest

from review.documents.metadata.abstracts import find_abstract
from review.domain import Document, Passage, PassageKind

HEADING, PARAGRAPH, FRONT = PassageKind.HEADING, PassageKind.PARAGRAPH, PassageKind.FRONT_MATTER
SAID = "Councils shaped the market for care in each of the seven towns that were seen. " * 3
ARABIC = "شكلت المجالس سوق الرعاية في كل من المدن السبع التي شوهدت. " * 4
INTRODUCTION = (
    "Markets for care have been written about since they began, mostly by those who made them. " * 3
)


def _document(*paragraphs: tuple[PassageKind, str], section: str = "abstract") -> Document:
    """A document of one page, all of it in a section."""
    text, passages = "", []
    for kind, words in paragraphs:
        passages.append(Passage(len(text), len(text) + len(words), kind, section))
        text += words + "\n"
    return Document(text, "0" * 64, len(text), (), tuple(passages))


def _abstract(*paragraphs: tuple[PassageKind, str]) -> str:
    found = find_abstract(_document((HEADING, "ABSTRACT"), *paragraphs))
    assert found is not None
    assert found.source == "abstract"
    return found.value


@pytest.mark.parametrize(
    "after",
    [
        (FRONT, "Keywords: markets, care"),
        (FRONT, "From the Department of Markets, University of Saltwick, Saltwick."),
        (PARAGRAPH, "Saltwick Med J 2018; Vol. 39 (2): 124-130 doi: 10.15537/smj.2018.2.21038"),
    ],
)
def test_what_follows_an_abstract_ends_it_where_the_introduction_has_no_heading(after):
    assert (
        _abstract((PARAGRAPH, SAID), after, (HEADING, "Review article"), (PARAGRAPH, INTRODUCTION))
        == SAID.strip()
    )


def test_of_two_abstracts_under_an_english_heading_the_one_in_latin_letters_is_found():
    assert _abstract((PARAGRAPH, ARABIC), (PARAGRAPH, SAID)) == SAID.strip()
    assert _abstract((PARAGRAPH, SAID), (PARAGRAPH, ARABIC)) == SAID.strip()


def test_an_abstract_in_other_letters_alone_is_found():
    assert _abstract((PARAGRAPH, ARABIC)) == ARABIC.strip()


def test_what_stands_between_heading_and_abstract_does_not_end_it():
    assert _abstract((FRONT, "doi: 10.15537/smj.2018.2"), (PARAGRAPH, SAID)) == SAID.strip()


def test_an_abstract_goes_on_on_the_next_page():
    found = _abstract(
        (PARAGRAPH, f"{SAID}(Continued on next page)"),
        (FRONT, "* Correspondence: mo@saltwick.example"),
        (PARAGRAPH, "(Continued from previous page) It was so in all."),
    )
    assert found == f"{SAID}It was so in all."
