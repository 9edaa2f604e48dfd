"""Reviewers who work and exchange at once through one PostgreSQL server: is anything lost or doubled, and are all copies equal?

Run by hand: ``python benchmarks/team.py [--reviewers 10] [--records 10000] [--acts 20000]``. It starts a server of its own, or
uses the database at ``--server``. Each reviewer is two processes, one after the other: one that decides and writes memos, and
exchanges after every hundredth part, while the others do; and one that exchanges once more, and checks. Ends with 1 if copies
differ, acts are missing or a chain does not verify.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from review.acts import Import
from review.domain.act import DecisionKind
from review.domain.reference import Reference
from review.project import Project
from tests.journal.random_acts import tables
from tests.reviews import SMALL_MAP

STAGE = "title-abstract"
MAP = SMALL_MAP.replace("title-abstract: {reviewers: 1", "title-abstract: {reviewers: 2")


def begin(folder: Path, records: int) -> None:
    """A review with records."""
    Project.create(folder, MAP)
    project = Project.open(folder, "r0")
    with project.journal.transaction():
        for number in range(records):
            record = hashlib.sha256(str(number).encode()).hexdigest()
            reference = Reference(title=f"Care market {number}", authors=(f"Bell, {number}",), year=2016)
            project.journal.append(
                "r0", Import(record=record, path="r.ris", line=number + 1, source="ris", reference=reference)
            )
    project.close()


def work(folder: Path, reviewer: str, server: str, acts: int, every: int) -> None:
    """Decide on records at random and write memos, and exchange every now and then."""
    project = Project.open(folder, reviewer)
    chance = random.Random(reviewer)
    records = [record.id for record in project.records.all()]
    for number in range(1, acts + 1):
        if number % 10 == 0:
            project.annotations.memo("T1", f"{reviewer} {number}")
        else:
            kind = chance.choice([DecisionKind.INCLUDE, DecisionKind.EXCLUDE])
            criteria = ("E1",) if kind is DecisionKind.EXCLUDE else ()
            project.screening.decide(chance.choice(records), kind, STAGE, criteria=criteria)
        if number % every == 0:
            project.sharing.sync_server(server)
    project.sharing.sync_server(server)
    project.close()


def check(folder: Path, reviewer: str, server: str) -> None:
    """Exchange once more, and print what this copy holds and what does not verify."""
    project = Project.open(folder, reviewer)
    project.sharing.sync_server(server)
    content = hashlib.sha256(repr(tables(project.journal)).encode()).hexdigest()
    events = project.sharing.known()
    of_events = hashlib.sha256("".join(sorted(events)).encode()).hexdigest()
    print(len(events), of_events, content, len(project.history.verify()), sep="\t")
    project.close()


def run(folder: Path, server: str, reviewers: int, records: int, acts: int, every: int) -> int:
    """The trial; the exit code."""
    begin(folder / "r0", records)
    first = Project.open(folder / "r0", "r0")
    before = len(first.sharing.known())
    first.sharing.sync_server(server)
    for number in range(1, reviewers):
        first.history.backup(folder / f"r{number}" / "review.db")
    first.close()
    each = acts // reviewers
    began = time.monotonic()
    together(folder, reviewers, "--work", server, str(each), str(every))
    worked = time.monotonic() - began
    answers = [one.split("\t") for one in together(folder, reviewers, "--check", server, "0", "0")]
    print(
        f"{reviewers} reviewers, {records:,} records, {each * reviewers:,} acts, an exchange every {every}: {worked:.0f} s"
    )
    expected = before + each * reviewers
    faults = [
        *(["the copies do not have the same events"] if len({one[1] for one in answers}) > 1 else []),
        *(["the tables differ"] if len({one[2] for one in answers}) > 1 else []),
        *(f"r{number}: {one[0]} events instead of {expected}" for number, one in enumerate(answers) if int(one[0]) != expected),
        *(f"r{number}: {one[3]} problems" for number, one in enumerate(answers) if int(one[3])),
    ]  # fmt: skip
    print("\n".join(faults) or "none lost, none doubled, tables equal, chains verify")
    return int(bool(faults))


def together(folder: Path, reviewers: int, *arguments: str) -> list[str]:
    """The answers of all reviewers' processes, which run at once."""
    processes = [
        subprocess.Popen(
            [sys.executable, __file__, "--folder", folder / f"r{number}", "--as", f"r{number}", *arguments],
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(reviewers)
    ]
    answers = [process.communicate()[0].strip() for process in processes]
    if any(process.returncode for process in processes):
        raise SystemExit("a reviewer's process failed")
    return answers


def main() -> int:
    """Run the trial, or one reviewer's part of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviewers", type=int, default=10)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--acts", type=int, default=20_000)
    parser.add_argument("--every", type=int, default=500)
    parser.add_argument("--server", default="")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--as", dest="reviewer", default="")
    parser.add_argument("--work", nargs=3)
    parser.add_argument("--check", nargs=3)
    options = parser.parse_args()
    if options.work:
        server, acts, every = options.work
        work(options.folder, options.reviewer, server, int(acts), int(every))
        return 0
    if options.check:
        check(options.folder, options.reviewer, options.check[0])
        return 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = options.server
        if not server:
            from tests.servers import running_server

            machine = stack.enter_context(running_server())
            server = machine.admin_address(machine.new_database())
        return run(folder, server, options.reviewers, options.records, options.acts, options.every)


if __name__ == "__main__":
    sys.exit(main())
