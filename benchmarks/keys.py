"""What a key costs in every place of a large review, and for how long the screen does not answer.

Run by hand: ``python benchmarks/keys.py [--records 100000] [--folder FOLDER] [--runs 9] [--places Library Desk]``. The review (`large_review.py`)
is made once and kept in the folder, under the system's temporary folder; a copy of it is worked on. The program itself is on a
screen of 160 x 48. A key counts as a whole, with all threads of the process, until nothing is left to do and the terminal's bytes are made; what
waiting takes without a key is left out. *Screen* is the part of that time which the thread of the screen used; *held* is the longest
stretch by the clock in which that thread did not return to its loop, the longest of all runs, and *held CPU* the processor time in it:
on a busy machine the clock also counts what other programs did. A plain table of Textual with as many rows is measured beside.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import statistics
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time, thread_time
from typing import Any, NamedTuple, Self

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from textual import events
from textual.app import App, ComposeResult
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.screen import Screen
from textual.widgets import DataTable

from benchmarks.figures import figure
from benchmarks.large_review import large_review
from review.project import Project

ROOT = Path(__file__).resolve().parents[1]
SIZE = (160, 48)
LOOK, QUIET_LOOKS, LEAST = 0.02, 8, 0.0015
"""It is quiet after so many looks, as many seconds apart, between which the process used hardly any time."""
LONGEST_WAIT = 120
CLOCK = 1.2
"""Seconds after which the clock has looked once for acts of others."""
TARGET = 30
"""Milliseconds that a key may cost; those above are marked."""


class Press(NamedTuple):
    """Keys whose cost is one figure; `before` and `after` are pressed in each run without counting."""

    name: str
    keys: str
    before: str = ""
    after: str = ""
    once: bool = False


class Cost(NamedTuple):
    """Milliseconds: of all threads, of the screen's thread, and of its longest stretch, by the clock and of processor time."""

    cpu: float
    screen: float
    held: float
    held_cpu: float


PALETTE = Press("a letter in the palette", "e", "ctrl+p", "escape escape")
HELP = Press("all keys", "question_mark", after="escape")
FIND = Press("a letter of a find", "m", "ctrl+g a r", "escape")

PLACES: dict[str, tuple[str, tuple[Press, ...]]] = {
    "Library": (
        "f2",
        (
            Press("next", "j", "G pageup"),
            Press("next again", "j"),
            Press("previous", "k"),
            Press("page down", "pagedown"),
            Press("page up", "pageup"),
            Press("to the end", "G", "g"),
            Press("to the beginning", "g", "G"),
            Press("mark", "m"),
            Press("mark all", "M", after="M"),
            Press("/", "slash", after="escape"),
            Press("first letter", "m", "slash", "backspace escape"),
            Press("third letter", "r", "slash m a", "backspace backspace backspace escape"),
            Press("backspace", "backspace", "slash m a r", "backspace backspace escape"),
            Press("search is left", "backspace", "slash m", "escape"),
            Press("filter", "f", after="escape"),
            Press("filter chosen", "enter", "f down", "escape F"),
            Press("filter cleared", "F", "f down enter"),
            Press("order", "o", after="escape"),
            Press("order chosen", "enter", "o down"),
            Press("decide", "D", after="escape"),
            Press("decided", "enter", "D i", "j"),
            Press("undo", "u", "D i enter"),
            Press("source type chosen", "enter", "t down", "j"),
            Press("edit", "e", after="escape"),
            Press("details", "d", after="d"),
            Press("history", "H", after="escape"),
            Press("memo", "N", after="escape"),
            Press("duplicates", "equals_sign", after="escape"),
            HELP, Press("palette", "ctrl+p", after="escape"), PALETTE, FIND,
        ),
    ),
    "Screening": (
        "f3",
        (
            Press("later", "n"),
            Press("include", "i"),
            Press("exclude, the criterion", "x", after="escape"),
            Press("exclude", "1", "x"),
            Press("maybe", "m"),
            Press("undo", "u", "m"),
            Press("scroll", "j"),
            Press("why", "w", after="w"),
            Press("order", "d", after="escape"),
            Press("stage", "tab", after="tab"),
            Press("note", "N", after="escape"),
            Press("history", "H", after="escape"),
            HELP, PALETTE, FIND,
        ),
    ),
    "Reader": (
        "f4",
        (
            Press("next passage", "j"),
            Press("previous passage", "k"),
            Press("page down", "pagedown"),
            Press("down", "down"),
            Press("end of text", "ctrl+end", "ctrl+home"),
            Press("code", "1", "j"),
            Press("stance", "minus", "j 1"),
            Press("undo", "u", "j 2"),
            Press("pick a code", "slash", after="escape"),
            Press("a letter of a code", "m", "slash", "escape"),
            Press("find", "ctrl+f", after="escape"),
            Press("a letter of a find in it", "a", "ctrl+f", "escape"),
            Press("next document", "N"),
            Press("configuration line", "C", after="escape"),
            Press("put a passage", "c", "C j", "u escape"),
            Press("word", "w", "C j c", "escape u escape"),
            Press("evidence against", "E", after="escape escape"),
            HELP, PALETTE, FIND,
        ),
    ),
    "Theory map": (
        "f5",
        (
            Press("next", "j"),
            Press("previous", "k"),
            Press("passages", "enter", after="escape"),
            Press("next passage", "j", "enter", "escape"),
            Press("reword", "e", after="escape"),
            Press("versions", "l", after="escape"),
            Press("story", "s", after="escape"),
            Press("verdict", "V", after="escape"),
            Press("appraisals", "g", after="escape"),
            Press("next appraisal", "j", "g", "escape"),
            HELP, PALETTE, FIND,
        ),
    ),
    "Exports": (
        "f6",
        (
            Press("next", "j"),
            Press("previous", "k"),
            Press("to the table", "l", after="h"),
            Press("formats", "f", after="escape"),
            Press("which records", "r", after="escape"),
            Press("template", "t", after="escape"),
            HELP, PALETTE, FIND,
        ),
    ),
    "Accuracy": ("f7", (Press("next", "j"), Press("previous", "k"), Press("figures", "l", after="h"), HELP, PALETTE, FIND)),
    "Configurations": (
        "f8",
        (
            Press("next", "j"),
            Press("previous", "k"),
            Press("page down", "pagedown"),
            Press("to the end", "G", "g"),
            Press("read", "enter", after="escape"),
            Press("next part", "j", "enter", "escape"),
            Press("a letter of a search", "a", "slash", "backspace escape"),
            Press("filter", "f", after="escape"),
            Press("status", "s", after="escape"),
            Press("chain", "d", after="escape"),
            Press("new", "n", after="escape"),
            HELP, PALETTE, FIND,
        ),
    ),
    "Desk": (
        "f9",
        (
            Press("next", "j"),
            Press("previous", "k"),
            Press("page down", "pagedown"),
            Press("next theory", "right_square_bracket"),
            Press("a letter typed", "a", "tab", "backspace escape"),
            Press("insert", "i", after="u"),
            Press("next mark", "n"),
            Press("a letter of a search", "a", "slash", "backspace escape"),
            Press("filter", "f", after="escape"),
            HELP, PALETTE, FIND,
        ),
    ),
    "Searches": (
        "f10",
        (
            Press("next", "j"),
            Press("previous", "k"),
            Press("read", "enter", after="escape"),
            Press("next part", "j", "enter", "escape"),
            Press("flow", "f", after="f"),
            Press("PRISMA-S", "p", after="p"),
            Press("new", "n", after="escape"),
            HELP, PALETTE, FIND,
        ),
    ),
    "Team": (
        "f11",
        (
            Press("next", "j"),
            Press("previous", "k"),
            Press("page down", "pagedown"),
            Press("coding", "2", after="1"),
            Press("agreement", "3", after="1"),
            Press("work", "4", after="1"),
            Press("copies", "5", after="1"),
            Press("settle", "s", after="escape"),
            HELP, PALETTE, FIND,
        ),
    ),
}  # fmt: skip


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


class Keyboard:
    """Presses keys in an app that runs, and counts what they cost."""

    def __init__(self, app: App[None], stretches: Stretches) -> None:
        self.app, self._stretches = app, stretches
        self._look, self._looks = Cost(0, 0, 0, 0), 0

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
        yield found
        cpu, screen = process_time() - used, thread_time() - of_screen
        longest = 1000 * self._stretches.longest, 1000 * self._stretches.longest_cpu
        found.append(
            Cost(
                1000 * cpu - self._looks * self._look.cpu,
                1000 * screen - self._looks * self._look.screen,
                *longest,
            )
        )

    async def learn_waiting(self) -> None:
        """Measure what a look costs."""
        await self.quiet()
        with self.counted() as counted:
            for _ in range(5):
                await self.quiet()
        cpu, screen, *_ = counted[0]
        self._look = Cost(cpu / self._looks, screen / self._looks, 0, 0)

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


def line(place: str, name: str, costs: Sequence[Cost]) -> None:
    """Print a row of the table."""
    cpu = [cost.cpu for cost in costs]
    median = statistics.median(cpu)
    cells = [
        median, max(cpu), statistics.median(cost.screen for cost in costs), max(cost.held_cpu for cost in costs),
        max(cost.held for cost in costs),
    ]  # fmt: skip
    figure(f"a key in {place}: {name}", median, "ms", aim=f"≤ {TARGET}")
    mark = " *" if median > TARGET else ""
    print(f"{place:16}{name:26}" + "".join(f"{cell:10.1f}" for cell in cells) + mark, flush=True)


async def in_ours(project: Project, options: argparse.Namespace) -> None:
    """Open each place and press its keys."""
    from review.tui.app import ReviewApp
    from review.tui.support.settings import Settings

    stretches = Stretches()
    app = painting(ReviewApp)(
        project, Settings(project.folder / "settings"), with_suggestions=options.suggestions
    )
    with stretches.watched():
        async with app.run_test(size=SIZE):
            keyboard = Keyboard(app, stretches)
            await keyboard.learn_waiting()
            for place in options.places:
                opens, presses = PLACES[place]
                away = "f3" if opens == "f2" else "f2"
                await keyboard.press(away)
                line(place, "first opened", [await keyboard.cost(opens)])
                for press in presses:
                    if not options.only or options.only in press.name:
                        line(place, press.name, await keyboard.costs(press, options.runs))
                line(place, "opened again", await keyboard.costs(Press("", opens, before=away), options.runs))
                with Other(project) as other:
                    costs = [await another_act(keyboard, other) for _ in range(3)]
                line(place, "an act of another process", costs)


class Other:
    """Another process that writes a memo whenever it is asked to."""

    CODE = """
import sys
from pathlib import Path
from review.project import Project
project = Project.open(Path(sys.argv[1]), "cleo")
print("ready", flush=True)
for number, line in enumerate(sys.stdin):
    project.annotations.memo("T1", f"A thought, the {number}th")
    print("done", flush=True)
"""

    def __init__(self, project: Project) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", self.CODE, str(project.folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        self.wait()

    def ask(self) -> None:
        """Have it write one."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def wait(self) -> None:
        """Wait until it has."""
        assert self._process.stdout
        self._process.stdout.readline()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


async def another_act(keyboard: Keyboard, other: Other) -> Cost:
    """What it costs to show what another process did, from its act on; the clock looks for it each second."""
    other.ask()
    other.wait()
    with keyboard.counted() as counted:
        await asyncio.sleep(CLOCK)
        await keyboard.quiet()
    return counted[0]


class Plain(App[None]):
    """A table of Textual's with so many rows, as one would write it."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        """One table."""
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        table.add_columns("title", "author", "year", "journal")
        table.add_rows(self._rows)


async def in_theirs(records: int, runs: int) -> None:
    """The same keys in a plain table."""
    rows = [
        (f"Work {number} on the markets for care", f"Author{number % 997}", str(2000 + number % 20), "Care")
        for number in range(records)
    ]
    stretches = Stretches()
    app = painting(Plain)(rows)  # type: ignore[call-arg]
    with stretches.watched():
        async with app.run_test(size=SIZE):
            keyboard = Keyboard(app, stretches)
            await keyboard.learn_waiting()
            for press in (
                Press("next", "down"),
                Press("page down", "pagedown"),
                Press("to the end", "ctrl+end", "ctrl+home"),
            ):
                line("a plain table", press.name, await keyboard.costs(press, runs))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "realist-review-keys")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--places", nargs="+", choices=[*PLACES], default=[*PLACES])
    parser.add_argument("--only", default="", help="keys whose name has this in it")
    parser.add_argument("--suggestions", action="store_true", help="with the learning process")
    parser.add_argument("--without-peer", action="store_true", help="leave the plain table out")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    made = large_review(options.folder, options.records)
    names = ("CPU", "worst", "screen", "held CPU", "held")
    print(
        f"{options.records:,} records, milliseconds\n{'place':16}{'key':26}"
        + "".join(f"{name:>10}" for name in names)
    )
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        shutil.copytree(made, Path(folder) / "review")
        with Project.open(Path(folder) / "review", "ann") as project:
            asyncio.run(in_ours(project, options))
    if not options.without_peer:
        asyncio.run(in_theirs(options.records, options.runs))


if __name__ == "__main__":
    main()
