"""``kill -9`` at any moment loses no acknowledged act. ``benchmarks/durability.py`` does it, here with few kills."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.durability_trials.acts import VERBS
from benchmarks.durability_trials.reviews import look
from review.acts import KINDS
from tests.reviews import add_record, new_review

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "durability.py"

KILLED_ON_THE_WAY = {"ingest", "import", "reread", "reanchor", "begin-review"}
"""The kinds of acts that a command makes, many at a time, or that the first opening makes."""

KILLS = 30

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the benchmark forks its children")


def killed(kills: int, kinds: list[str]) -> dict[str, int]:
    """What so many kills of these kinds came to, by the heads of the table's last line."""
    ran = subprocess.run(
        [sys.executable, BENCHMARK, "--only", "kills", "--kills", str(kills), "--kinds", *kinds],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=300,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in ran.stdout.splitlines()
        if "|" in line
    ]
    return {
        head: int(cell) for head, cell in zip(rows[0], rows[-1], strict=True) if re.fullmatch(r"\d+", cell)
    }


def test_kills_in_half_of_all_kinds_of_acts_lose_nothing() -> None:
    found = killed(KILLS, list(VERBS))
    assert found["kills"] == KILLS
    assert found["inside"] > 0
    assert found["acknowledged"] >= len(VERBS)
    assert (found["lost"], found["unsound"], found["left behind"], found["wrong"]) == (0, 0, 0, 0)


def test_no_kind_of_act_is_left_out() -> None:
    assert set(VERBS) == set(KINDS) - KILLED_ON_THE_WAY


def test_what_is_lost_or_left_behind_is_seen(tmp_path: Path) -> None:
    project = new_review(tmp_path / "review")
    add_record(project, "A study")
    project.close()
    (tmp_path / "review" / "exports" / "notes.tmp").write_text("half")
    (tmp_path / "review" / "backups" / "review-20260101T000000.db").touch()
    never_written = "0" * 64

    found = look(tmp_path / "review", {never_written})

    assert found["lost"] == [never_written]
    assert found["left"] == ["exports/notes.tmp"]
    assert found["backups"] == ["review-20260101T000000.db: no such table: event"]
    assert found["problems"], "its file was never there"
