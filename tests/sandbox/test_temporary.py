"""What a killed process left is cleared away; what a living one writes, or another program made, is not touched."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from review.project import Project
from review.project.runs.reading_lock import LOCK_NAME
from review.sandbox.temporary import (
    beside,
    clear_files,
    clear_folders,
    is_left,
    process_mark,
    temporary_folder,
)

BEGIN = """
import sys
import time
from pathlib import Path
from review.sandbox.temporary import beside, temporary_folder
for folder in sys.argv[1:]:
    beside(Path(folder) / "review.db.words").write_text("half")
folder = temporary_folder()
print(folder.name, flush=True)
sys.stdin.read()
"""


def writer(*folders: Path) -> tuple[subprocess.Popen[str], Path]:
    """A process that has begun to write into folders, and its temporary folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", BEGIN, *folders], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def killed(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate(timeout=30)


@pytest.fixture(autouse=True)
def a_temporary_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    monkeypatch.setenv("TMPDIR", str(place))
    return place


def test_the_next_opening_clears_what_a_killed_process_left_and_nothing_else(
    project: Project, a_temporary_place: Path
) -> None:
    folders = (project.folder, project.documents.corpus, project.folder / "exports")
    others = [
        project.documents.corpus / ".paper.pdf.part",
        project.documents.corpus / ".x.0-0.part",
        a_temporary_place / "review-x",
    ]
    for other in others:
        other.mkdir() if other.name == "review-x" else other.touch()
    dead, dead_folder = writer(*folders)
    killed(dead)
    (project.folder / LOCK_NAME).write_text(str(dead.pid))
    living, living_folder = writer(*folders)
    Project.open(project.folder, "ann").close()
    left = {path for folder in folders for path in folder.glob(".*.part")} - set(others)
    assert len(left) == 3
    assert all(f"-{living.pid}-" in path.name for path in left)
    assert (living_folder.is_dir(), dead_folder.exists()) == (True, False)
    assert all(other.exists() for other in others)
    assert not (project.folder / LOCK_NAME).exists()
    killed(living)
    Project.open(project.folder, "ann").close()
    assert [path for folder in folders for path in folder.glob(".*.part") if path not in others] == []
    assert not living_folder.exists()


def test_what_another_machine_writes_is_left_for_a_day(tmp_path: Path) -> None:
    theirs = tmp_path / ".review.db.words.0a1b2c3d-1-01234567.part"
    theirs.touch()
    clear_files(tmp_path)
    assert theirs.exists()
    os.utime(theirs, (0, 0))
    clear_files(tmp_path)
    assert not theirs.exists()
    clear_files(tmp_path / "gone")


def test_names_are_new_hidden_and_short_enough(tmp_path: Path) -> None:
    names = {beside(tmp_path / ("x" * 250)) for _ in range(50)}
    assert len(names) == 50
    assert all(name.name.startswith(".") and len(name.name) < 255 for name in names)
    with temporary_folder() as folder:
        clear_folders()
        assert Path(folder).is_dir()
    assert not Path(folder).exists()


@pytest.mark.skipif(os.name == "nt", reason="a process that has ended has no number there")
def test_a_process_that_has_ended_and_that_nobody_waited_for_is_gone_too() -> None:
    machine = process_mark()[:8]
    with subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.read()  # its end of the pipe closes as it ends
        end = time.monotonic() + 60
        while not (gone := is_left(machine, process.pid, 0)) and time.monotonic() < end:
            time.sleep(0.01)
        assert gone
        assert process.returncode is None  # it was not waited for
    assert not is_left(machine, os.getpid(), 0)
