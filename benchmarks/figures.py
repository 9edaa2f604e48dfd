"""The figures of one run of all benchmarks, ours beside a peer's: `make bench` ends with their table.

A benchmark calls `figure` for each of its main results. Run alone, that does nothing; run by ``bench.py``, it adds a line
to the file that the environment variable names, and ``bench.py`` makes the table of all of them.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "REVIEW_BENCH_FIGURES"
"""The environment variable with the path of the file to which figures are added."""


@dataclass(frozen=True)
class Figure:
    """One row: what was measured, ours, the peer's on the same work in the same run, and what ours is meant to reach."""

    what: str
    ours: float
    unit: str = ""
    peer: float | None = None
    beside: str = ""
    aim: str = ""


def figure(
    what: str, ours: float, unit: str = "", *, peer: float | None = None, beside: str = "", aim: str = ""
) -> None:
    """Add a row to the table of a run of all benchmarks; nothing where a program is run alone.

    Args:
        what: what was measured, in a few words, without a unit.
        ours: our figure.
        unit: its unit, such as ``s`` or ``MB``; empty for shares and scores.
        peer: the peer's figure on the same work, measured in the same run.
        beside: the peer's name.
        aim: what ours is meant to reach, such as ``≤ 1.4``.
    """
    if path := os.environ.get(FILE):
        with Path(path).open("a", encoding="utf-8") as file:
            row = Figure(what, float(ours), unit, None if peer is None else float(peer), beside, aim)
            file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
