"""Footnotes."""

from review.documents.layout.blocks import blocks_of
from review.documents.layout.footnotes import footnotes_of
from tests.documents.layouts import lines

BODY = ["The councils that met their providers every month", "knew of closures before they happened."]


def _footnotes(groups, listed=frozenset()):
    blocks = blocks_of(1, [line for group in groups for line in group], 10)
    return [blocks[index].first.text for index in sorted(footnotes_of(blocks, 10, listed))]


def test_small_print_with_a_mark_below_the_text_is_a_footnote():
    groups = [
        lines(BODY),
        lines(["1 Interview with a commissioner, 2015."], size=8, top=90),
        lines(["Not recorded."], size=8, top=60),
    ]
    assert _footnotes(groups) == ["1 Interview with a commissioner, 2015.", "Not recorded."]


def test_references_to_the_evidence_of_an_inquiry_are_footnotes():
    groups = [lines(BODY), lines(["6 QQ 2, 55, 58."], size=8, top=90), lines(["8 Q 54."], size=8, top=70)]
    assert _footnotes(groups) == ["6 QQ 2, 55, 58.", "8 Q 54."]


def test_small_print_above_text_is_not_a_footnote():
    assert _footnotes([lines(["1 Interview with a commissioner."], size=8, top=740), lines(BODY)]) == []


def test_an_ordinary_small_paragraph_is_not_a_footnote():
    assert _footnotes([lines(BODY), lines(["Herbal remedies are used throughout."], size=8, top=90)]) == []


def test_lists_of_references_are_none():
    groups = [lines(BODY), lines(["1 Smith J. Markets for care. 2014."], size=8, top=90)]
    assert _footnotes(groups, {1}) == []
