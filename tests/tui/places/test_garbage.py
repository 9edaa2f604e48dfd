"""Full collections wait until nobody waits for the screen."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from review.tui.places.garbage import BUSY, ENOUGH, GROWN, LONG, MOST, QUIET, Garbage

FREEZE, UNFREEZE = gc.freeze, gc.unfreeze
"""As they are outside of tests of the screen."""

OFTEN = (50_000, 10, 5)
"""What Python does before and after."""


class Node:
    """Something that refers to itself, so that only a collection frees it."""

    def __init__(self) -> None:
        self.itself = self


class Work:
    """Processor time, which a test spends."""

    def __init__(self) -> None:
        self.used = 0.0

    def __call__(self) -> float:
        return self.used


@pytest.fixture
def work() -> Work:
    return Work()


@pytest.fixture
def garbage(work: Work) -> Iterator[Garbage]:
    before = gc.get_threshold()
    gc.set_threshold(*OFTEN)
    found = Garbage(work)
    found.begin()
    yield found
    found.end()
    gc.unfreeze()
    gc.set_threshold(*before)


def an_old_cycle(collections: int) -> weakref.ref[Node]:
    """A cycle that outlived so many collections of young objects, and that nothing refers to any more."""
    gc.collect()
    node = Node()
    for _ in range(collections):
        gc.collect(1)
    return weakref.ref(node)


def test_garbage_is_collected_once_it_was_quiet(garbage: Garbage) -> None:
    cycle = an_old_cycle(ENOUGH)
    for _ in range(QUIET - 1):
        garbage.tick()
    assert cycle()
    garbage.tick()
    assert not cycle()


def test_nothing_is_collected_while_somebody_works(garbage: Garbage, work: Work) -> None:
    cycle = an_old_cycle(ENOUGH)
    for _ in range(5 * QUIET):
        work.used += 2 * BUSY
        garbage.tick()
    assert cycle()


def test_much_garbage_does_not_wait(garbage: Garbage, work: Work) -> None:
    cycle = an_old_cycle(MOST)
    work.used += 2 * BUSY
    garbage.tick()
    assert not cycle()


def test_little_garbage_is_left(garbage: Garbage) -> None:
    cycle = an_old_cycle(ENOUGH - 1)
    for _ in range(5 * QUIET):
        garbage.tick()
    assert cycle()


def test_what_was_still_needed_at_a_look_is_freed_once_nobody_is_there(
    garbage: Garbage, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gc, "freeze", FREEZE)
    monkeypatch.setattr(gc, "unfreeze", UNFREEZE)
    needed = Node()
    cycle = weakref.ref(needed)
    for _ in range(GROWN // MOST + 1):
        for _ in range(MOST):
            gc.collect(1)
        garbage.tick()
    del needed
    work.used += 2 * BUSY
    for _ in range(LONG):
        garbage.tick()
    assert cycle()
    garbage.tick()
    assert not cycle()
    UNFREEZE()


def test_python_decides_again_at_the_end(garbage: Garbage) -> None:
    assert gc.get_threshold()[2] > OFTEN[2]
    garbage.end()
    assert gc.get_threshold() == OFTEN


def test_python_decides_again_after_two_that_overlapped(garbage: Garbage) -> None:
    second = Garbage()
    second.begin()
    garbage.end()
    second.end()
    assert gc.get_threshold() == OFTEN
