"""What survives kills, openings at once, tampering, and another file in the place of an open review.

    python benchmarks/durability.py [--kills 1000] [--seed 1] [--only kills openings tampering replaced]

Exit code 1 where anything that was acknowledged was lost, or anything else was not as it should be.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

# Forks and threads do not go together.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.durability_trials.kills import KINDS, Kills
from benchmarks.durability_trials.openings import Openings
from benchmarks.durability_trials.processes import ask, import_program
from benchmarks.durability_trials.replaced import Replaced
from benchmarks.durability_trials.reviews import make, make_formerly_read
from benchmarks.durability_trials.tables import Results
from benchmarks.durability_trials.tampering import Tampering
from benchmarks.figures import figure

PARTS = ("kills", "openings", "tampering", "replaced")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument(
        "--kinds", nargs="+", choices=KINDS, default=KINDS, metavar="KIND", help="what is killed"
    )
    options = parser.parse_args()
    began = time.monotonic()
    results = Results()
    import_program()
    with tempfile.TemporaryDirectory(prefix="durability-") as name:
        work = Path(name)
        temporary = work / "own-temporary"
        temporary.mkdir()
        templates = (work / "template", work / "formerly-read")
        ask(lambda: make(templates[0]), temporary)
        ask(lambda: make_formerly_read(templates[1]), temporary)
        if "kills" in options.only:
            (work / "kills").mkdir()
            kills = Kills(work / "kills", templates, options.seed, results)
            kills.run(options.kills, options.kinds)
            print(kills.report())
        if "openings" in options.only:
            (work / "openings").mkdir()
            openings = Openings(work / "openings", templates[0], results)
            openings.run()
            print(openings.report())
        if "tampering" in options.only:
            (work / "tampering").mkdir()
            tampering = Tampering(work / "tampering", templates[0], results)
            tampering.run()
            print(tampering.report())
        if "replaced" in options.only:
            (work / "replaced").mkdir()
            replaced = Replaced(work / "replaced", templates[0], options.seed, results)
            replaced.run()
            print(replaced.report())
    figure("durability: things not as they should be", results.faults.total(), aim="0")
    for fault, times in results.faults.items():
        print(f"{times} x {fault}")
    print(
        f"{'nothing' if not results.faults else f'{results.faults.total()} things'} not as it should be; {time.monotonic() - began:.0f} s"
    )
    return 1 if results.faults else 0


if __name__ == "__main__":
    sys.exit(main())
