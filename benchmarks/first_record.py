"""Seconds from the start of the program to a likely first record in Screening, with and without an order kept from the last run.

Run by hand: ``python benchmarks/first_record.py [--records 10000 100000]``. Of so many invented references one of the last has the
question's words. The program is started on a pseudo-terminal; once it has painted, F3 goes to Screening. Without a kept order
the likely record is known when the learning process has ordered all records, and the record shown until then is another one.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.figures import figure
from benchmarks.importing import MAP
from benchmarks.journal import REVIEWER, Words, a_reference, identity, in_steps
from review.acts import Import
from review.domain import Order
from review.project import Project
from review.project.learning.client import Suggestions
from review.project.learning.kept_order import ORDER_NAME
from review.project.learning.learner import WORDS_NAME

ROOT = Path(__file__).resolve().parents[1]
LIKELY = "Which councils shape the market for care"
FROM_THE_END = 5
STAGE = "title-abstract"
PATIENCE = 900.0
F3 = b"\x1bOR"
ORDERED = (b"likeliest first", b"likeliest by the question")
"""How Screening names the order of the learning process: made now, or kept from the last run."""
_CONTROL = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[^\[]")


def big_review(folder: Path, count: int) -> Path:
    """A review of so many invented references, of which one near the end is likely."""
    Project.create(folder, MAP)
    words = Words()
    with Project.open(folder, REVIEWER) as project:

        def store(number: int) -> None:
            reference = a_reference(words, number)
            if number == count - FROM_THE_END:
                reference = replace(reference, title=LIKELY, abstract=f"{LIKELY}, and how providers compete.")
            record = identity("", "", number, "", "", "{}")
            act = Import(record=record, path="more.ris", line=number, source="more.ris", reference=reference)
            project.journal.append(REVIEWER, act)

        in_steps(project.journal, range(count), store)
    return folder


def seconds_to_a_record(folder: Path) -> tuple[float, float, bool]:
    """Seconds to the first paint and to a record in Screening, and whether that is the likely one."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 140, 0, 0))
    command = [sys.executable, "-m", "review", "--project", str(folder), "--reviewer", REVIEWER]
    with (
        tempfile.TemporaryDirectory() as settings
    ):  # else Screening goes on with the record where it was left
        environment = os.environ | {
            "TERM": "xterm-256color",
            "PYTHONPATH": str(ROOT),
            "XDG_CONFIG_HOME": settings,
        }
        return _seconds_in(command, environment, master, slave)


def _seconds_in(
    command: Sequence[str], environment: Mapping[str, str], master: int, slave: int
) -> tuple[float, float, bool]:
    """The seconds of one start on this pseudo-terminal."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
    )
    os.close(slave)
    try:
        _read_until(master, b"Library")
        painted = time.perf_counter() - start
        os.write(master, F3)
        shown = _read_until(master, *ORDERED)
        return painted, time.perf_counter() - start, LIKELY.encode()[:30] in shown
    finally:
        process.kill()
        process.wait()
        os.close(master)


def _read_until(terminal: int, *texts: bytes) -> bytes:
    """What is painted until one of the texts comes, without control sequences."""
    output = b""
    while not any(text in (plain := _CONTROL.sub(b"", output)) for text in texts):
        output += os.read(terminal, 1 << 16)
    return plain


def to_an_order(folder: Path) -> tuple[float, float, float]:
    """From the start of the learning process to its first order: seconds, those of processor time, and peak memory in MB."""
    process = Suggestions(folder, REVIEWER, timeout=PATIENCE)
    start = time.perf_counter()
    process.start()
    try:
        process.queue(STAGE, Order.RELEVANCE)
        ordered = time.perf_counter() - start
        of_process = Path("/proc") / str(process.process_id)
        ticks = of_process.joinpath("stat").read_text().rsplit(")", 1)[1].split()[11:13]
        worked = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
        (peak,) = re.findall(r"VmHWM:\s*(\d+)", of_process.joinpath("status").read_text())
        # What is kept for the next start is written before the next answer.
        process.queue(STAGE, Order.OLDEST)
        return ordered, worked, int(peak) / 1024
    finally:
        process.stop()


def main() -> None:
    """Measure without a kept order, let the learning process make one, and measure with it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument(
        "--folder", type=Path, help="where reviews are made, and used again if they are there"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        for count in options.records:
            folder = (options.folder or Path(temporary)) / f"records-{count}"
            if not folder.is_dir():
                big_review(folder, count)
            (folder / ORDER_NAME).unlink(missing_ok=True)
            for kept in ("without", "with"):
                painted, shown, is_likely = seconds_to_a_record(folder)
                which = "the likely one" if is_likely else "another one"
                print(f"{count:>7} records, {kept:>7} a kept order: first paint {painted:.2f} s, ", end="")
                print(f"in Screening {which} after {shown:.2f} s", flush=True)
                how = f"{count:,} records, {kept} a kept order"
                figure(f"{how}: from the start to a record in Screening", shown, "s by the clock")
                if kept == "without":
                    (folder / WORDS_NAME).unlink(missing_ok=True)
                    for words in ("without", "with"):
                        ordered, worked, peak = to_an_order(folder)
                        aim = "≤ 12" if (count, words) == (100_000, "with") else ""
                        how = f"{count:,} records, {words} kept words: start to first order"
                        figure(how, worked, "s", aim=aim)
                        figure(f"{how}, memory", peak, "MB")
                        print(
                            f"{count:>7} records, {words:>7} kept words: the model's first order after ",
                            end="",
                        )
                        print(
                            f"{ordered:.1f} s, {worked:.1f} s of processor time, at most {peak:.0f} MB",
                            flush=True,
                        )


if __name__ == "__main__":
    main()
