"""Every place and dialog can be read in a real terminal (tmux), dark and light: a few in every run, all in `make pictures`."""

from __future__ import annotations

import itertools
import os
import shutil

import pytest
from textual.screen import ModalScreen

from review.project import Project
from review.tui.support.settings import Settings
from review.tui.support.themes import DARK, LIGHT
from tests.tui.legibility.cases import SIZES, THEMES
from tests.tui.legibility.terminal import DEPTHS, PLACES, contrasts, dialog, plain, running
from tests.tui.legibility.views import VIEWS, View

THEME_NAMES = [theme.name for theme in THEMES]
TERMINALS = list(itertools.product(DEPTHS, SIZES, THEME_NAMES))
DIALOGS = [
    (view, SIZES[number % len(SIZES)], THEME_NAMES[(number // len(SIZES) + other) % len(THEME_NAMES)])
    for other in range(len(THEME_NAMES))
    for number, view in enumerate(VIEWS)
    if issubclass(view.screen, ModalScreen) and view.typed
]
"""Every dialog that keys alone open, in both themes, with the sizes in turn; all other states are probed without a terminal."""

EVERYTHING = bool(os.environ.get("REVIEW_PICTURES"))
CHOSEN_TERMINALS = TERMINALS if EVERYTHING else [("256 colours", SIZES[0], LIGHT.name)]
"""In each run the fewest colours and the least room, where most would go wrong."""

FORMS = {"verdict": LIGHT.name, "filter": DARK.name}
"""The dialogs of each run, a form and a list, and their themes."""

CHOSEN_DIALOGS = [one for one in DIALOGS if EVERYTHING or FORMS.get(one[0].name) == one[2]]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("tmux"), reason="tmux, the terminal of this test, is not installed"),
]


def named(value):
    if isinstance(value, View):
        return value.name
    return "x".join(map(str, value)) if isinstance(value, tuple) else value.removeprefix("review-").split()[0]


def prepared(made_demonstration, folder, theme):
    """A copy of the review in the folder, beside settings with that theme."""
    Settings(folder / "config" / "realist-review").remember_theme(theme)
    shutil.copytree(made_demonstration, folder / "review")
    return folder / "review", folder / "config"


def too_faint(screen, box=None):
    """The text of a screen that cannot be read."""
    return [
        f"{ratio:.1f}:1, not {least}:1: {text[:30]!r}"
        for ratio, least, text in contrasts(screen, box)
        if ratio < least - 0.05
    ]


@pytest.mark.parametrize(("depth", "size", "theme"), CHOSEN_TERMINALS, ids=named)
def test_every_place_can_be_read_in_a_terminal(depth, size, theme, made_demonstration, tmp_path):
    wrong = []
    with running(*prepared(made_demonstration, tmp_path, theme), size, depth) as pane:
        for name, place in PLACES.items():
            pane.press(*place.keys)
            screen = pane.wait_for(lambda text, place=place: place.shows in text)
            wrong += [f"{name}: {fault}" for fault in too_faint(screen)]
    assert not wrong, "\n".join(dict.fromkeys(wrong))


@pytest.mark.parametrize(("view", "size", "theme"), CHOSEN_DIALOGS, ids=named)
def test_dialogs_can_be_read_in_a_terminal_of_256_colours(view, size, theme, made_demonstration, tmp_path):
    review, config = prepared(made_demonstration, tmp_path, theme)
    if view.prepare:
        project = Project.open(review, "Ann")
        view.prepare(project)
        project.close()
    with running(review, config, size, "256 colours") as pane:
        pane.wait_for(lambda text: "Reference" in text)
        pane.type(view.typed)
        screen = pane.wait_for(dialog)
    wrong = too_faint(screen, dialog(plain(screen)))
    assert not wrong, "\n".join(dict.fromkeys(wrong))


def test_faint_text_in_a_terminal_is_found():
    sent = "\x1b[38;2;219;225;234;48;2;21;24;30mcan be read\x1b[38;2;60;64;70mcannot\x1b[0;2;38;5;245;48;5;234mdim\x1b[0m"
    assert [text for ratio, least, text in contrasts(sent) if ratio < least] == ["cannot", "dim"]


def test_only_the_dialog_is_looked_at_where_there_is_one():
    faint, clear = "\x1b[38;5;236;48;5;233m", "\x1b[38;5;252;48;5;233m"
    sent = f"{faint}under┌──┐under\n{faint}under{clear}│{faint}no{clear}│{faint}under\nunder└──┘under"
    box = dialog(plain(sent))
    assert box == (5, 0, 8, 2)
    assert [text for ratio, least, text in contrasts(sent, box) if ratio < least] == ["no"]
