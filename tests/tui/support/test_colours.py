"""Colours that a person gives are made legible in both themes; the themes' own colours of text are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App
from textual.color import Color

from review.theory_map.reading import parse_theory_map
from review.tui.support.colours import GROUNDS, LEAST_CONTRAST, code_ink, contrast, ink, legible
from review.tui.support.themes import DARK, LIGHT
from tests.reviews import SMALL_MAP

COLOURS = st.builds(Color, *[st.integers(0, 255)] * 3)
THEMES = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
TEXTS = (
    *("foreground", "foreground-muted", "text-muted", "accent", "primary", "secondary"),
    *("text-primary", "text-accent", "text-success", "text-warning", "text-error"),
)


def variables(theme) -> dict[str, str]:
    app = App()
    app.register_theme(theme)
    app.theme = theme.name
    return app.get_css_variables()


@THEMES
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("ground", [*GROUNDS, "warning-muted"])
def test_text_can_be_read_on_every_ground(theme, text, ground):
    known = variables(theme)
    assert contrast(Color.parse(known[text]), Color.parse(known[ground])) >= LEAST_CONTRAST


@THEMES
@pytest.mark.parametrize("ground", GROUNDS)
def test_what_is_meant_to_be_faint_can_still_be_seen(theme, ground):
    known = variables(theme)
    for faint in ("text-disabled", "foreground-disabled"):
        assert 3 <= contrast(Color.parse(known[faint]), Color.parse(known[ground])) < 6


@THEMES
@given(colour=COLOURS)
def test_any_colour_becomes_an_ink_that_can_be_read_on_every_ground(theme, colour):
    known = variables(theme)
    shown = Color.parse(ink(colour.hex6, known))
    assert min(contrast(shown, Color.parse(known[ground])) for ground in GROUNDS) >= LEAST_CONTRAST


@given(COLOURS, COLOURS)
def test_any_colour_becomes_legible_on_any_ground(colour, ground):
    assert contrast(legible(colour, ground), ground) >= LEAST_CONTRAST


@given(COLOURS)
def test_a_colour_that_can_be_read_stays_as_it_is(colour):
    ground = Color(0, 0, 0) if contrast(colour, Color(0, 0, 0)) >= LEAST_CONTRAST else Color(255, 255, 255)
    assert legible(colour, ground) == colour


def test_a_hue_stays_what_it_is():
    dark_blue = legible(Color.parse("#000080"), Color.parse("#15181e"))
    assert dark_blue.hsl.h == pytest.approx(Color.parse("#000080").hsl.h, abs=0.02)


def test_a_sub_theme_has_the_ink_of_its_theory():
    theory_map = parse_theory_map(SMALL_MAP.encode())
    known = variables(DARK)
    assert code_ink(theory_map, "T1.a", known) == code_ink(theory_map, "T1", known)
