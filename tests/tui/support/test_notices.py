"""Notices fit the screen, whatever they hold and however many there are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.notifications import Notification, Notifications

from review.tui.dialogs.help import HelpScreen
from review.tui.dialogs.message import MessageScreen
from review.tui.support.notices import LINES, fits, fitted, lines_of, superfluous
from review.tui.support.plain import plain
from review.tui.widgets.bars import KeyFooter, NoticeLines, shown_keys
from review.tui.widgets.reading.find_bar import FindBar
from review.tui.widgets.record_list import RecordRows
from tests.tui.hosts import HOSTILE, reported, settled, shown, until
from tests.tui.legibility.faults import faults

SENTENCE = "A notice that says what was done and what to do next. "


def test_a_short_text_stays_as_it_is():
    assert fitted("Done for 3 records.", 80) == "Done for 3 records."


def test_a_long_text_ends_with_an_ellipsis():
    shown = fitted(SENTENCE * 9, 80)
    assert shown.count("\n") == LINES - 1
    assert shown.endswith("…")
    assert shown.startswith(SENTENCE.rstrip())


def test_a_text_that_may_have_more_lines_keeps_them():
    text = (SENTENCE * 8).rstrip()
    assert not fits(text, 80)
    assert fitted(text, 80, lines=LINES + 2) == text


@given(st.text(max_size=400), st.integers(10, 120))
def test_any_text_is_fitted(text, width):
    shown = fitted(text, width)
    assert fits(shown, width)
    assert len(lines_of(shown, width)) <= LINES


@given(
    st.lists(
        st.tuples(st.sampled_from(["information", "warning", "error"]), st.sampled_from([3, 60, 200])),
        max_size=9,
    ),
    st.integers(20, 160),
    st.integers(8, 60),
)
def test_the_notices_that_stay_leave_the_screen_its_room(severities, width, height):
    shown = Notifications()
    for severity, letters in severities:
        shown.add(Notification(fitted("word " * letters, width), severity=severity))
    gone = superfluous(shown, width, height)
    left = [notice for notice in shown if notice not in gone]
    assert sum(len(lines_of(notice.message, width)) for notice in left) <= max(LINES, height // 3)
    assert len([notice for notice in left if notice.severity == "information"]) <= 1
    assert bool(left) == bool(severities)


def regions(app, *kinds):
    return [widget.region for kind in kinds for widget in app.screen.query(kind) if widget.display]


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (160, 48)], ids=str)
async def test_notices_cover_neither_the_list_nor_its_current_line(app, size):
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("end")
        for severity in ("warning", "information", "error", "information", "error", "information"):
            app.report(SENTENCE * 9, severity)
            await pilot.pause()
        await settled(pilot)
        (footer,), (rows,) = regions(app, KeyFooter), regions(app, RecordRows)
        assert not footer.overlaps(rows)
        assert footer.bottom == size[1]
        assert [fault for fault in faults(app) if "KeyFooter" in fault.widget or fault.rule == "place"] == []
        assert "All keys" in shown(app).splitlines()[-1]


async def test_a_short_notice_moves_nothing_on_the_screen(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = regions(app, RecordRows, KeyFooter)
        app.report("Done for 3 records.")
        await pilot.pause()
        last = shown(app).splitlines()[-1]
        assert "Done for 3 records." in last
        assert "All keys" in last
        assert regions(app, RecordRows, KeyFooter) == before


@pytest.mark.parametrize("size", [(80, 24), (160, 48)], ids=str)
async def test_notices_cover_no_dialog(app, size):
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("e")
        for severity in ("warning", "error", "information"):
            app.report(SENTENCE * 4, severity)
            await pilot.pause()
        await settled(pilot)
        (lines,) = regions(app, NoticeLines)
        assert lines.height >= 2
        assert not lines.overlaps(app.screen.frame.region)
        assert faults(app) == []


async def test_escape_does_what_is_written_and_closes_notices_as_well(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("e")
        dialog = app.screen
        app.report("Done.")
        await pilot.pause()
        assert "Done." in shown(app)
        await pilot.press("escape")
        assert app.screen is not dialog
        assert "Done." not in shown(app)


async def test_escape_closes_the_readers_search_under_a_notice(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("ctrl+f")
        worked_app.report("Done.")
        await pilot.pause()
        await pilot.press("escape")
        assert not worked_app.screen.query_one(FindBar).has_class("open")
        assert reported(worked_app) == ""


async def test_escape_leaves_duplicates_under_a_notice(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("equals_sign")
        duplicates = app.screen
        app.report("Done.")
        await pilot.pause()
        await pilot.press("escape")
        assert app.screen is not duplicates
        assert reported(app) == ""


async def test_a_notice_leaves_escape_among_the_keys_that_are_shown(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("equals_sign")
        before = {one.display for one in shown_keys(app.screen).values()}
        assert "Esc" in before
        app.report("Nothing was changed.")
        await pilot.pause()
        assert app.is_noticed_here
        assert {one.display for one in shown_keys(app.screen).values()} == before


async def test_escape_closes_a_dialog_that_was_opened_after_the_notice(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.report("What went wrong.", "error")
        await pilot.pause()
        await pilot.press("question_mark", "escape")
        assert not isinstance(app.screen, HelpScreen)
        assert reported(app) == "What went wrong."
        await pilot.press("escape")
        assert reported(app) == ""


async def test_a_click_closes_a_notice_and_the_keys_beside_it_still_work(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.report("Done.")
        await pilot.pause()
        await pilot.click(KeyFooter, offset=(2, 0))
        await pilot.pause()
        assert reported(app) == ""
        app.report("Done.")
        await pilot.pause()
        await pilot.click(KeyFooter, offset=(shown(app).splitlines()[-1].index("All keys"), 0))
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)


async def test_a_notice_goes_when_its_time_is_over(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.notify("Done.", timeout=0.1)
        await until(pilot, lambda: "Done." in shown(app))
        await until(pilot, lambda: "Done." not in shown(app))


async def test_the_answer_to_a_key_ends_with_the_next_key(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("u")
        await settled(pilot)
        assert reported(worked_app).startswith("Undone")
        await pilot.press("j")
        await settled(pilot)
        assert reported(worked_app) == ""
        await pilot.press("u", "u")
        await settled(pilot)
        assert reported(worked_app).startswith("Undone")


async def test_an_answer_does_not_go_along_to_another_place(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("u")
        await settled(pilot)
        assert reported(worked_app).startswith("Undone")
        worked_app.action_go("exports")
        await settled(pilot)
        assert reported(worked_app) == ""


async def test_what_work_in_the_background_reports_stays_while_one_goes_on(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.report("Written to exports.")
        app.report("This cannot be stored.", "error")
        await pilot.pause()
        await pilot.press("j")
        await settled(pilot)
        assert reported(app) == "Written to exports.\nThis cannot be stored."


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


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
async def test_outside_text_is_only_text(app, text):
    async with app.run_test(size=(80, 24)) as pilot:
        app.report(text)
        await settled(pilot)
        assert "\x1b" not in shown(app)
        assert plain(text)[:3] in shown(app)
