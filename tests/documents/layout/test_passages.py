"""Passages of sensible length."""

from hypothesis import given
from hypothesis import strategies as st

from review.documents.layout.passages import LONGEST, SHORTEST, sentence_ends, split_paragraph

SENTENCE = "Commissioners in the three councils described the market as something to be grown (see e.g. Smith et al. 2014). "


def test_a_paragraph_of_usual_length_is_one_passage():
    assert split_paragraph(SENTENCE * 8) == [(0, len(SENTENCE) * 8)]


def test_a_long_paragraph_is_cut_where_sentences_end():
    text = SENTENCE * 40
    pieces = [text[start:end] for start, end in split_paragraph(text)]
    assert "".join(pieces) == text
    assert all(piece.startswith("Commissioners") for piece in pieces)
    assert all(300 <= len(piece) <= LONGEST for piece in pieces)


def test_abbreviations_end_no_sentence():
    text = "We met Dr. Smith and J. Jones, i.e. Two of them. They agreed."
    assert [text[end:] for end in sentence_ends(text)] == ["They agreed."]


@given(st.text(st.sampled_from("aB. \u4e00!"), max_size=6000))
def test_passages_cover_the_paragraph_in_order(text):
    spans = split_paragraph(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(0 < end - start <= LONGEST + SHORTEST for start, end in spans)


def test_text_without_spaces_is_cut_all_the_same():
    spans = split_paragraph("x" * 10_000)
    assert max(end - start for start, end in spans) <= LONGEST + SHORTEST
