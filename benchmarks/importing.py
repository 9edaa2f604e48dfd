"""How long an import takes and keeps others waiting, and what else holds the right to write for long.

Run by hand: ``python benchmarks/importing.py [--references 5000] [--alike 3000]``. It makes reviews of its own in a temporary
folder. The figures to keep are the ratios, each within one run: how much longer references take that all share one author and
year, or have neither; and which part of an import another process had to wait, which decided every 50 ms.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.figures import figure
from review.journal import turns
from review.project import Project

ROOT = Path(__file__).resolve().parents[1]
EVERY_SECONDS = 0.05
MAP = """
title: A review to be imported into
question: Which councils shape the market for care?
categories: {market: Care as a market}
theories: {T1: {name: Market logic, category: market, proposition: Many providers compete, key_terms: [market], key: "1"}}
rival_framings: {RA: {name: No market, proposition: Councils cannot shape it, key_terms: [cannot], key: a, rivals: [T1]}}
stages: {title-abstract: {reviewers: 1, criterion_required: false}}
criteria:
  include: {I1: {text: About care, stage: title-abstract, group: topic}}
  exclude: {E1: {text: Old, stage: title-abstract}}
source_types: {empirical: {name: Empirical study}}
"""
WORDS = [
    "market",
    "care",
    "council",
    "provider",
    "choice",
    "budget",
    "quality",
    "demand",
    "supply",
    "commissioning",
]


def reference_file(folder: Path, kind: str, count: int) -> Path:
    """A RIS file of so many references, in no order: of as many authors, of one author and year, or with neither."""
    chance = random.Random(count)
    records = []
    for number in range(count):
        abstract = " ".join(chance.choices(WORDS, k=150))
        who = {
            "distinct": f"AU  - Author{number}, A\nPY  - {2000 + number % 20}\nTI  - Work {number}\n",
            "alike": f"AU  - Rahman, S\nPY  - 2016\nTI  - Work {number}\n",
            "neither": f"TI  - A study of the markets for care, number {number}\n",
        }[kind]
        records.append(f"TY  - JOUR\n{who}AB  - {abstract}\nER  - \n\n")
    chance.shuffle(records)
    path = folder / f"{kind}.ris"
    path.write_text("".join(records))
    return path


def new_review(folder: Path) -> Project:
    """An empty review."""
    Project.create(folder, MAP)
    return Project.open(folder, "ann")


@contextmanager
def holds() -> Iterator[list[float]]:
    """The seconds for which this process holds the right to write, one number for each transaction."""
    found: list[float] = []
    to_write = turns.Turns.to_write

    @contextmanager
    def measured(self: turns.Turns) -> Iterator[bool]:
        with to_write(self) as begun:
            began = time.perf_counter()
            try:
                yield begun
            finally:
                if begun:
                    found.append(time.perf_counter() - began)

    turns.Turns.to_write = measured
    try:
        yield found
    finally:
        turns.Turns.to_write = to_write


def decide_until_told(folder: Path) -> None:
    """Decide on a record every 50 ms until standard input ends; print how long each decision took."""
    import select

    project = Project.open(folder, "bob")
    record = project.records.all()[0].id
    taken = []
    print("ready", flush=True)
    while not select.select([sys.stdin], [], [], EVERY_SECONDS)[0]:
        began = time.perf_counter()
        project.screening.decide(record, ("include", "maybe")[len(taken) % 2], "title-abstract")
        taken.append(time.perf_counter() - began)
    print(json.dumps(taken))
    project.close()


def seconds_alone(folder: Path, kind: str, count: int) -> float:
    """The seconds of processor time that an import takes, its reading child included, while nobody else works."""
    path = reference_file(folder, kind, count)
    project = new_review(folder / kind)
    began = sum(os.times()[:4])
    report = project.references.import_file(path)
    taken = sum(os.times()[:4]) - began
    assert report.added == count, report
    project.close()
    return taken


def beside_another(folder: Path, count: int) -> tuple[float, list[float], list[float]]:
    """The seconds of an import beside a process that decides, the import's holds, and how long the decisions took."""
    project = new_review(folder / "beside")
    project.references.import_file(reference_file(folder, "alike", 1))
    path = reference_file(folder, "distinct", count)
    command = [sys.executable, __file__, "--decide", str(project.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as decider:
        assert decider.stdin is not None
        assert decider.stdout is not None
        decider.stdout.readline()
        with holds() as held:
            began = time.perf_counter()
            project.references.import_file(path)
            taken = time.perf_counter() - began
        decider.stdin.close()
        waited: list[float] = json.loads(decider.stdout.readline())
    project.close()
    return taken, held, waited


def other_writers(folder: Path, count: int) -> dict[str, list[float]]:
    """The holds of whatever else writes much, in a review of so many references, half of them twice."""
    project = new_review(folder / "others")
    path = reference_file(folder, "distinct", count // 2)
    project.references.import_file(path)
    path.write_text(path.read_text().replace("AB  - ", "AB  - Again: "))
    project.references.import_file(path)
    records = [record.id for record in project.records.all()]
    two = MAP.replace("reviewers: 1", "reviewers: 2")
    found = {}

    def write(what: str, do: Callable[[], object]) -> None:
        with holds() as found[what]:
            do()

    write(
        "1,000 decisions in a row",
        lambda: [project.screening.decide(r, "include", "title-abstract") for r in records[:1000]],
    )
    write(f"dedupe --apply, {count // 2} pairs", lambda: project.references.dedupe(apply=True))
    (project.folder / "theory_map.yaml").write_text(two)
    write("theory adopt that changes every outcome", lambda: project.map_file.adopt("Two reviewers"))
    write("verify --rebuild", project.history.rebuild)
    project.close()
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--references", type=int, default=5000)
    parser.add_argument("--alike", type=int, default=3000)
    parser.add_argument("--decide", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.decide:
        decide_until_told(options.decide)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        distinct = seconds_alone(folder, "distinct", options.alike)
        print(f"{options.alike:,} references of as many authors: {distinct:.2f} s of processor time")
        for kind, what in (("alike", "of one author and year"), ("neither", "without author and year")):
            taken = seconds_alone(folder, kind, options.alike)
            print(f"{options.alike:,} references {what}: {taken:.2f} s, {taken / distinct:.2f} times as long")
        taken, held, waited = beside_another(folder, options.references)
        print(f"{options.references:,} references beside a process that decides every 50 ms: {taken:.2f} s")
        print(
            f"  longest hold of the right to write: {max(held):.3f} s, {max(held) / taken:.1%} of the import"
        )
        print(
            f"  longest of {len(waited)} decisions: {max(waited):.3f} s, {max(waited) / taken:.1%} of the import;"
            f" half of them under {sorted(waited)[len(waited) // 2]:.3f} s"
        )
        figure("import: longest wait of another process that decides", max(waited), "s by the clock")
        for what, seconds in other_writers(folder, options.references).items():
            print(
                f"{what}: longest hold {max(seconds):.3f} s of {sum(seconds):.2f} s in {len(seconds)} transactions"
            )


if __name__ == "__main__":
    main()
