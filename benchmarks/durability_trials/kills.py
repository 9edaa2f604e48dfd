"""Kills: SIGKILL at random moments of every kind of act and of everything that takes longer."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from benchmarks.durability_trials.acts import BEGIN, DONE, VERBS, act_for_ever
from benchmarks.durability_trials.aftermath import Killed, Stage
from benchmarks.durability_trials.commands import COMMANDS, Command
from benchmarks.durability_trials.processes import (
    Child,
    FailedError,
    HungError,
    Say,
    ask,
    still_running,
)
from benchmarks.durability_trials.reviews import REVIEWER, copied, event_hashes, look, removed
from benchmarks.durability_trials.tables import Results, table

KINDS = (*VERBS, *COMMANDS)
"""What is killed."""

ON_ONE_REVIEW = 12
"""How many kills of acts one review goes through before the next begins from the start."""

MOST_ACTS = 6
"""How many acts a process does at most before the one in which it is killed."""

BESIDE_ANOTHER = 0.25
"""In what share of the kills of acts a colleague acts on the same review at the same time, and is killed, too."""

SHARED_PLACE = "Dropbox"
"""The name of a folder that the program takes for one that several machines see."""

MEASURED = 3
"""How often each act is done undisturbed, to know how long it takes; acts on the map take longer with each."""

BEYOND = 1.1
"""Kills are spread over this many times the time that an act took when nobody disturbed it."""


@dataclass
class Tally:
    """What the kills of one kind came to."""

    kills: int = 0
    inside: int = 0
    acknowledged: int = 0
    lost: int = 0
    unsound: int = 0
    left: int = 0
    wrong: int = 0
    seconds: list[float] = field(default_factory=list)


class Kills:
    """A series of kills.

    Args:
        work: an empty folder for the reviews.
        templates: two reviews to copy: one with work in it, one read by a former reader.
        seed: settles the kinds' order and the moments.
    """

    def __init__(self, work: Path, templates: tuple[Path, Path], seed: int, results: Results) -> None:
        self._work = work
        self._template, self._formerly_read = templates
        self._chance = random.Random(seed)
        self._results = results
        self._temporary = work / "temporary"
        self._temporary.mkdir()
        self._tallies = {kind: Tally() for kind in KINDS}
        self._reviews = 0

    def run(self, kills: int, kinds: Sequence[str] = KINDS) -> None:
        """Kill so many times, each kind as often as the others; of more kinds than kills, some of all sorts."""
        drawn = self._chance.sample(kinds, len(kinds))
        chosen = [drawn[number % len(drawn)] for number in range(kills)]
        self._measure(drawn[:kills])
        self._chance.shuffle(chosen)
        acts = [kind for kind in chosen if kind in VERBS]
        long = iter([kind for kind in chosen if kind in COMMANDS])
        began, done = time.monotonic(), 0
        batches = [acts[start : start + ON_ONE_REVIEW] for start in range(0, len(acts), ON_ONE_REVIEW)]
        each = -(-(kills - len(acts)) // max(1, len(batches)))
        for batch in batches or [[]]:
            if batch:
                self._kill_acts(batch)
            commands = list(islice(long, each))
            for kind in commands:
                self._kill_command(kind)
            done += len(batch) + len(commands)
            self._results.progress(f"{done} of {kills} kills, {time.monotonic() - began:.0f} s")

    def report(self) -> str:
        """The figures, as a table."""
        tallies = {kind: tally for kind, tally in self._tallies.items() if tally.kills}
        rows = [
            (
                kind, tally.kills, tally.inside, f"{1000 * statistics.median(tally.seconds):.1f}", tally.acknowledged,
                tally.lost, tally.unsound, tally.left, tally.wrong,
            )
            for kind, tally in tallies.items()
        ]  # fmt: skip
        sums = [sum(getattr(tally, name) for tally in tallies.values()) for name in _SUMMED]
        rows.append(("all", sums[0], sums[1], "", *sums[2:]))
        return table(
            ("killed in", "kills", "inside", "ms", "acknowledged", "lost", "unsound", "left behind", "wrong"),
            rows,
        )

    # --- acts ---------------------------------------------------------------------------------------------------------

    def _measure(self, kinds: Sequence[str]) -> None:
        """How long each kind takes when nobody kills it; that it can be done at all."""
        folder = self._review()
        copied(self._template, folder)
        for kind in kinds:
            if kind in VERBS:
                child = Child(
                    lambda say, kind=kind: act_for_ever(folder, kind, say, self._work, rounds=MEASURED),
                    self._temporary,
                )
                lines = child.lines()
                child.close()
                if child.code:
                    raise FailedError("\n".join(lines))
                self._tallies[kind].seconds += _seconds(lines, kind)
            else:
                self._tallies[kind].seconds.append(self._whole_run(kind))
        removed(folder)

    def _kill_acts(self, batch: Sequence[str]) -> None:
        folder = self._review()
        copied(self._template, folder)
        acknowledged = set(ask(lambda: event_hashes(folder), self._temporary))
        for kind in batch:
            acknowledged |= self._kill_act(folder, kind)
            self._judge(kind, folder, acknowledged)
        removed(folder)

    def _kill_act(self, folder: Path, kind: str) -> set[str]:
        """Kill a process somewhere in an act, sometimes beside a colleague's who acts, too; what both had acknowledged."""
        tally = self._tallies[kind]
        beside = self._chance.random() < BESIDE_ANOTHER and folder.parent.name != SHARED_PLACE
        colleague = self._acting(folder, "memo", "Ben", 0.01) if beside else None
        child = self._acting(folder, kind, REVIEWER)
        lines: list[str] = []
        wanted = self._chance.randint(1, MOST_ACTS)
        try:
            while wanted and (line := child.line()) is not None:
                lines.append(line)
                wanted -= line == f"{BEGIN} {kind}"
            time.sleep(self._chance.random() * BEYOND * statistics.median(tally.seconds))
            lines += self._killed(kind, child, lines)
            tally.kills += 1
            tally.inside += lines[-1].startswith(f"{BEGIN} ")
            tally.seconds += _seconds(lines, kind)
            if colleague:
                lines += self._killed(kind, colleague)
        except HungError as error:
            self._wrong(kind, str(error))
        events = {line.split()[2] for line in lines if line.startswith(f"{DONE} ")}
        tally.acknowledged += len(events)
        return events

    def _acting(self, folder: Path, kind: str, reviewer: str, pause: float = 0.0) -> Child:
        def work(say: Say) -> None:
            act_for_ever(folder, kind, say, self._work, reviewer=reviewer, pause=pause)

        return Child(work, self._temporary)

    def _killed(self, kind: str, child: Child, before: Sequence[str] = ()) -> list[str]:
        """Kill a process that acts; what it had said after those lines."""
        child.kill()
        lines = child.lines()
        child.close()
        if not child.was_killed:
            self._wrong(kind, f"ended by itself: {' / '.join([*before, *lines][-3:])}")
        return lines

    # --- commands -----------------------------------------------------------------------------------------------------

    def _stage(self) -> Stage:
        folder = self._review()
        outside = folder.with_name(f"{folder.name}-outside")
        outside.mkdir(parents=True)
        return Stage(folder, self._template, self._formerly_read, outside)

    def _whole_run(self, kind: str) -> float:
        """The seconds that a command takes undisturbed."""
        stage = self._stage()
        ask(lambda: COMMANDS[kind].prepare(stage), self._temporary)
        seconds = self._to_the_end(kind, stage)
        removed(stage.folder)
        removed(stage.outside)
        return seconds

    def _to_the_end(self, kind: str, stage: Stage) -> float:
        began = time.monotonic()
        child = Child(lambda say: COMMANDS[kind].run(stage, say), self._temporary)
        try:
            lines = child.lines()
            # What was done before the kill is refused now, in a line.
            if child.code not in {0, 2}:
                self._wrong(kind, f"done again: exit code {child.code}: {' / '.join(lines[-3:])}")
        except HungError as error:
            self._wrong(kind, f"done again: {error}")
        child.close()
        return time.monotonic() - began

    def _kill_command(self, kind: str) -> None:
        known, tally, stage = COMMANDS[kind], self._tallies[kind], self._stage()
        ask(lambda: known.prepare(stage), self._temporary)
        database = stage.folder / "review.db"
        before = set(ask(lambda: event_hashes(stage.folder), self._temporary)) if database.exists() else set()
        child = Child(lambda say: known.run(stage, say), self._temporary)
        time.sleep(self._chance.random() * statistics.median(tally.seconds))
        processes = child.stop() if known.spawns else []
        child.kill()
        lines = child.lines()
        child.close()
        killed = Killed(lines, finished=not child.was_killed)
        if killed.finished:
            # It takes less time than it did: the machine is less busy.
            tally.seconds = [0.85 * statistics.median(tally.seconds)]
        said = {line.split()[2] for line in lines if line.startswith(f"{DONE} ")}
        tally.kills += 1
        tally.inside += child.was_killed
        tally.acknowledged += len(said) + sum(line.startswith("read ") for line in lines)
        if orphans := still_running(processes):
            tally.left += len(orphans)
            self._results.fault(f"{kind}: left running: {orphans[0]}")
        self._judge(kind, stage.folder, before | said, known)
        self._check(kind, lambda: known.after_kill(stage, killed), known)
        self._to_the_end(kind, stage)
        self._judge(kind, stage.folder, before | said, known)
        self._check(kind, lambda: known.after_repeat(stage), known)
        removed(stage.folder)
        removed(stage.outside)

    # --- judging ------------------------------------------------------------------------------------------------------

    def _judge(
        self, kind: str, folder: Path, acknowledged: Collection[str], known: Command | None = None
    ) -> None:
        """Open the review again and count what is wrong."""
        tally = self._tallies[kind]

        def question() -> dict[str, object]:
            if known:
                known.as_whom()
            return look(folder, acknowledged, kept=bool(known and known.keeps))

        try:
            found = ask(question, self._temporary)
        except (FailedError, HungError) as error:
            self._wrong(kind, f"a fresh opening: {str(error).splitlines()[-1]}")
            return
        if found["refused"]:
            self._wrong(kind, f"a fresh opening is refused: {found['refused']}")
            return
        strays = [f"in the temporary folder: {path.name}" for path in self._temporary.iterdir()]
        tally.lost += len(found["lost"])
        tally.unsound += len(found["problems"]) + len(found["backups"])
        tally.left += len(found["left"]) + len(strays)
        for fault in (*found["lost"], *found["problems"], *found["backups"], *found["left"], *strays):
            self._results.fault(f"{kind}: {fault}")
        for path in self._temporary.iterdir():
            path.unlink() if path.is_file() else removed(path)

    def _check(self, kind: str, check: Callable[[], list[str]], known: Command) -> None:
        def question() -> list[str]:
            known.as_whom()
            return check()

        try:
            for fault in ask(question, self._temporary):
                self._wrong(kind, fault)
        except (FailedError, HungError) as error:
            self._wrong(kind, str(error).splitlines()[-1])

    def _wrong(self, kind: str, fault: str) -> None:
        self._tallies[kind].wrong += 1
        self._results.fault(f"{kind}: {fault}")

    def _review(self) -> Path:
        """A folder for a review; every fourth where several machines would see it: one writer there, and no WAL."""
        self._reviews += 1
        place = self._work / SHARED_PLACE if self._reviews % 4 == 0 else self._work
        return place / f"review-{self._reviews}"


_SUMMED = ("kills", "inside", "acknowledged", "lost", "unsound", "left", "wrong")


def _seconds(lines: Sequence[str], kind: str) -> Iterator[float]:
    """How long the acts of a kind took, of what a process has said."""
    for line in lines:
        word, *rest = line.split()
        if word == DONE and rest[0] == kind:
            yield float(rest[2])
