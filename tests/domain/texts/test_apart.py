"""Parts of a document that claim nothing."""

import pytest

from review.domain import Document, Passage, PassageKind
from review.domain.texts.apart import starts_apart

HEADING, PARAGRAPH = PassageKind.HEADING, PassageKind.PARAGRAPH


def _document(*parts: tuple[PassageKind, str]) -> Document:
    text, passages = "", []
    for kind, words in parts:
        passages.append(Passage(len(text), len(text) + len(words), kind))
        text += f"{words}\n"
    return Document(text, "0" * 64, len(text), (), tuple(passages))


def _apart(*parts: tuple[PassageKind, str]) -> list[str]:
    """The passages that are in such parts."""
    document = _document(*parts)
    starts = starts_apart(document)
    return [document.text[one.start : one.end] for one in document.passages if one.start in starts]


@pytest.mark.parametrize(
    "heading",
    [
        "Glossary",
        "Appendix 3: Glossary",
        "LIST OF ABBREVIATIONS",
        "Acknowledgments",
        "Witnesses at public hearings",
    ],
)
def test_a_part_goes_up_to_the_next_heading(heading: str):
    found = _apart(
        (HEADING, "Findings"),
        (PARAGRAPH, "Competition failed."),
        (HEADING, heading),
        (HEADING, "A"),
        (PARAGRAPH, "Audit: a count."),
        (HEADING, "B–C"),
        (PARAGRAPH, "Council: a body."),
        (HEADING, "Recommendations"),
        (PARAGRAPH, "Count again."),
    )
    assert found == ["Audit: a count.", "Council: a body."]


@pytest.mark.parametrize(
    "heading", ["What witnesses told us", "Definitions", "How families acknowledge what was done"]
)
def test_other_headings_begin_none(heading: str):
    assert not _apart((HEADING, heading), (PARAGRAPH, "It is so."))


def test_a_box_early_in_a_text_does_not_take_the_rest_with_it():
    entries = [(PARAGRAPH, f"{number}. {'x' * 990}") for number in range(10)]
    found = _apart((HEADING, "Glossary"), *entries, *[(PARAGRAPH, "It is so. " * 100)] * 20)
    assert found == [text for _, text in entries[:6]]
