"""Long work, without a screen: what is shown of it, what stops it, and what is said of it in the end."""

import pytest

from review.tui.widgets.screens import long_work
from review.tui.widgets.screens.long_work import LongWork, StoppedError


def test_work_that_was_going_on_when_one_left_says_how_far_it_came():
    work, shown = LongWork(), []
    ended, going_on, silent = (work.begin(what, shown.append) for what in ("Reading", "Import", "Preview"))
    ended.end("all of it")
    going_on.say("3 of 7 imported …")
    work.leave()
    assert [one.stop.is_set() for one in (ended, going_on, silent)] == [False, True, True]
    assert work.awaited() == ["finishing a step: Import (3 of 7 imported) …", "finishing a step: Preview …"]
    going_on.end(going_on.stopped("What was imported is kept."))
    silent.end()
    assert work.awaited() == []
    assert work.outcomes() == ["Import: stopped (3 of 7 imported). What was imported is kept."]


def test_leaving_twice_is_leaving_once():
    work = LongWork()
    going_on = work.begin("Import", print)
    work.leave()
    going_on.end("stopped.")
    work.leave()
    assert work.outcomes() == ["Import: stopped."]


def test_work_ends_where_it_next_says_how_far_it_is_or_by_looking_itself(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(long_work, "MOMENT", 0)
    shown: list[str] = []
    monitor = LongWork().begin("Import", shown.append)
    monitor.say("1 of 3 …")
    monitor.stop.set()
    monitor.note("2 of 3 …")
    with pytest.raises(StoppedError, match="is kept"):
        monitor.say("3 of 3 …")
    assert shown == ["1 of 3 …", "2 of 3 …"]
    assert monitor.stopped() == "stopped (2 of 3)."
