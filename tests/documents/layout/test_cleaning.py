"""Text from files made plain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.documents.layout.cleaning import UNSAFE, clean_pieces, clean_text, with_accents

ANY_TEXT = st.text(st.characters(codec=None), max_size=60)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("plain words", "plain words"),
        ("eﬃcient ﬁrms", "efficient firms"),
        ("two\u00a0\u00a0spaces\tand a tab", "two spaces and a tab"),
        ("rais\u00aded", "raised"),
        ("a\u202eb\u200ec", "abc"),
        ("4 \x03C", "4 C"),
        ("\uf0b7 26\uf0b12", "• 26±2"),
        ("\ud835\udefd-blocker", "𝛽-blocker"),
        ("half \ud835 only", "half only"),
        ("Smyth1\r\n, Jacoby", "Smyth1, Jacoby"),
    ],
)
def test_what_a_person_would_read_is_written(raw, clean):
    assert "".join(text for text, _ in clean_pieces(raw)) == clean


def test_each_piece_leads_back_to_its_raw_characters():
    assert clean_pieces("a ﬁrm") == [("a ", 0), ("f", 2), ("i", 2), ("rm", 3)]


@given(ANY_TEXT)
def test_pieces_are_storable_text_and_lead_to_places_in_order(raw):
    pieces = clean_pieces(raw)
    text = "".join(piece for piece, _ in pieces)
    assert text.encode().decode() == text
    assert "  " not in text
    assert not UNSAFE.search(text)
    offsets = [offset for _, offset in pieces]
    assert offsets == sorted(offsets)
    assert all(offset + len(piece) <= len(raw) for piece, offset in pieces)


@given(ANY_TEXT, st.integers(1, 30))
def test_clean_text_is_one_short_line(raw, longest):
    text = clean_text(raw, longest=longest)
    assert len(text) <= longest
    assert "\n" not in text
    assert text == text.lstrip()


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        ("Pare´", "Paré"),
        ("Sa´nchez-Lafuente", "Sánchez-Lafuente"),
        ("Rodrı´guez-Girone´s", "Rodríguez-Gironés"),
        ("Ju¨rgen", "Jürgen"),
        ("Hassan A¨ıt-Kaci", "Hassan Aït-Kaci"),
        ("Universit´e", "Université"),
        ("Mun˜oz", "Muñoz"),
        ("Mu¨ ller", "Müller"),
        ("Universite´ de Nord", "Université de Nord"),
        ("a ´ b", "a ´ b"),
    ],
)
def test_accents_beside_their_letters_are_set_over_them(drawn, text):
    assert with_accents(drawn) == text
