"""Events from elsewhere: each is checked before it is stored; a bad one is refused with its reason, and the others go in."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from review.domain.canonical import canonical, identity
from review.domain.team.exchange import RefusedInput
from review.domain.wording.short_id import short_id
from review.journal.event import Event
from review.journal.exchange.receiving import ReceivedEvents
from review.journal.journal import Journal
from review.journal.verification import broken_events
from tests.copies import receive
from tests.journal.test_unread import TIME, chained

MEMOS = [canonical({"kind": "memo", "target": "T1", "text": f"number {number}"}) for number in range(6)]


def an_event(*, previous: str = "", replica: str = "a" * 32, clock: int = 1, reviewer: str = "bob") -> Event:
    act = MEMOS[0]
    hash_ = identity(previous, replica, clock, TIME, reviewer, act)
    return Event.from_row((hash_, previous, replica, clock, TIME, reviewer, act))


def refused(hash_: str, reason: str) -> RefusedInput:
    return RefusedInput("", 0, f"event {short_id(hash_)} {reason}")


@pytest.mark.parametrize(
    "changed",
    [
        {"reviewer": "eve"},
        {"clock": 1001},
        {"time": "2001-01-01"},
        {"replica": "e" * 32},
        {"act": {"kind": "memo", "target": "T1", "text": "else"}},
        {"previous": "0" * 64},
    ],
)
def test_an_event_that_was_changed_is_refused_and_the_others_go_in(changed: dict[str, object]) -> None:
    events = chained(*MEMOS)
    events[2] = replace(events[2], **changed)
    journal = Journal.in_memory()
    assert receive(journal, events) == ReceivedEvents(
        5, (refused(events[2].hash, "was changed after it was written"),)
    )
    assert journal.value("SELECT count(*) FROM memo") == 5


JUNK = {
    "its column `clock` holds 0 and not a whole number": {"clock": 0},
    "its column `hash` holds no hash": {"hash": "no hash"},
    "its column `previous` holds no hash": {"previous": "no hash"},
    "its column `reviewer` holds bytes that are not UTF-8": {"reviewer": "\udcff"},
}


@pytest.mark.parametrize("reason", JUNK)
def test_junk_is_refused(reason: str) -> None:
    events = chained(*MEMOS)
    events[3] = replace(events[3], **JUNK[reason])
    new, (said,) = receive(Journal.in_memory(), events)
    assert new == 5
    assert said.reason.startswith(refused(events[3].hash, reason).reason)


def test_an_act_that_is_no_ascii_is_refused() -> None:
    event = Event.from_row(("0" * 64, "", "a" * 32, 1, TIME, "bob", "müll"))
    assert receive(Journal.in_memory(), [event]).refused == (
        refused("0" * 64, "was changed after it was written"),
    )


def test_an_event_that_does_not_follow_the_one_it_names_is_refused() -> None:
    first = an_event(clock=7)
    elsewhere = an_event(previous=first.hash, replica="b" * 32, clock=8)
    backward = an_event(previous=first.hash, clock=7, reviewer="eve")
    journal = Journal.in_memory()
    assert receive(journal, [first, elsewhere, backward]) == ReceivedEvents(
        1,
        (
            refused(elsewhere.hash, "follows an event of another replica"),
            refused(backward.hash, "its clock is not after that of the event before it"),
        ),
    )
    assert list(broken_events(journal)) == []


@given(st.randoms(use_true_random=False))
def test_events_may_come_before_those_that_they_follow(chance: random.Random) -> None:
    events = chained(*MEMOS)
    chance.shuffle(events)
    journal = Journal.in_memory()
    for event in events:
        assert receive(journal, [event]) == ReceivedEvents(1, ())
    assert list(broken_events(journal)) == []
    assert receive(journal, events) == ReceivedEvents(0, ())
    journal.close()
