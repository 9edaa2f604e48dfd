"""The trial of benchmarks/team.py, small: processes that work and exchange at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from review.sync.postgres.address import Address

TRIAL = Path(__file__).parents[3] / "benchmarks" / "team.py"


def test_reviewers_who_exchange_at_once_lose_and_double_nothing(address: Address) -> None:
    done = subprocess.run(
        [sys.executable, TRIAL, "--reviewers", "3", "--records", "30", "--acts", "90", "--every", "10", "--server", address.given],
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "none lost, none doubled, tables equal, chains verify" in done.stdout
