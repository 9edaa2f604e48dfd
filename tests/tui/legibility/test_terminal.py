"""What a real terminal is sent can be read: every place in tmux, with all colours and with 256, dark and light."""

from __future__ import annotations

import itertools
import os
import shutil

import pytest

from review.tui.support.settings import Settings
from tests.tui.legibility.cases import SIZES, THEMES, rotation
from tests.tui.legibility.reviews import make_demonstration
from tests.tui.legibility.terminal import DEPTHS, PLACES, contrasts, running

ROTATION = rotation()
TERMINALS = list(itertools.product(DEPTHS, SIZES, [theme.name for theme in THEMES]))
CHOSEN = TERMINALS if os.environ.get("REVIEW_PICTURES") else [TERMINALS[ROTATION % len(TERMINALS)]]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("tmux"), reason="tmux, the terminal of this test, is not installed"),
]


def named(terminal) -> str:
    depth, (width, height), theme = terminal
    return f"{depth.split()[0]}-{width}x{height}-{theme.removeprefix('review-')}"


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    return make_demonstration(tmp_path_factory.mktemp("made") / "review")


@pytest.mark.parametrize("terminal", CHOSEN, ids=named)
def test_every_place_can_be_read_in_a_terminal(terminal, demonstration, tmp_path):
    depth, size, theme = terminal
    Settings(tmp_path / "config" / "realist-review").remember_theme(theme)
    shutil.copytree(demonstration, tmp_path / "review")
    wrong = []
    with running(tmp_path / "review", tmp_path / "config", size, depth) as pane:
        for name, place in PLACES.items():
            pane.press(*place.keys)
            screen = pane.wait_for(lambda text, place=place: place.shows in text)
            wrong += [
                f"{name}: {ratio:.1f}:1, not {least}:1: {text[:30]!r}"
                for ratio, least, text in contrasts(screen)
                if ratio < least - 0.05
            ]
    assert not wrong, "\n".join([*dict.fromkeys(wrong), f"(REVIEW_ROTATION={ROTATION} looks at this again)"])


def test_faint_text_in_a_terminal_is_found():
    sent = "\x1b[38;2;219;225;234;48;2;21;24;30mcan be read\x1b[38;2;60;64;70mcannot\x1b[0;2;38;5;245;48;5;234mdim\x1b[0m"
    assert [text for ratio, least, text in contrasts(sent) if ratio < least] == ["cannot", "dim"]
