"""When what is typed goes on the disk and into the journal."""

from __future__ import annotations

import pytest

from review.tui.places.desk.desk import WritingDesk
from review.tui.places.desk.keeping import Keeping


class Clock:
    """Stands for the clock; the test says what it shows."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("review.tui.places.desk.keeping.monotonic", clock)
    return clock


def test_what_is_typed_is_kept_at_once_and_saved_after_a_pause(desk: WritingDesk, clock: Clock) -> None:
    keeping = Keeping(desk)
    assert not keeping.is_due(clock.now)
    desk.typed("words")
    keeping.typed()
    assert keeping.is_due(clock.now)
    assert not keeping.has_waited(clock.now + 120, 120)
    assert keeping.has_waited(clock.now + 121, 120)
    assert keeping.keep()
    assert not keeping.keep()  # nothing new to show
    assert keeping.save()
    assert not keeping.save()
    assert not keeping.has_waited(clock.now + 121, 120)  # it is in the journal


def test_a_slow_disk_is_written_to_less_often(desk: WritingDesk, clock: Clock) -> None:
    keeping = Keeping(desk)
    keeping.typed()
    began = clock.now
    clock.now += 2  # that long it took
    keeping.pause(began)
    assert not keeping.is_due(began + 19)
    assert keeping.is_due(began + 20)


def test_the_trouble_is_that_of_the_text_that_is_open(desk: WritingDesk) -> None:
    keeping = Keeping(desk)
    desk.typed("\x07")
    keeping.typed()
    assert keeping.save()
    assert "control character" in keeping.trouble
    assert keeping.is_kept  # in its draft
    keeping.begin()
    assert keeping.trouble == ""
