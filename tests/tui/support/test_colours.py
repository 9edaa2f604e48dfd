"""Colours given by users are made legible in both themes; the themes' own text colours are legible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from textual.app import App
from textual.color import Color

from review.theory_map.reading import parse_theory_map
from review.tui.support.colours import (
    GROUNDS,
    LEAST_CONTRAST,
    code_ink,
    contrast,
    in_256_colours,
    ink,
    legible,
)
from review.tui.support.themes import DARK, LIGHT
from review.tui.widgets.reading.painter import readable
from tests.reviews import SMALL_MAP

COLOURS = st.tuples(*[st.integers(0, 255)] * 3).map(lambda channels: Color(*channels))
THEMES = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
TEXTS = (
    *("foreground", "foreground-muted", "text-muted", "accent", "primary", "secondary"),
    *("text-primary", "text-accent", "text-success", "text-warning", "text-error"),
)


DEPTHS = pytest.mark.parametrize("shown", [lambda colour: colour, in_256_colours], ids=["all", "256"])


def variables(theme) -> dict[str, str]:
    app = App()
    app.register_theme(theme)
    app.theme = theme.name
    return app.get_css_variables()


@THEMES
@DEPTHS
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("ground", [*GROUNDS, "warning-muted"])
def test_text_can_be_read_on_every_ground(theme, shown, text, ground):
    known = variables(theme)
    assert contrast(*(shown(Color.parse(known[name])) for name in (text, ground))) >= LEAST_CONTRAST


@THEMES
@DEPTHS
@pytest.mark.parametrize("ground", GROUNDS)
def test_what_is_meant_to_be_faint_can_still_be_seen(theme, shown, ground):
    known = variables(theme)
    for faint in ("text-disabled", "foreground-disabled"):
        assert 3 <= contrast(*(shown(Color.parse(known[name])) for name in (faint, ground))) < 6


@THEMES
@DEPTHS
def test_a_scroll_bar_can_be_reported_from_its_track(theme, shown):
    known = variables(theme)
    bar, track = (shown(Color.parse(known[name])) for name in ("scrollbar", "scrollbar-background"))
    assert contrast(bar, track) >= 3


@THEMES
@DEPTHS
@given(colour=COLOURS)
def test_any_colour_becomes_an_ink_that_can_be_read_on_every_ground(theme, shown, colour):
    known = variables(theme)
    made = shown(Color.parse(ink(colour.hex6, known)))
    assert min(contrast(made, shown(Color.parse(known[ground]))) for ground in GROUNDS) >= LEAST_CONTRAST


@given(COLOURS, COLOURS)
def test_any_colour_becomes_legible_on_any_ground(colour, ground):
    assert contrast(legible(colour, ground), ground) >= LEAST_CONTRAST


@given(COLOURS)
def test_a_colour_that_can_be_read_stays_as_it_is(colour):
    black, white = Color(0, 0, 0), Color(255, 255, 255)
    for ground in (black, white):
        if min(contrast(colour, ground), contrast(in_256_colours(colour), ground)) >= LEAST_CONTRAST:
            assert legible(colour, ground) == colour


def test_a_hue_stays_what_it_is():
    dark_blue = legible(Color.parse("#000080"), Color.parse(DARK.background))
    assert dark_blue.hsl.h == pytest.approx(Color.parse("#000080").hsl.h, abs=0.02)


def test_a_sub_theme_has_the_ink_of_its_theory():
    theory_map = parse_theory_map(SMALL_MAP.encode())
    known = variables(DARK)
    assert code_ink(theory_map, "T1.a", known) == code_ink(theory_map, "T1", known)


@given(COLOURS, COLOURS)
def test_text_can_be_read_at_both_depths_on_any_ground_that_colours_were_laid_into(colour, ground):
    style = readable(Style(color=colour.rich_color, bgcolor=ground.rich_color))
    shown = [Color.from_rich_color(part) for part in (style.color, style.bgcolor)]
    assert contrast(*shown) >= LEAST_CONTRAST
    assert contrast(*map(in_256_colours, shown)) >= LEAST_CONTRAST
