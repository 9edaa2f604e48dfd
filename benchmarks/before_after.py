"""What the same work costs in two checkouts: before beside after, in processor time, in one run.

``python benchmarks/before_after.py BEFORE AFTER [--runs 5] [--records 100000] [--keep FOLDER]``. Both are checkouts with their own ``.venv``
(``make .venv/dev.done``). They take turns, so that whatever else the machine does meets both; what is printed are the least and
the median of the runs, and the ratio of the least ones. Reviews are made in a temporary folder; the one with many records is made
by BEFORE, and AFTER gets a copy, which it brings up to date before anything is measured.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import random
import shutil
import statistics
import struct
import subprocess
import tempfile
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil
from reportlab.pdfgen.canvas import Canvas

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
DECISIONS, IMPORTED, PAGES = 500, 5000, 400
BEGINNING = "Zephyrine"
"""A word near the beginning of the long text and in no title: once it is painted, the text is open."""
LONGEST_WAIT = 120

DECIDE = """
import sys, time
from pathlib import Path
from review.project import Project
project = Project.open(Path(sys.argv[1]), "ann")
screening = getattr(project, "screening", project)
records = screening.candidates("title-abstract")
begin = time.process_time()
for record in records:
    screening.decide(record, "include", "title-abstract", note="bears on the market")
print((time.process_time() - begin) / len(records))
project.close()
"""


class Checkout:
    """One version of the program, run by its own interpreter."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.folder = root.resolve(), folder
        self.python = str(self.root / ".venv/bin/python")
        self.environment = os.environ | {
            "PYTHONPATH": str(self.root), "PYTHONSAFEPATH": "1", "TERM": "xterm-256color", "REVIEW_REVIEWER": "ann",
        }  # fmt: skip
        # What is compiled once is not compiled in every run.
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        folder.mkdir(exist_ok=True)

    def new_review(self, name: str) -> Path:
        """An empty review with the demonstration's theory map."""
        review = self.folder / name
        shutil.rmtree(review, ignore_errors=True)
        (review / "corpus").mkdir(parents=True)
        shutil.copy(self.root / "theory_map.yaml", review)
        return review

    def run(self, *arguments: str | Path) -> float:
        """Run a command to its end; the seconds of processor time that it took, with those of its children."""
        process = subprocess.Popen(
            [self.python, *map(str, arguments)],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{self.root}: {arguments} ended with {process.returncode}")
        return used.ru_utime + used.ru_stime

    def review(self, folder: Path, *arguments: str | Path) -> float:
        """Run a command of the program on a review."""
        return self.run("-m", "review", "--project", folder, *arguments)

    def answer(self, code: str, folder: Path) -> float:
        """The number that a piece of code prints."""
        found = subprocess.run(
            [self.python, "-c", code, str(folder)],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return float(found.stdout)

    def painted(self, folder: Path, *steps: tuple[bytes, bytes]) -> float:
        """Seconds of processor time that the program, without its children, used for the last of some steps.

        Each step is keys to press and a text to wait for; the screen has 120 x 40 cells.
        """
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        process = subprocess.Popen(
            [self.python, "-m", "review", "--project", str(folder)],
            stdin=slave, stdout=slave, stderr=slave, env=self.environment, start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        used = before = 0.0
        try:
            for keys, text in steps:
                before = used
                os.write(master, keys)
                _wait_for(text, master)
                times = psutil.Process(process.pid).cpu_times()
                used = times.user + times.system
        finally:
            for child in psutil.Process(process.pid).children(recursive=True):
                child.kill()
            process.kill()
            process.wait()
            os.close(master)
        return used - before


def _wait_for(text: bytes, master: int) -> None:
    output, end = b"", time.monotonic() + LONGEST_WAIT
    os.set_blocking(master, False)
    while text not in output:
        try:
            output += os.read(master, 1 << 16)
        except BlockingIOError:
            time.sleep(0.002)
        except OSError:
            raise SystemExit(f"the program ended before it had painted {text!r}: {output[-500:]!r}") from None
        if time.monotonic() > end:
            raise SystemExit(f"{text!r} was not painted: {output[-2000:]!r}")


def reference_file(path: Path, count: int, words: int) -> Path:
    """A RIS file of invented references with abstracts of so many words."""
    chance = random.Random(count)
    with path.open("w") as file:
        for number in range(count):
            abstract = " ".join(chance.choices(WORDS, k=words))
            file.write(
                f"TY  - JOUR\nAU  - Author{number % 997}, A\nPY  - {2000 + number % 20}\nTI  - Work {number} on {chance.choice(WORDS)}\n"
                f"T2  - Care Markets\nVL  - {number % 40}\nDO  - 10.5555/{number}\nAB  - {abstract}\nER  - \n\n"
            )
    return path


def long_text(path: Path) -> None:
    """A PDF of a megabyte of text."""
    chance = random.Random(1)
    canvas = Canvas(str(path))
    canvas.setTitle("A long report")
    for page in range(PAGES):
        if page == 0:
            canvas.setFont("Helvetica", 18)
            canvas.drawString(50, 805, "A long report")
        canvas.setFont("Helvetica", 9)
        for row in range(60):
            begin = [BEGINNING] if page == 0 and row == 3 else []
            canvas.drawString(
                50,
                780 - 12 * row,
                " ".join(begin + chance.choices(WORDS, k=6)) + ("." if row % 6 == 5 else ""),
            )
        canvas.showPage()
    canvas.save()


Measure = Callable[[Checkout], float]


def measures(folder: Path) -> dict[str, Measure]:
    """What is measured, by its name: seconds of processor time."""
    few = reference_file(folder / "few.ris", DECISIONS, 150)
    imported = reference_file(folder / "imported.ris", IMPORTED, 150)

    def decided(checkout: Checkout) -> float:
        review = checkout.new_review("decisions")
        checkout.review(review, "import", few)
        return checkout.answer(DECIDE, review)

    return {
        "start to the first picture": lambda checkout: checkout.painted(
            checkout.folder / "empty", (b"", b"No records yet")
        ),
        "one decision": decided,
        f"import of {IMPORTED:,} references": lambda checkout: checkout.review(
            checkout.new_review("imported"), "import", imported
        ),
        "opening a text of 1 MB in the Reader": lambda checkout: checkout.painted(
            checkout.folder / "long", *TO_THE_READER
        ),
        "the Library of many records": lambda checkout: checkout.painted(
            checkout.folder / "many", *TO_THE_LIBRARY
        ),
        "review records --json of many records": lambda checkout: checkout.review(
            checkout.folder / "many", "records", "--json"
        ),
    }


TO_THE_READER = ((b"", b"Library"), (b"\r", BEGINNING.encode()))
TO_THE_LIBRARY = ((b"", b"Work 1 on"),)


def prepare(checkouts: Sequence[Checkout], folder: Path, records: int) -> None:
    """Make the reviews that are only looked at, where they are not kept from an earlier run; load each program once."""
    if not (folder / "many.ris").exists():
        make(checkouts, folder, records)
    for checkout in checkouts:
        checkout.painted(checkout.folder / "empty", (b"", b"No records yet"))
        for name in ("many", "long", "empty"):
            checkout.review(checkout.folder / name, "status")


def make(checkouts: Sequence[Checkout], folder: Path, records: int) -> None:
    """Make the review with many records, the one with a long text, and an empty one, for each checkout."""
    many = reference_file(folder / "many.ris", records, 30)
    long_text(folder / "long.pdf")
    first = checkouts[0]
    first.review(first.new_review("many"), "import", many)
    for checkout in checkouts:
        if checkout is not first:
            shutil.copytree(first.folder / "many", checkout.folder / "many")
        shutil.copy(folder / "long.pdf", checkout.new_review("long") / "corpus")
        checkout.review(checkout.folder / "long", "ingest")
        checkout.new_review("empty")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="a folder in which the reviews stay for the next run")
    parser.add_argument("--only", default="", help="measure only what has this in its name")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        checkouts = [
            Checkout(arguments.before, folder / "before"),
            Checkout(arguments.after, folder / "after"),
        ]
        prepare(checkouts, folder, arguments.records)
        print(f"{'seconds of processor time':42}{'before':>18}{'after':>18}{'after / before':>16}")
        for what, measure in measures(folder).items():
            if arguments.only not in what:
                continue
            found: list[list[float]] = [[], []]
            for _ in range(arguments.runs):
                for times, checkout in zip(found, checkouts, strict=True):
                    times.append(measure(checkout))
            cells = "".join(
                f"{min(times):>9.4f} ({statistics.median(times):.4f})".rjust(18) for times in found
            )
            print(f"{what:42}{cells}{min(found[1]) / min(found[0]):>15.2f}x", flush=True)
    print("least of the runs (and median); many records:", f"{arguments.records:,}")


if __name__ == "__main__":
    main()
