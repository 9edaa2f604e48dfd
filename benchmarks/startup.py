"""CPU time from the start of a process to its first paint: ours beside a minimal Textual app and harlequin.

Run by hand: ``python benchmarks/startup.py [--runs 5] [--harlequin COMMAND]``. Each program runs on a pseudo-terminal of
80 x 24; as soon as a text of its first screen has been painted, the user and system time of its process is read.
Harlequin is measured by the command of an environment that holds it.
"""

from __future__ import annotations

import argparse
import compileall
import fcntl
import os
import pty
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

from benchmarks.figures import figure

ROOT = Path(__file__).resolve().parents[1]
TARGET = 1.4
"""Times the CPU of a minimal Textual app; an app with a header, an input, a table, a text, a tree and a footer needs 1.31."""

MINIMAL = """
from textual.app import App
from textual.widgets import Static

class Minimal(App):
    def compose(self):
        yield Static("painted")

Minimal().run()
"""


def cpu_ms_until(painted: bytes, command: list[str]) -> float:
    """The milliseconds of CPU that `command` has used when it has painted a text; it is ended then."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = os.environ | {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
    )
    os.close(slave)
    output = b""
    try:
        while painted not in output:
            try:
                output += os.read(master, 65536)
            except OSError:
                raise SystemExit(f"{command[0]} ended before it had painted: {output[-2000:]!r}") from None
        return 1000 * time.clock_gettime(_clock_of(process.pid))
    finally:
        process.kill()
        process.wait()
        os.close(master)


def _clock_of(pid: int) -> int:
    """Linux's clock of a process's CPU time, which is exact; the times that it lists are in hundredths of a second."""
    return (~pid << 3) | 2


def empty_review(folder: Path) -> Path:
    """A review with the repository's own theory map and no documents."""
    sys.path.insert(0, str(ROOT))
    from review.project import Project

    Project.create(folder, (ROOT / "theory_map.yaml").read_text(encoding="utf-8"))
    Project.open(folder, "Ana").close()
    return folder


def main() -> None:
    """Measure the programs in turns and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--harlequin", default="harlequin", help="the command, where it is not on the path")
    arguments = parser.parse_args()
    # Where Python may write no bytecode, as on some build machines, each start would compile the program again.
    compileall.compile_dir(ROOT / "review", quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        review = str(empty_review(Path(folder) / "review"))
        programs = {
            "minimal Textual app": (b"painted", [sys.executable, "-c", MINIMAL]),
            "review": (
                b"No records yet",
                [sys.executable, "-m", "review", "--project", review, "--reviewer", "Ana"],
            ),
        }
        if harlequin := shutil.which(arguments.harlequin):
            programs["harlequin"] = (b"Run Query", [harlequin, "--theme", "harlequin", ":memory:"])
        else:
            print("harlequin: not here, left out (--harlequin COMMAND names one)")
        for painted, command in programs.values():
            cpu_ms_until(painted, command)
        measured: dict[str, list[float]] = {name: [] for name in programs}
        for _ in range(arguments.runs):
            for name, (painted, command) in programs.items():
                measured[name].append(cpu_ms_until(painted, command))
    least = statistics.median(measured["minimal Textual app"])
    print(f"{'program':<22} {'median CPU':>12} {'least':>9} {'ratio':>7}")
    for name, times in measured.items():
        median = statistics.median(times)
        print(f"{name:<22} {median:>9.0f} ms {min(times):>6.0f} ms {median / least:>6.2f}x")
    ours = statistics.median(measured["review"])
    figure("first paint", ours, "ms", peer=least, beside="minimal Textual app", aim=f"≤ {TARGET} times")
    print(f"target for review: {TARGET}x; {'met' if ours <= TARGET * least else 'missed'}")


if __name__ == "__main__":
    main()
