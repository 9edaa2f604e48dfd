"""Ligatures that a font names as capitals become what the page shows."""

from __future__ import annotations

import pytest

from review.documents.layout.assemble import assemble
from review.documents.misnamed_ligatures import mended
from tests.documents.layouts import lines, page

MISNAMED = (
    "There was a signiWcant diVerence between the wards, an eVect of how the staV",
    "was chosen, and an eYcient oYce reXects it. Wrst, diVusion of ideas was slow.",
)


def text_of(*texts: str) -> str:
    return assemble(mended([page(1, lines(texts))]).pages).text


def test_the_words_read_as_the_page_shows_them() -> None:
    assert text_of(*MISNAMED) == (
        "There was a significant difference between the wards, an effect of how the staff "
        "was chosen, and an efficient office reflects it. first, diffusion of ideas was slow."
    )


def test_each_letter_of_a_ligature_is_mapped_to_its_glyph() -> None:
    before, after = page(1, lines(MISNAMED)), mended([page(1, lines(MISNAMED))]).pages[0]
    assert [len(line.text) for line in after.lines] == [len(line.text) for line in before.lines]


def test_words_that_are_broken_at_a_ligature_are_mended() -> None:
    text = text_of(*MISNAMED, "more diV¬", "usion and re¬", "Xections")
    assert text.endswith("more diffusion and reflections")


def test_what_was_mended_is_named() -> None:
    found = mended([page(1, lines(MISNAMED))])
    assert found.words["diVerence"] == "difference"
    assert found.words["oYce"] == "office"
    assert not found.unknown


def test_a_capital_that_no_word_explains_is_reported() -> None:
    assert mended([page(1, lines((*MISNAMED, "the baZing and the cruQle")))]).unknown == ["cruQle"]


@pytest.mark.parametrize(
    "kept",
    [
        "mRNA and the pH of 5 kWh at 3 mV, 70 kVp",
        "McVeigh, DeVries and van der Waals met in West Yorkshire",
        "WHO and the NHS, LaTeX, YouTube",
        "Very few of them, WXYZ",
    ],
)
def test_names_units_and_abbreviations_stay(kept: str) -> None:
    assert text_of(*MISNAMED, kept).endswith(kept)


@pytest.mark.parametrize(
    "kept",
    [
        "The functions getVersion, setValue and onVisible",
        "An eVect and a diVerent word are not enough",
        "iPhone",
        "Analogous: findArgs, findAll, modifyAll and fieldAt of defineApply",
        "An eVect of diVerent oVers: getVersion, setValue, onVisible, inView, asVector, toVertex, newVar, allVars, isVoid, minVal",
    ],
)
def test_nothing_is_mended_without_several_words_that_prove_it(kept: str) -> None:
    found = mended([page(1, lines((kept,)))])
    assert (found.words, found.unknown) == ({}, ())
    assert text_of(kept) == kept
