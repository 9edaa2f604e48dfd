"""Random histories of several copies of a review: acts of every kind, exchanges, files copied and put back.

After each history all copies meet, and must be equal, without an event lost and without a problem in tables and chains.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter

from hypothesis import HealthCheck, given, seed, settings

from tests.journal.exchange.replicas import histories, played


def main() -> None:
    """Play the histories and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2_000, help="how many histories")
    parser.add_argument("--in-files", action="store_true", help="journals in files, not in memory")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found: Counter[str] = Counter()

    @seed(options.seed)
    @settings(
        max_examples=options.cases,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(histories())
    def play(history: list[tuple]) -> None:
        end = played(history, in_files=options.in_files)
        found.update(
            histories=1,
            events=end.events,
            forks=end.forks,
            lost=end.lost,
            differing=bool(end.differing),
            problems=bool(end.problems),
        )

    began = time.process_time()
    play()
    print(", ".join(f"{name} {found[name]:,}" for name in ("histories", "events", "forks")))
    print(", ".join(f"{name} {found[name]:,}" for name in ("lost", "differing", "problems")))
    print(f"{time.process_time() - began:.0f} s of processor time")


if __name__ == "__main__":
    main()
