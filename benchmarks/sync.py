"""Exchange through a folder: what it costs at a size, and whether two people who worked apart get the conflicts that they have.

Run by hand: ``python benchmarks/sync.py [--events 100000] [--acts 500]``. It makes reviews of its own in a temporary folder. Seconds
are of processor time. Each exchange is the command in a process of its own, its start included; the figure to compare is its
ratio to reading the same lines as plain JSON. From screen to screen is by the clock, through a PostgreSQL server of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from journal import import_references, seconds, work

from benchmarks.figures import figure
from review.acts import Decide, Import
from review.domain.act import DecisionKind
from review.domain.canonical import identity
from review.domain.reference import Reference
from review.journal.steps import in_steps
from review.project import Project
from review.project.service import MAP_NAME
from review.tui.app import ReviewApp
from review.tui.support.settings import Settings
from tests.servers import LACK, PostgresServer, installed, running_server
from tests.tui.hosts import shown

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
SIZE = (120, 40)
PATIENCE = 60


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
        if what in ("sending all", "receiving all"):
            figure(
                f"sync: {what}, {events:,} acts", found.seconds, "s", peer=plain.seconds, beside="plain JSON"
            )
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


async def from_screen_to_screen(folder: Path, server: PostgresServer, times: int) -> list[float]:
    """Seconds from an act on one screen until the other, on a copy of its own, has painted it; `times` of them.

    Raises:
        SystemExit: one did not appear within `PATIENCE`.
    """
    ann = new(folder / "ann", "ann")
    records = import_references(ann.journal, 100)
    a_copy(ann, folder / "bob", "bob").close()
    (folder / "bob" / MAP_NAME).write_bytes((folder / "ann" / MAP_NAME).read_bytes())
    bob = Project.open(folder / "bob", "bob")
    address = server.admin_address(server.new_database())
    for project in (ann, bob):
        project.sharing.sync_server(address)
    here, there = (
        ReviewApp(one, Settings(one.folder / "home"), with_suggestions=False) for one in (ann, bob)
    )
    took: list[float] = []

    async def until(happened: Callable[[], bool]) -> float:
        began = time.monotonic()
        while not happened():
            if time.monotonic() - began > PATIENCE:
                raise SystemExit(f"not seen on the other screen within {PATIENCE} s")
            await asyncio.sleep(0.005)
        return time.monotonic() - began

    async with here.run_test(size=SIZE), there.run_test(size=SIZE):
        await until(lambda: all("in touch" in shown(app) for app in (here, there)))
        record = ann.records.all()[0].id
        assert record in records
        for number in range(times):
            title = f"Seen elsewhere {number:03}"
            here.screen.act(lambda title=title: ann.records.edit(record, title=title))  # type: ignore[misc]
            took.append(await until(lambda title=title: title in shown(there)))  # type: ignore[misc]
            await asyncio.sleep(random.Random(number).random())
    ann.close()
    bob.close()
    return took


def through_a_server(folder: Path, times: int) -> None:
    """Print how long it takes until one sees what another did, or why that cannot be measured here."""
    if not installed():
        print(f"from screen to screen through a server: skipped; {LACK}")
        return
    with running_server() as server:
        took = sorted(asyncio.run(from_screen_to_screen(folder, server, times)))
    late = took[int(0.95 * len(took))]
    figure(
        "sync: from screen to screen through a server", statistics.median(took), "s by the clock", aim="≤ 2"
    )
    print(
        f"from screen to screen through a server, {times} acts: median {statistics.median(took):.2f} s, "
        f"95 of 100 within {late:.2f} s, longest {took[-1]:.2f} s (by the clock)"
    )


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
    parser.add_argument(
        "--seen", type=int, default=50, help="acts that another screen shows, through a server"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        through_a_server(Path(folder) / "server", options.seen)
        apart(Path(folder) / "apart", options.acts, options.planted)
        at_a_size(Path(folder) / "size", options.events)


if __name__ == "__main__":
    main()
