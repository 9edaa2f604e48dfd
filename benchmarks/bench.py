"""All benchmarks in one run, and one table of their figures: ours, a peer's on the same work, and the ratio.

    python benchmarks/bench.py                      all, as `make bench` does
    python benchmarks/bench.py --only order sync    some programs
    python benchmarks/bench.py --keep               also write the table to docs/explanation/figures.md, and a part of it to README.md

Each program runs alone, one after the other, in the shortened form given here. The figures are those of this machine: let
nothing else run on it. A program that fails is named at the end, and the exit code is 1 then.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import psutil

from benchmarks.figures import FILE
from benchmarks.tables import in_readme, page

HERE = Path(__file__).parent
ROOT = HERE.parent
KEPT = HERE / "results/figures.json"
PAGE = ROOT / "docs/explanation/figures.md"
README = ROOT / "README.md"

PROGRAMS = (
    "startup.py",
    "order.py --sets Cohen_ADHD Cohen_Estrogens Cohen_Triptans",
    "order.py --scale 100000",
    "first_record.py --records 100000",
    "stopping.py --many",
    "keys.py --only next keys --runs 3",
    "codes.py --seeds 1 --semantic",
    "codes.py --latency 3000",
    "languages.py --seeds 3",
    "against.py --seeds 1",
    "stopping.py --sets Cohen_ADHD",
    "duplicates.py",
    "reading.py --pages 50",
    "references.py",
    "metadata.py",
    "page_labels.py",
    "boxes.py --quotations 5 --every 5",
    "importing.py --references 2000 --alike 1000",
    "growth.py --records 20000",
    "journal.py --references 5000 --events 10000",
    "configurations.py --configurations 200 --runs 3",
    "report.py",
    "interchange.py --texts 50 --selections 1000",
    "sync.py --events 20000 --seen 20",
    "durability.py --kills 100",
)


def main() -> int:
    """Run the programs, print the table, and keep it if asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", metavar="PROGRAM", help="names without .py")
    parser.add_argument("--keep", action="store_true", help="write the table to docs/ and README.md, too")
    options = parser.parse_args()
    chosen = [one for one in PROGRAMS if not options.only or one.split(".")[0] in options.only]
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures"
        file.touch()
        failed = [program for program in chosen if not run(program, file)]
        lines = file.read_text(encoding="utf-8").splitlines()
    found = {"run": about(time.monotonic() - began), "figures": [json.loads(line) for line in lines]}
    print(f"\n{page(found)}")
    for program in failed:
        print(f"failed: {program}", file=sys.stderr)
    if options.keep and not failed:
        KEPT.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        PAGE.write_text(page(found), encoding="utf-8")
        README.write_text(in_readme(README.read_text(encoding="utf-8"), found), encoding="utf-8")
    return 1 if failed else 0


def run(program: str, file: Path) -> bool:
    """Run a program with its arguments, which adds its figures to a file; says whether it succeeded."""
    print(f"\n== benchmarks/{program}", flush=True)
    name, *arguments = program.split()
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, HERE / name, *arguments], env=os.environ | {FILE: str(file)}, check=False
    )
    print(f"== {time.monotonic() - began:.0f} s", flush=True)
    return done.returncode == 0


def about(seconds: float) -> dict[str, str]:
    """When and on what this was measured."""
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    memory = psutil.virtual_memory().total / 2**30
    return {
        "date": date.today().isoformat(),  # noqa: DTZ011 (the day where it was measured)
        "commit": commit.stdout.strip() or "unknown",
        "machine": f"{processor()}, {psutil.cpu_count()} cores, {memory:.0f} GB, {platform.system()}",
        "python": platform.python_version(),
        "minutes": f"{seconds / 60:.0f}",
    }


def processor() -> str:
    """The name of the processor, as the system has it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


if __name__ == "__main__":
    sys.exit(main())
