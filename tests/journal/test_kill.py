"""``kill -9`` at any moment loses no acknowledged act."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
from pathlib import Path

from review.project import Project
from tests.reviews import add_record, new_review

DECIDE = """
import sys
from pathlib import Path
from review.project import Project

project = Project.open(Path(sys.argv[1]), "ann")
record = sys.argv[2]
number = 0
while True:
    done = project.decide(record, ("include", "exclude", "maybe")[number % 3], "title-abstract", note=str(number))
    print(done.event, number, flush=True)
    number += 1
"""


def test_fifty_kills_in_a_stream_of_decisions_lose_nothing(tmp_path: Path) -> None:
    project = new_review(tmp_path / "review")
    record = add_record(project, "A study")
    project.close()
    chance = random.Random(7)
    acknowledged: list[str] = []
    last_note = ""
    for _ in range(50):
        child = subprocess.Popen(
            [sys.executable, "-c", DECIDE, str(tmp_path / "review"), record],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        lines = [child.stdout.readline() for _ in range(chance.randint(1, 25))]
        # Somewhere inside what follows the last answer: a transaction, a sync, a checkpoint.
        select.select([], [], [], chance.random() * 0.003)
        os.kill(child.pid, signal.SIGKILL)
        lines += child.stdout.read().splitlines(keepends=True)
        child.wait()
        child.stdout.close()
        whole = [line.split() for line in lines if line.endswith("\n")]
        acknowledged += [event for event, _ in whole]
        last_note = whole[-1][1]
    survivor = Project.open(tmp_path / "review", "ann")
    events = {event.hash for event in survivor.history(record)}
    assert set(acknowledged) <= events
    assert len(acknowledged) >= 50
    assert int(survivor.decisions(record)[0].note) in {int(last_note), int(last_note) + 1}
    assert [problem for problem in survivor.verify() if "file is gone" not in problem] == []
    survivor.close()
