"""Openings at once: several processes open one review at the same moment, each with something new to back up."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.durability_trials.processes import Child, FailedError, HungError, ask
from benchmarks.durability_trials.reviews import REVIEWER, copied, long_ago, look, removed
from benchmarks.durability_trials.tables import Results, table
from review.demonstration import theory_map_file
from review.errors import ReviewError
from review.journal.journal import FILE_NAME
from review.project import Project

ROUNDS = 12
AT_ONCE = 6
"""Six processes in each of twelve rounds: 72 openings."""

OPENED, REFUSED, NOTICE = "opened ", "refused ", "notice "


@dataclass
class Tally:
    """What the openings of one kind came to."""

    openings: int = 0
    refused: int = 0
    notices: int = 0
    crashed: int = 0
    backups: int = 0
    unsound: int = 0
    left: int = 0
    adopted_twice: int = 0


class Openings:
    """Rounds of openings at once, of a review that has something new and of a brand-new folder."""

    def __init__(self, work: Path, template: Path, results: Results) -> None:
        self._work = work
        self._template = template
        self._results = results
        self._temporary = work / "temporary"
        self._temporary.mkdir()
        self._tallies: dict[str, Tally] = {}

    def run(self) -> None:
        """All rounds."""
        for kind, at_once, rounds in (
            ("something new to back up", AT_ONCE, ROUNDS),
            ("a brand-new folder", 2, ROUNDS),
            ("a brand-new folder, six at once", AT_ONCE, ROUNDS // 3),
        ):
            tally = self._tallies[kind] = Tally()
            for number in range(rounds):
                folder = self._work / f"{at_once}-{number}-{len(self._tallies)}"
                if kind.startswith("a brand-new"):
                    ask(lambda folder=folder: _new(folder), self._temporary)
                else:
                    copied(self._template, folder)
                    ask(lambda folder=folder: _something_new(folder), self._temporary)
                self._round(kind, tally, folder, at_once)
                removed(folder)
            self._results.progress(f"openings: {kind}: {rounds} rounds of {at_once}")

    def report(self) -> str:
        """The figures, as a table."""
        return table(
            ("opened at once", "openings", "refused", "notices", "crashed", "backups", "unsound", "left behind", "first versions too many"),
            [(kind, *vars(tally).values()) for kind, tally in self._tallies.items()],
        )  # fmt: skip

    def _round(self, kind: str, tally: Tally, folder: Path, at_once: int) -> None:
        for line in self._said_at_once(folder, at_once):
            tally.openings += line.startswith((OPENED, REFUSED))
            tally.refused += line.startswith(REFUSED)
            tally.notices += line.startswith(NOTICE)
            if not line.startswith((OPENED, NOTICE)):
                tally.crashed += line.startswith("Traceback")
                self._fault(kind, line)
        try:
            found = ask(lambda: look(folder), self._temporary)
        except (FailedError, HungError) as error:
            tally.crashed += 1
            self._fault(kind, str(error).splitlines()[-1])
            return
        tally.backups += len(list((folder / "backups").glob("*.db")))
        tally.refused += bool(found["refused"])
        tally.unsound += len(found["problems"]) + len(found["backups"])
        tally.left += len(found["left"])
        tally.adopted_twice += found["kinds"].get("adopt", 0) - 1
        for fault in (
            *filter(None, [found["refused"]]),
            *found["problems"],
            *found["backups"],
            *found["left"],
        ):
            self._fault(kind, fault)
        if found["kinds"].get("adopt") != 1:
            self._fault(kind, f"{found['kinds'].get('adopt', 0)} first versions of the theory map")

    def _said_at_once(self, folder: Path, at_once: int) -> Sequence[str]:
        """What so many processes say that open the review when a pipe is closed, all at one moment."""
        gate, held = os.pipe()
        children = []
        for number in range(at_once):

            def work(say, number=number) -> None:
                os.close(held)
                os.read(gate, 1)
                _open(folder, f"Reviewer {number}", say)

            children.append(Child(work, self._temporary))
        os.close(gate)
        os.close(held)
        said = []
        for child in children:
            try:
                said += child.lines()
            except HungError as error:
                said.append(str(error))
            child.close()
        return said

    def _fault(self, kind: str, fault: str) -> None:
        self._results.fault(f"opening at once, {kind}: {fault}")


def _open(folder: Path, reviewer: str, say) -> None:
    try:
        project = Project.open(folder, reviewer)
    except ReviewError as error:
        say(f"{REFUSED}{error}")
        return
    say(f"{OPENED}{project.screening.counts().records}")
    for notice in project.notices:
        say(f"{NOTICE}{notice}")
    project.close()


def _new(folder: Path) -> None:
    Project.create(folder, theory_map_file().read_text("utf-8"))


def _something_new(folder: Path) -> None:
    project = Project.open(folder, REVIEWER)
    project.annotations.memo("T1", "something new")
    project.close()
    for path in (folder / "backups").glob("*.db"):
        path.unlink()
    long_ago(folder / FILE_NAME)
