"""Notices fit the screen, whatever they hold and however many there are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content
from textual.notifications import Notification, Notifications
from textual.widgets._toast import Toast

from review.tui.dialogs.message import MessageScreen
from review.tui.support.colours import contrast, in_256_colours
from review.tui.support.notices import LINES, PADDING, fits, fitted, superfluous
from review.tui.support.themes import DARK, LIGHT
from review.tui.widgets.record_list import RecordRows
from tests.tui.hosts import reported
from tests.tui.legibility.faults import faults
from tests.tui.legibility.views import settled

SENTENCE = "A notice that says what was done and what to do next. "


def test_a_short_text_stays_as_it_is():
    assert fitted("Done for 3 records.", 80) == "Done for 3 records."


def test_a_long_text_ends_with_an_ellipsis():
    shown = fitted(SENTENCE * 9, 80)
    assert shown.count("\n") == LINES - 1
    assert shown.endswith("…")
    assert shown.startswith(SENTENCE.rstrip())


@given(st.text(max_size=400), st.integers(10, 120))
def test_any_text_is_fitted(text, width):
    shown = fitted(text, width)
    assert fits(shown, width)
    assert all(cell_len(line) <= min(60, width) for line in shown.split("\n")) or shown == fitted(
        shown, width
    )
    assert len(Content(shown).wrap(max(2, min(60, width) - 3))) <= LINES


@given(
    st.lists(st.sampled_from(["information", "warning", "error"]), max_size=9),
    st.integers(8, 60),
)
def test_the_notices_that_stay_fit_the_screen(severities, height):
    shown = Notifications()
    for severity in severities:
        shown.add(Notification("text", severity=severity))
    gone = superfluous(shown, height, coming=1)
    left = len(shown) - len(gone) + 1
    assert left * (LINES + PADDING) < max(height, LINES + PADDING + 1)
    if any(notice.severity != "information" for notice in gone):
        assert all(notice.severity != "information" for notice in shown if notice not in gone)


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (160, 48)], ids=str)
async def test_many_long_notices_stay_on_the_screen(app, size):
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        for severity in ("warning", "information", "error", "information", "error", "information"):
            app.report(SENTENCE * 9, severity)
            await pilot.pause()
        await settled(pilot)
        assert [fault for fault in faults(app) if "Toast" in fault.widget] == []
        await pilot.resize_terminal(80, 16)
        await settled(pilot)
        assert [fault for fault in faults(app) if "Toast" in fault.widget] == []


async def test_an_error_too_long_for_a_notice_is_shown_whole_in_a_dialog(app):
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.report(SENTENCE * 9, "error")
        await pilot.pause()
        assert isinstance(app.screen, MessageScreen)


async def test_many_warnings_at_the_start_are_shown_in_one_dialog(app):
    app.project.notices += tuple(f"warning {number}" for number in range(5))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, MessageScreen)
        assert reported(app) == ""


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
async def test_a_notice_stands_out_from_the_page(app, theme):
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.theme = theme
        app.report("Done.")
        await settled(pilot)
        notice, page = (app.screen.query_one(kind).background_colors[1] for kind in (Toast, RecordRows))
        for shown in (lambda colour: colour, in_256_colours):
            assert contrast(shown(notice), shown(page)) > 1.3
