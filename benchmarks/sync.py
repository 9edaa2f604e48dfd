"""Exchange through a folder: what it costs at a size, and whether two people who worked apart get the conflicts that they have.

Run by hand: ``python benchmarks/sync.py [--events 100000] [--acts 500]``. It makes reviews of its own in a temporary folder. Seconds
are of processor time. Each exchange is the command in a process of its own, its start included; the figure to compare is its
ratio to reading the same lines as plain JSON.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from journal import import_references, work

from review.acts import Decide, Import
from review.domain.act import DecisionKind
from review.domain.reference import Reference
from review.journal.event import identity
from review.journal.steps import in_steps
from review.project import Project
from review.project.service import MAP_NAME

MAP = """
title: Exchange
question: Which copies differ?
categories: {market: Market}
theories: {T1: {name: Market, category: market, proposition: Many compete, key_terms: [market], key: "1", colour: "#aa3377"}}
rival_framings: {RA: {name: None, proposition: Nobody competes, key_terms: [none], key: a, colour: "#4477aa", rivals: [T1]}}
stages: {title-abstract: {reviewers: 2, criterion_required: false}}
criteria: {exclude: {E1: {text: Too old, stage: title-abstract}}}
"""
STAGE = "title-abstract"
LAUNCH = "import os, sys; p = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ); _, s, u = os.wait4(p, 0); print(os.waitstatus_to_exitcode(s), u.ru_utime + u.ru_stime, u.ru_maxrss, file=sys.stderr)"
"""A small process that starts another: the memory of who starts a process counts as its own."""

PLAIN = "import json, sys; any(not json.loads(line) for name in sys.argv[1:] for line in open(name, 'rb'))"
LATER = 100
IN_A_ROW = 1_000


class Cost(NamedTuple):
    """What a process took: seconds of processor time, and mebibytes at most."""

    seconds: float
    memory: float


def cost(*command: str | Path) -> Cost:
    """Run a process to its end.

    Raises:
        SystemExit: it failed.
    """
    started = subprocess.run(
        [sys.executable, "-c", LAUNCH, *map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True
    )  # fmt: skip
    code, took, most = started.stderr.split()[-3:]
    if int(code):
        raise SystemExit(started.stderr.decode())
    return Cost(float(took), int(most) / (2**20 if sys.platform == "darwin" else 2**10))


def sync(project: Path, shared: Path) -> Cost:
    """One exchange by the command."""
    return cost(sys.executable, "-m", "review", "--project", project, "--json", "sync", shared)


def new(folder: Path, reviewer: str) -> Project:
    """A new review."""
    Project.create(folder, MAP)
    return Project.open(folder, reviewer)


def a_copy(of: Project, folder: Path, reviewer: str) -> Project:
    """A second copy of a review."""
    of.history.backup(folder / "review.db")
    return Project.open(folder, reviewer)


def seconds(do: Callable[[], object]) -> float:
    """The processor time that something takes."""
    began = time.process_time()
    do()
    return time.process_time() - began


def decision(record: str) -> Decide:
    """A decision to include."""
    return Decide(record=record, stage=STAGE, decision=DecisionKind.INCLUDE, theory_event="")


def at_a_size(folder: Path, events: int) -> None:
    """Two copies, one of which has so many acts more."""
    shared = folder / "shared"
    ann = new(folder / "ann", "ann")
    a_copy(ann, folder / "bob", "bob").close()
    (folder / "bob" / MAP_NAME).write_bytes((folder / "ann" / MAP_NAME).read_bytes())
    records = import_references(ann.journal, events // 3)
    work(ann.journal, records, events - IN_A_ROW - len(records))
    several = records[:IN_A_ROW]
    one_by_one = seconds(lambda: [ann.journal.append("ann", decision(record)) for record in several])
    print(f"acts into the journal, each on disk before the next: {len(several) / one_by_one:,.0f} per second")
    print(f"full replay of {ann.revision:,} events: {seconds(ann.journal.rebuild):.1f} s")
    ann.close()

    def row(what: str, found: Cost) -> None:
        print(f"{what:<44} {found.seconds:6.2f} s  {found.memory:5.0f} MB  {found.seconds / plain.seconds:5.1f} x plain JSON")  # fmt: skip

    sent = sync(folder / "ann", shared)
    files = sorted(shared.glob("*.jsonl"))
    plain = cost(sys.executable, "-c", PLAIN, *files)
    size = sum(file.stat().st_size for file in files)
    print(f"{size / 2**20:.0f} MB of events")
    row("the lines as plain JSON", plain)
    row("status, for comparison", cost(sys.executable, "-m", "review", "--project", folder / "ann", "status"))
    row("sending all", sent)
    row("receiving all", sync(folder / "bob", shared))
    row("nothing new, who sent", sync(folder / "ann", shared))
    row("nothing new, who received", sync(folder / "bob", shared))
    with_more = Project.open(folder / "ann", "ann")
    work(with_more.journal, records, LATER)
    with_more.close()
    row(f"sending {LATER}", sync(folder / "ann", shared))
    row(f"receiving {LATER}", sync(folder / "bob", shared))


def apart(folder: Path, acts: int, planted: int, seed: int = 15) -> None:
    """Two people decide apart, on some records both, on some of these differently; the conflicts are exactly those.

    Raises:
        SystemExit: they are not.
    """
    shared = folder / "shared"
    ann = new(folder / "ann", "ann")
    records = [identity("", "", number, "", "", "{}") for number in range(acts * 3 // 2)]

    def add(record: str) -> None:
        reference = Reference(title=f"Record {record[:8]}", line=1, source_format="ris")
        ann.journal.append(
            "ann", Import(record=record, path="a.ris", line=1, source="a", reference=reference)
        )

    in_steps(ann.journal, records, add)
    bob = a_copy(ann, folder / "bob", "bob")
    of_both = records[acts // 2 : acts]
    differs = set(random.Random(seed).sample(of_both, planted))
    for project, own in ((ann, records[:acts]), (bob, records[acts // 2 :])):
        for record in own:
            excludes = project is bob and record in differs
            kind = DecisionKind.EXCLUDE if excludes else DecisionKind.INCLUDE
            criteria = ("E1",) if excludes else ()
            act = Decide(record=record, stage=STAGE, decision=kind, criteria=criteria, theory_event=project.theory.event)  # fmt: skip
            project.journal.append(project.reviewer, act)
    took = [
        seconds(lambda project=project: project.sharing.sync_folder(shared)) for project in (ann, bob, ann)
    ]  # type: ignore[misc]
    found = [{one.record for one in project.conflicts.all()} for project in (ann, bob)]
    same = ann.sharing.known() == bob.sharing.known() and decisions(ann) == decisions(bob)
    print(
        f"two people apart, {acts} decisions each on {len(of_both)} records in common, {planted} differ: "
        f"{len(found[0])} and {len(found[1])} conflicts, {'exactly' if found == [differs] * 2 else 'NOT'} the planted ones; "
        f"copies {'equal' if same else 'NOT equal'}; exchanges {', '.join(f'{one:.2f} s' for one in took)}"
    )
    ann.close()
    bob.close()
    if not same or found != [differs] * 2:
        raise SystemExit(1)


def decisions(project: Project) -> list[object]:
    """The rows of decisions and outcomes."""
    return [
        project.journal.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in ("decision", "outcome")
    ]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000, help="acts that one copy has more")
    parser.add_argument(
        "--acts", type=int, default=500, help="decisions of each of two people who work apart"
    )
    parser.add_argument("--planted", type=int, default=37, help="records that they decide on differently")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        apart(Path(folder) / "apart", options.acts, options.planted)
        at_a_size(Path(folder) / "size", options.events)


if __name__ == "__main__":
    main()
