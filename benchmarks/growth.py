"""What an imported record costs as a review grows, beside ASReview on the same files.

Run by hand: ``python benchmarks/growth.py [--records 10000 40000 160000] [--without-peer]``. For each number of records a CSV file of
invented references with abstracts of 1.2 kB is imported by `review import` into an empty review, and added to an empty project of ASReview, which
is installed into ``benchmarks/.asreview``. Processor time is that of the command from start to end with its reading child; memory is
that of the largest process; bytes are those of the review's folder at the end, and of SQLite's write-ahead log at its largest.
The figures to keep are those for one record, and their ratio to those of the first size: 1.0 is linear growth.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.figures import figure
from benchmarks.importing import new_review
from benchmarks.journal import Words, a_reference
from benchmarks.order import asreview_python

HERE = Path(__file__).resolve().parent
COLUMNS = ("title", "authors", "year", "doi", "journal", "volume", "pages", "abstract", "keywords", "url")
LOOK_SECONDS = 0.05


class Cost(NamedTuple):
    """What the import of so many records took: milliseconds of processor time, bytes, and peaks in megabytes."""

    records: int
    milliseconds: float
    stored: int
    memory: float
    log: float


def table(path: Path, count: int) -> Path:
    """A CSV file of so many invented references."""
    words = Words()
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(count):
            one = a_reference(words, number)
            joined = ("; ".join(one.authors), one.year, one.doi, one.container, one.volume, one.pages)
            writer.writerow([one.title, *joined, one.abstract, "; ".join(one.keywords), *one.urls])
    return path


def measured(command: Sequence[str | Path], folder: Path, count: int) -> Cost:
    """Run a command that puts so many records into a folder.

    Raises:
        SystemExit: the command failed.
    """
    environment = os.environ | {"REVIEW_REVIEWER": "ann", "PYTHONPATH": str(HERE.parent)}
    process = subprocess.Popen(
        list(map(str, command)), stdout=subprocess.DEVNULL, env=environment, cwd=folder.parent
    )
    largest = Largest(folder / "review.db-wal")
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    log = largest.end()
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    stored = sum(
        file.stat().st_size for file in folder.rglob("*") if file.is_file() and "backups" not in file.parts
    )
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Cost(count, 1000 * (used.ru_utime + used.ru_stime), stored, used.ru_maxrss / unit, log / 2**20)


class Largest:
    """Watches a file's size from another thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._bytes = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        while not self._ended.wait(LOOK_SECONDS):
            if self._path.exists():
                self._bytes = max(self._bytes, self._path.stat().st_size)

    def end(self) -> int:
        """Stop; the largest size in bytes that was seen."""
        self._ended.set()
        self._thread.join()
        return self._bytes


def ours(path: Path, folder: Path, count: int) -> Cost:
    """The import of a file into an empty review."""
    new_review(folder).close()
    command = [sys.executable, "-m", "review", "--project", folder, "import", path]
    return measured(command, folder, count)


def theirs(python: Path, path: Path, folder: Path, count: int) -> Cost:
    """The same file added to an empty project of ASReview."""
    return measured([python, HERE / "import_asreview.py", path, folder], folder, count)


def line(name: str, cost: Cost, first: Cost) -> str:
    """A line of the table: the cost of a record, and its ratio to that at the first size."""
    ratio = (cost.milliseconds / cost.records) / (first.milliseconds / first.records)
    log = f"{cost.log:>8.0f}" if cost.log else f"{'-':>8}"
    return (
        f"{cost.records:>9,}  {name:10}{cost.milliseconds / cost.records:>10.3f}{cost.stored / cost.records:>14,.0f}"
        f"{cost.memory:>11.0f}{log}{ratio:>13.2f}"
    )


def main() -> None:
    """Print a line for each size and program."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--records", type=int, nargs="+", default=[10_000, 40_000, 160_000])
    parser.add_argument("--without-peer", action="store_true", help="leave ASReview out")
    options = parser.parse_args()
    python = None if options.without_peer else asreview_python()
    print(
        f"{'records':>9}  {'':10}{'ms/record':>10}{'bytes/record':>14}{'memory MB':>11}{'log MB':>8}{'to the first':>13}"
    )
    first: dict[str, Cost] = {}
    for count in options.records:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            path = table(folder / "records.csv", count)
            found = {"ours": ours(path, folder / "ours", count)}
            if python:
                found["ASReview"] = theirs(python, path, folder / "theirs", count)
            for name, cost in found.items():
                print(line(name, cost, first.setdefault(name, cost)), flush=True)
            record(count, found["ours"], found.get("ASReview"))


def record(count: int, ours: Cost, theirs: Cost | None) -> None:
    """What a record costs, for the table of all benchmarks."""
    for what, unit, aim, value in (
        ("import of a record", "ms", "≤ 0.4", lambda cost: cost.milliseconds / cost.records),
        ("a record on disk", "bytes", "≤ 6,000", lambda cost: cost.stored / cost.records),
        ("memory of an import", "MB", "", lambda cost: cost.memory),
    ):
        peer = value(theirs) if theirs else None
        figure(f"{count:,} records: {what}", value(ours), unit, peer=peer, beside="ASReview", aim=aim)


if __name__ == "__main__":
    main()
