"""A copied file goes on as a replica of its own, also where two machines are set up alike."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from review.journal import opening
from review.journal.exchange import installation
from review.journal.journal import Journal

Elsewhere = Callable[[str], None]


@pytest.fixture
def on_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Elsewhere:
    """Go on as on another machine of the same name: only the folder of the programs' state is another one."""

    def go(name: str) -> None:
        monkeypatch.setattr(installation, "_folder", lambda: tmp_path / f"state-{name}")

    return go


def replica_of(path: Path) -> str:
    journal = Journal.open(path)
    try:
        return journal.database.meta("replica")
    finally:
        journal.close()


def test_a_file_that_stays_in_its_place_stays_the_same_replica(tmp_path: Path, on_machine: Elsewhere) -> None:
    on_machine("one")
    assert replica_of(tmp_path / "review.db") == replica_of(tmp_path / "review.db")


def test_a_copied_file_is_another_replica(tmp_path: Path, on_machine: Elsewhere) -> None:
    on_machine("one")
    first = replica_of(tmp_path / "review.db")
    shutil.copy(tmp_path / "review.db", tmp_path / "copied.db")
    assert replica_of(tmp_path / "copied.db") != first
    assert replica_of(tmp_path / "review.db") == first


def test_two_laptops_with_the_same_name_and_path_are_two_replicas(
    tmp_path: Path, on_machine: Elsewhere
) -> None:
    on_machine("one")
    first = replica_of(tmp_path / "review.db")
    on_machine("two")
    assert replica_of(tmp_path / "review.db") != first


@pytest.mark.parametrize("former", [0, 1])
def test_a_journal_of_an_earlier_version_stays_the_same_replica(
    tmp_path: Path, on_machine: Elsewhere, former: int
) -> None:
    on_machine("one")
    path = tmp_path / "review.db"
    first = replica_of(path)
    journal = Journal.open(path)
    journal.database.set_meta("home", opening.homes_of_earlier_versions(path)[former])
    journal.close()
    assert replica_of(path) == first
    on_machine("two")
    assert replica_of(path) != first


def test_where_nothing_can_be_kept_the_machines_name_decides(tmp_path: Path, on_machine: Elsewhere) -> None:
    (tmp_path / "state-none").write_text("a file where the folder should be")
    on_machine("none")
    assert installation.home_of(tmp_path / "review.db") == ""
    assert replica_of(tmp_path / "review.db") == replica_of(tmp_path / "review.db")
