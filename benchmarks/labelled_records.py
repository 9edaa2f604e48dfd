"""The labelled sets of records that lie beside the repository, and the arguments of the benchmarks that screen them."""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import numpy as np

DATA = Path(__file__).parents[1] / "../shared/data/screening"


def screening_arguments(description: str | None) -> argparse.ArgumentParser:
    """A parser with ``--data``, ``--sets`` and ``--priors``."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data", type=Path, default=DATA, help="folder with NAME.csv and questions_and_priors.json"
    )
    parser.add_argument("--sets", nargs="*", help="default: all that have a question")
    parser.add_argument("--priors", type=int, default=3, help="pairs of priors for each set")
    return parser


def labelled(file: Path) -> tuple[list[str], list[str], np.ndarray]:
    """The titles and abstracts of a set, and whether each record was included."""
    rows = list(csv.DictReader(file.open(encoding="utf-8")))
    included = np.array([row["label_included"] == "1" for row in rows])
    return [row["title"] for row in rows], [row["abstract"] for row in rows], included
