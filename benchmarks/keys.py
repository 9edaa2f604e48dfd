"""What a key costs in every place of a large review, and for how long the screen does not answer.

Run by hand: ``python benchmarks/keys.py [--records 100000] [--folder FOLDER] [--runs 9] [--places Library Desk]``. The review (`large_review.py`)
is made once and kept in the folder, under the system's temporary folder; a copy of it is worked on. The program itself is on a
screen of 160 x 48. A key counts as a whole, until nothing is left to do and the terminal's bytes are made; what waiting takes
without a key is left out. *Screen* is the processor time of the screen's thread, which answers keys; *all* that of every thread of
the process, with what is read in the background after the key. *Textual* is the screen's thread for the same kind of key in a plain app of
Textual's with as many widgets and a table of as many rows (`key_costs/plain.py`): what cannot be ours. *Held* is the longest
stretch by the clock in which that thread did not return to its loop, the longest of all runs, and *held CPU* the processor time in it:
on a busy machine the clock also counts what other programs did. An act of another process counts until it is shown; of three the dearest.

A place but the Library, which is there from the start, is opened first in two ways, with nothing done between the start and that.
*After a pause*: as the program is once nobody pressed a key for some seconds, when it has made the places ahead (`review/tui/places/ahead.py`). *At once*: in a program that has loaded its code, but made no place ahead, as in the first
seconds. What making them took is printed before the table.

*Garbage* is what the screen's thread spent in all runs together on looking for garbage (`review/tui/places/garbage.py`). It is in no
other column but the two of the longest stretch, since it is not the work of that key: the program looks once a second has passed, when
enough was made since the last look, best when it was quiet, and at all objects only after 30 s without a key. Here one key follows
the other, and an act of another is waited for without a key, so a look falls into the time of whatever is counted then.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from textual.screen import ModalScreen
from textual.widgets import Input

from benchmarks.figures import figure
from benchmarks.key_costs.keyboard import LOOK, Cost, Keyboard, Stretches, painting
from benchmarks.key_costs.other import Other
from benchmarks.key_costs.plain import Kind, Like, Shape, costs_of_textual, shape
from benchmarks.key_costs.presses import PLACES, Press
from benchmarks.large_review import large_review
from review.project import Project

SIZE = (160, 48)
LIBRARY = "f2"
"""The key of the place that is there from the start."""
CLOCK = 1.2
"""Seconds after which the clock has looked once for acts of others."""
TARGET = 30
"""Milliseconds of the screen's thread that a key may cost beyond what Textual alone needs; those above are marked."""
BY_NAME = {
    "next": Kind.MOVE,
    "previous": Kind.MOVE,
    "down": Kind.MOVE,
    "scroll": Kind.MOVE,
    "page down": Kind.PAGE,
    "page up": Kind.PAGE,
    "to the end": Kind.END,
    "to the beginning": Kind.END,
    "end of text": Kind.END,
}
"""The kinds of those keys that only move."""


class Line(NamedTuple):
    """A row of the table: a key's costs in a place, and what they are compared with, if with anything."""

    place: str
    name: str
    costs: Sequence[Cost]
    like: Like | None = None


def kind_of(press: Press) -> Kind:
    """The kind of a key that opens nothing."""
    return next((kind for name, kind in BY_NAME.items() if press.name.startswith(name)), Kind.TEXT)


async def of_press(keyboard: Keyboard, place: str, press: Press, runs: int) -> Line:
    """What a key costs, and what it did on the screen."""
    await keyboard.press(press.before)
    before = keyboard.app.screen
    first = await keyboard.cost(press.keys)
    after = keyboard.app.screen
    at = shape(next(screen for screen in keyboard.app.screen_stack if not isinstance(screen, ModalScreen)))
    if after is not before and isinstance(after, ModalScreen):
        like = Like(Kind.DIALOG, at, shape(after))
    elif isinstance(after.focused, Input) and press.keys in ("backspace", *"abcdefghijklmnopqrstuvwxyz"):
        like = Like(
            Kind.LETTER,
            at,
            shape(after) if isinstance(after, ModalScreen) else Shape("", True, (shape(after.focused),)),
        )
    else:
        like = Like(kind_of(press), at)
    await keyboard.press(press.after)
    return Line(place, press.name, [first, *await keyboard.costs(press, runs - 1)], like)


async def of_openings(keyboard: Keyboard, places: Sequence[str], when: str) -> dict[str, Line]:
    """What opening each place for the first time costs, from the Library, which is there from the start; `when` that is."""
    found = {}
    for place in places:
        opens = PLACES[place][0]
        if opens != LIBRARY:
            cost = await keyboard.cost(opens)
            like = Like(Kind.OPEN, shape(keyboard.app.screen))
            found[place] = Line(place, f"first opened {when}", [cost], like)
            await keyboard.press(LIBRARY)
    return found


async def of_opening_again(keyboard: Keyboard, place: str, runs: int) -> Line:
    """What coming back to a place costs."""
    opens = PLACES[place][0]
    costs = await keyboard.costs(Press("", opens, before=away_from(opens)), runs)
    return Line(place, "opened again", costs, Like(Kind.AGAIN, shape(keyboard.app.screen)))


def away_from(opens: str) -> str:
    """The key of another place."""
    return "f3" if opens == LIBRARY else LIBRARY


async def of_others(keyboard: Keyboard, project: Project, place: str) -> Line:
    """What it costs to show what another process did, from its act on; the dearest of three."""
    from review.tui.places.base import PAUSES

    costs = []
    with Other(project) as other:
        for _ in range(3):
            other.ask()
            other.wait()
            with keyboard.counted() as counted:
                await asyncio.sleep(CLOCK)
                await keyboard.quiet()
            costs.append(counted[0])
            # The screen waits before it shows more of others.
            await asyncio.sleep(PAUSES * costs[-1].held / 1000)
    return Line(place, "an act of another process", [max(costs, key=lambda cost: cost.screen)])


@asynccontextmanager
async def a_keyboard(
    project: Project, options: argparse.Namespace, *, ahead: bool
) -> AsyncIterator[Keyboard]:
    """Keys of the program on a review, which has its code loaded, and if it is to has made its places `ahead`."""
    from review.tui.app import ReviewApp
    from review.tui.support.settings import Settings

    stretches = Stretches()
    kind: Any = painting(ReviewApp)
    app: ReviewApp = kind(
        project,
        Settings(project.folder / "settings"),
        with_suggestions=options.suggestions,
        makes_places_ahead=ahead,
    )
    with stretches.watched():
        async with app.run_test(size=SIZE):
            keyboard = Keyboard(app, stretches)
            await keyboard.quiet()
            if app.ahead is not None:
                with keyboard.counted() as counted:
                    while not app.ahead.is_done:  # noqa: ASYNC110 - no event reports it
                        await asyncio.sleep(LOOK)
                say_making(counted[0])
            await keyboard.learn_waiting()
            yield keyboard


def say_making(cost: Cost) -> None:
    """Print what it took to make the places ahead."""
    print(
        f"making the places ahead: {cost.screen:,.0f} ms of the screen's thread, {cost.cpu:,.0f} ms of all threads, held for at most"
        f" {cost.held_cpu:.1f} ms of processor time ({cost.held:.1f} ms by the clock)"
    )


async def in_ours(project: Project, options: argparse.Namespace) -> list[Line]:
    """Open each place and press its keys."""
    found: list[Line] = []

    def add(line: Line) -> None:
        found.append(line)
        print(f"{line.place}: {line.name}", file=sys.stderr, flush=True)

    async with a_keyboard(project, options, ahead=False) as keyboard:
        at_once = await of_openings(keyboard, options.places, "at once")
    async with a_keyboard(project, options, ahead=True) as keyboard:
        after_a_pause = await of_openings(keyboard, options.places, "after a pause")
        for place in options.places:
            if place in at_once:
                add(after_a_pause[place])
                add(at_once[place])
            await keyboard.press(PLACES[place][0])
            for press in PLACES[place][1]:
                if any(name in press.name for name in options.only):
                    add(await of_press(keyboard, place, press, options.runs))
            add(await of_opening_again(keyboard, place, options.runs))
            add(await of_others(keyboard, project, place))
    return found


def row(line: Line, plain: Sequence[Cost]) -> str:
    """A row of the table; also gives its figures to a run of all benchmarks."""
    screen = statistics.median(cost.screen for cost in line.costs)
    everything = statistics.median(cost.cpu for cost in line.costs)
    alone = statistics.median(cost.screen for cost in plain) if plain else None
    what, beside = f"a key in {line.place}: {line.name}", "plain Textual" if plain else ""
    aim = f"≤ {TARGET} over plain Textual" if plain else f"≤ {TARGET}"
    figure(what, screen, f"ms ({everything:,.0f} of all threads)", peer=alone, beside=beside, aim=aim)
    cells = (
        screen, max(cost.screen for cost in line.costs), everything, max(cost.held_cpu for cost in line.costs),
        max(cost.held for cost in line.costs), sum(cost.garbage for cost in line.costs),
    )  # fmt: skip
    mark = " *" if screen - (alone or 0) > TARGET else ""
    return (
        f"{line.place:16}{line.name:28}{cells[0]:9.1f}"
        + (f"{alone:9.1f}" if alone is not None else " " * 9)
        + "".join(f"{cell:9.1f}" for cell in cells[1:])
        + mark
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "realist-review-keys")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--places", nargs="+", choices=[*PLACES], default=[*PLACES])
    parser.add_argument("--only", nargs="*", default=[""], help="keys whose name has one of these in it")
    parser.add_argument("--suggestions", action="store_true", help="with the learning process")
    parser.add_argument("--without-peer", action="store_true", help="leave plain Textual out")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    made = large_review(options.folder, options.records)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        shutil.copytree(made, Path(folder) / "review")
        with Project.open(Path(folder) / "review", "ann") as project:
            lines = asyncio.run(in_ours(project, options))
    likes = [] if options.without_peer else [line.like for line in lines if line.like]
    plain = asyncio.run(costs_of_textual(likes, options.records, options.runs, SIZE))
    names = ("screen", "Textual", "worst", "all", "held CPU", "held", "garbage")
    print(
        f"{options.records:,} records, milliseconds\n{'place':16}{'key':28}"
        + "".join(f"{name:>9}" for name in names)
    )
    for line in lines:
        print(row(line, plain.get(line.like, []) if line.like else []))


if __name__ == "__main__":
    main()
