"""Presses keys in an app that runs, and counts what they cost."""

from __future__ import annotations

import asyncio
import gc
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from threading import get_ident
from time import perf_counter, process_time, thread_time
from typing import Any, NamedTuple

from textual import events
from textual.app import App
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.screen import Screen

from benchmarks.key_costs.presses import Press

LOOK, QUIET_LOOKS, LEAST = 0.02, 8, 0.0015
"""It is quiet after so many looks, as many seconds apart, between which the process used hardly any time."""
LONGEST_WAIT = 120
OLDEST = 2
"""The generation of objects that the program looks at between keys; younger ones are looked at as they are made."""


class Cost(NamedTuple):
    """Milliseconds: of all threads, of the screen's thread, and of its longest stretch, by the clock and of processor time.

    `garbage` are those in which the screen's thread looked for garbage, which are in none of the others but the longest stretches.
    """

    cpu: float
    screen: float
    held: float
    held_cpu: float
    garbage: float


class Stretches:
    """The longest stretch for which the screen's thread did not return to its loop."""

    def __init__(self) -> None:
        self.longest = self.longest_cpu = 0.0

    def begin(self) -> None:
        """Look from now on."""
        self.longest = self.longest_cpu = 0.0

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Time every step of the loop."""
        run = asyncio.Handle._run  # noqa: SLF001 - there is no other way to see each step

        def timed(handle: asyncio.Handle) -> None:
            began, used = perf_counter(), thread_time()
            run(handle)
            self.longest = max(self.longest, perf_counter() - began)
            self.longest_cpu = max(self.longest_cpu, thread_time() - used)

        asyncio.Handle._run = timed  # type: ignore[method-assign]  # noqa: SLF001
        try:
            yield
        finally:
            asyncio.Handle._run = run  # type: ignore[method-assign]  # noqa: SLF001


class GarbageLooks:
    """The seconds in which a thread looked at all objects for garbage, or at all that are not frozen."""

    def __init__(self) -> None:
        self.seconds, self._began, self._thread = 0.0, 0.0, get_ident()
        gc.callbacks.append(self._note)

    def _note(self, phase: str, about: dict[str, int]) -> None:
        if about["generation"] < OLDEST or get_ident() != self._thread:
            return
        if phase == "start":
            self._began = thread_time()
        else:
            self.seconds += thread_time() - self._began


class Keyboard:
    """Presses keys in an app that runs, and counts what they cost."""

    def __init__(self, app: App[None], stretches: Stretches) -> None:
        self.app, self._stretches = app, stretches
        self._look, self._looks = Cost(0, 0, 0, 0, 0), 0
        self._garbage = GarbageLooks()

    async def quiet(self) -> None:
        """Wait until the app has nothing to do."""
        quiet = 0
        end = perf_counter() + LONGEST_WAIT
        while quiet < QUIET_LOOKS:
            used = process_time()
            await asyncio.sleep(LOOK)
            self._looks += 1
            is_quiet = process_time() - used < LEAST and all(one.is_finished for one in self.app.workers)
            quiet = quiet + 1 if is_quiet else 0
            if perf_counter() > end:
                raise SystemExit("it does not become quiet")

    def _send(self, key: str) -> None:
        if len(key) == 1 and not key.isalnum():
            key = _character_to_key(key)
        try:
            character = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
        except KeyError:
            character = key if len(key) == 1 else None
        event = events.Key(key, character)
        event.set_sender(self.app)
        driver = self.app._driver  # noqa: SLF001 - as Textual's own harness sends keys
        assert driver is not None
        driver.send_message(event)

    async def press(self, keys: str) -> None:
        """Press keys, each after the one before it is done, without counting."""
        for key in keys.split():
            self._send(key)
            await self.quiet()

    async def cost(self, keys: str) -> Cost:
        """What keys cost."""
        with self.counted() as counted:
            for key in keys.split():
                self._send(key)
            await self.quiet()
        return counted[0]

    @contextmanager
    def counted(self) -> Iterator[list[Cost]]:
        """Gives a list that has the cost of what is done within the context, once that ends."""
        found: list[Cost] = []
        self._stretches.begin()
        self._looks, used, of_screen = 0, process_time(), thread_time()
        self._garbage.seconds = 0.0
        yield found
        garbage = 1000 * self._garbage.seconds
        cpu, screen = process_time() - used, thread_time() - of_screen
        longest = 1000 * self._stretches.longest, 1000 * self._stretches.longest_cpu
        found.append(
            Cost(
                1000 * cpu - self._looks * self._look.cpu - garbage,
                1000 * screen - self._looks * self._look.screen - garbage,
                *longest,
                garbage,
            )
        )

    async def learn_waiting(self) -> None:
        """Measure what a look costs."""
        await self.quiet()
        with self.counted() as counted:
            for _ in range(5):
                await self.quiet()
        cpu, screen, *_ = counted[0]
        self._look = Cost(cpu / self._looks, screen / self._looks, 0, 0, 0)

    async def costs(self, press: Press, runs: int) -> list[Cost]:
        """What a press costs, so many times."""
        found = []
        for _ in range(1 if press.once else runs):
            await self.press(press.before)
            found.append(await self.cost(press.keys))
            await self.press(press.after)
        return found


def painting(kind: type[App[None]]) -> type[App[None]]:
    """The same app, which makes the bytes that a terminal would get."""
    from textual._compositor import CompositorUpdate

    class Painting(kind):  # type: ignore[misc, valid-type]
        def _display(self, screen: Screen[Any], renderable: Any) -> None:
            if isinstance(renderable, CompositorUpdate):
                renderable.render_segments(self.console)
            super()._display(screen, renderable)

    return Painting
