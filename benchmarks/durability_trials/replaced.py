"""Another file in the place of an open review: removed, moved, renamed over, restored, while a process goes on acting."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from benchmarks.durability_trials.acts import BEGIN, DONE, Actor
from benchmarks.durability_trials.processes import Child, FailedError, HungError, Say, ask, command
from benchmarks.durability_trials.reviews import REVIEWER, copied, look, removed
from benchmarks.durability_trials.tables import Results, table
from review.errors import ReviewError
from review.journal.journal import FILE_NAME
from review.project import Project

ROUNDS = 20
"""How often each way is tried."""

PAUSES = (0.0, 0.01)
"""Seconds between two acts, in turns: without one the file is mostly replaced in the middle of an act."""

ABOUT_AN_ACT = 0.003
"""Seconds within which the file is replaced after the process has said something."""

AFTERWARDS = 0.4
"""Seconds for which the process goes on when the file was replaced."""

LONGEST = 30.0
"""Seconds after which it ends in any case."""

REFUSED, MARK = "refused ", "replaced"


@dataclass
class Tally:
    """The results for the acts of one kind of replacement: how many were acknowledged before the file was replaced, how many were under
    way then, how many were begun and acknowledged after; and of those that are owed, how many are stored nowhere.
    """

    rounds: int = 0
    before: int = 0
    under_way: int = 0
    after: int = 0
    lost: int = 0
    unsound: int = 0
    stopped: int = 0
    said: str = ""


@dataclass(frozen=True)
class Way:
    """How the file is replaced.

    `removes`: what was in the file is gone by the person's own doing, and only acts begun afterwards are owed.
    `leaves_none`: the folder holds no journal then, which a fresh opening must say.
    """

    do: Callable[[Path, Path, Path], str]
    removes: bool = True
    leaves_none: bool = False


def _rm(folder: Path, _outside: Path, _temporary: Path) -> str:
    (folder / FILE_NAME).unlink()
    return ""


def _rm_all(folder: Path, _outside: Path, _temporary: Path) -> str:
    for path in folder.glob(f"{FILE_NAME}*"):
        path.unlink()
    return ""


def _mv(folder: Path, outside: Path, _temporary: Path) -> str:
    (folder / FILE_NAME).rename(outside / "moved.db")
    return ""


def _rename_over(folder: Path, outside: Path, _temporary: Path) -> str:
    (outside / "copy.db").rename(folder / FILE_NAME)
    return ""


def _copy_over(folder: Path, outside: Path, _temporary: Path) -> str:
    shutil.copyfile(outside / "copy.db", folder / FILE_NAME)
    return ""


def _restore(folder: Path, outside: Path, temporary: Path) -> str:
    ran = command(["--project", str(folder), "restore", str(outside / "copy.db")], temporary)
    return (
        f"{REFUSED}{ran.lines[-1].removeprefix('review: ')}" if ran.code == 2 else "Traceback" * ran.crashed
    )


WAYS = {
    "rm review.db": Way(_rm, leaves_none=True),
    "rm review.db*": Way(_rm_all, leaves_none=True),
    "mv review.db elsewhere": Way(_mv, leaves_none=True),
    "mv a copy over review.db": Way(_rename_over),
    "cp a copy over review.db": Way(_copy_over),
    "review restore in a second process": Way(_restore, removes=False),
}


class Replaced:
    """Each way, some times."""

    def __init__(self, work: Path, template: Path, seed: int, results: Results) -> None:
        self._work = work
        self._template = template
        self._chance = random.Random(seed)
        self._results = results
        self._temporary = work / "temporary"
        self._temporary.mkdir()
        self._tallies = {name: Tally() for name in WAYS}

    def run(self) -> None:
        """All ways."""
        for name, way in WAYS.items():
            for number in range(ROUNDS):
                self._round(name, way, number)
            self._results.progress(f"replaced: {name}: {self._tallies[name].said}")

    def report(self) -> str:
        """The figures, as a table."""
        return table(
            ("while a process acts", "times", "acknowledged before", "under way", "after", "lost", "unsound", "refused", "the line that says so"),
            [(name, *vars(tally).values()) for name, tally in self._tallies.items()],
        )  # fmt: skip

    def _round(self, name: str, way: Way, number: int) -> None:
        folder = copied(self._template, self._work / f"{list(WAYS).index(name)}-{number}")
        outside = folder.with_name(f"{folder.name}-outside")
        outside.mkdir()
        ask(lambda: _copy_out(folder, outside), self._temporary)
        end = outside / "end"
        child = Child(lambda say: _act_until(end, folder, say, PAUSES[number % len(PAUSES)]), self._temporary)
        lines: list[str] = []
        try:
            lines += [child.line() or "" for _ in range(self._chance.randint(4, 40))]
            time.sleep(self._chance.random() * ABOUT_AN_ACT)
            told = way.do(folder, outside, self._temporary)
            # What waits in the pipe was said before this mark.
            lines += [*child.waiting(), MARK]
            time.sleep(AFTERWARDS)
            end.touch()
            lines += child.lines()
        except HungError as error:
            told = f"hung: {error}"
        child.close()
        tally = self._tallies[name]
        tally.rounds += 1
        refusals = [line.removeprefix(REFUSED) for line in (told, *lines) if line.startswith(REFUSED)]
        tally.stopped += bool(refusals)
        tally.said = next(iter(refusals), tally.said)
        for line in (told, *lines):
            if line.startswith(("hung", "Traceback")):
                self._fault(name, line)
        self._judge(name, way, folder, lines)
        removed(folder)
        removed(outside)

    def _judge(self, name: str, way: Way, folder: Path, lines: list[str]) -> None:
        tally, acts = self._tallies[name], Acts.of(lines)
        tally.before += len(acts.before)
        tally.under_way += len(acts.under_way)
        tally.after += len(acts.after)
        owed = acts.after if way.removes else [*acts.before, *acts.under_way, *acts.after]
        try:
            found = ask(lambda: look(folder, owed, kept=not way.removes), self._temporary)
        except (FailedError, HungError) as error:
            self._fault(name, f"a fresh opening: {str(error).splitlines()[-1]}")
            return
        lost = found["lost"]
        unsound = [*found["problems"], *found["backups"], *found["left"]]
        if bool(found["refused"]) != way.leaves_none:
            unsound.append(found["refused"] or "a fresh opening takes the review for a new one")
        tally.lost += len(lost)
        tally.unsound += len(unsound)
        if lost:
            self._fault(name, "acts acknowledged and stored nowhere")
        for fault in unsound:
            self._fault(name, fault)

    def _fault(self, name: str, fault: str) -> None:
        self._results.fault(f"replaced, {name}: {fault}")


@dataclass
class Acts:
    """The events that a process acknowledged, by when the file was replaced."""

    before: list[str] = field(default_factory=list)
    under_way: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, lines: Sequence[str]) -> Acts:
        """Those in what a process said, with the mark where the file was replaced."""
        acts, marked, begun_after = cls(), False, False
        for line in lines:
            if line == MARK:
                marked = True
            elif line.startswith(BEGIN):
                begun_after = marked
            elif line.startswith(DONE):
                kind = acts.after if begun_after else acts.under_way if marked else acts.before
                kind.append(line.split()[2])
        return acts


def _copy_out(folder: Path, outside: Path) -> None:
    project = Project.open(folder, REVIEWER)
    project.history.backup(outside / "copy.db")
    project.close()


def _act_until(end: Path, folder: Path, say: Say, pause: float) -> None:
    """Act, as an open screen does, until a file says that it is the end; what is refused is tried again."""
    project = Project.open(folder, REVIEWER)
    actor = Actor(project, say, folder)
    began = time.monotonic()
    for number in count():
        if end.exists() or time.monotonic() - began > LONGEST:
            break
        try:
            actor.decide(number)
        except ReviewError as error:
            say(f"{REFUSED}{error}")
        time.sleep(pause)
    project.close()
