"""Sentences, and selections that grow by them."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from review.tui.widgets.reading.sentences import SentenceSelection, sentences
from tests.tui.widgets.reading.papers import document


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


def test_sentences_end_at_marks_before_capitals_not_at_abbreviations_or_initials() -> None:
    assert split(
        "Markets fail (Smith et al. 2016). “They do!” A. B. Lee asked, e.g. Council 3. Why? 12 did."
    ) == [
        "Markets fail (Smith et al. 2016).",
        "“They do!”",
        "A. B. Lee asked, e.g. Council 3.",
        "Why?",
        "12 did.",
    ]


@given(st.text(st.sampled_from("Ab c.!?”\n)"), min_size=1))
def test_sentences_are_in_order_and_leave_out_white_space_only(text: str) -> None:
    spans = sentences(text, 0, len(text))
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    outside = [text[a:b] for (_, a), (b, _) in pairwise([(0, 0), *spans, (len(text), len(text))])]
    assert "".join(outside).strip() == ""


PAPER = document(["One. Two. Three.", "Four. Five."])


def grown(*steps: int, at: int = 5) -> str:
    selection = SentenceSelection(PAPER.text, PAPER.passages)
    start, end = selection.at(at)
    anchor, cursor = start, end - 1
    for step in steps:
        anchor, cursor = selection.extended(anchor, cursor, step)
    start, last = sorted((anchor, cursor))
    return PAPER.text[start : last + 1]


def test_a_selection_grows_shrinks_and_turns_round_by_sentences() -> None:
    assert grown() == "Two."
    assert grown(1) == "Two. Three."
    assert grown(1, 1) == "Two. Three.\nFour."
    assert grown(1, 1, -1) == "Two. Three."
    assert grown(1, -1, -1) == "One. Two."
    assert grown(-1, 1) == "Two."
    assert grown(-1, -1, -1) == "One. Two."
    assert grown(1, 1, 1, 1, 1) == "Two. Three.\nFour. Five."


def test_a_part_of_a_sentence_grows_to_the_whole_first() -> None:
    selection = SentenceSelection(PAPER.text, PAPER.passages)
    assert selection.extended(6, 7, 1) == (5, 8)
