"""Two runs of reading in two processes: each file is read once, both end as they should, a killed one holds nobody up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from review.project import Project
from review.project.runs.reading_lock import LOCK_NAME, clear_lock, reading_lock
from tests.project.test_documents import a_paper

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such locks")
BOUND = 60
HOLD = """
import sys, threading
from pathlib import Path
from review.project.runs.reading_lock import reading_lock
with reading_lock(Path(sys.argv[1]), None, threading.Event()):
    print("held", flush=True)
    sys.stdin.read()
"""


def ingesting(folder: Path, *arguments: str | Path) -> subprocess.Popen[str]:
    """``review ingest`` in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "review",
        "--project",
        folder,
        "--reviewer",
        "ann",
        "ingest",
        "--jobs",
        "1",
    ]
    return subprocess.Popen(
        [*command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder.parent
    )


def holder(folder: Path) -> subprocess.Popen[str]:
    """A process that has the turn to read."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_two_processes_read_each_file_once(project: Project, tmp_path: Path) -> None:
    for number in range(6):
        a_paper(project.documents.corpus / f"{number}.pdf", f"Study {number}", first=number)
        a_paper(tmp_path / "elsewhere" / f"{number}.pdf", f"Report {number}", first=number + 3)
    for arguments in ((), (tmp_path / "elsewhere",)):
        runs = [ingesting(project.folder, *arguments) for _ in range(3)]
        outputs = [run.communicate(timeout=BOUND) for run in runs]
        assert [run.returncode for run in runs] == [0, 0, 0], outputs
        assert sum(out.count("added   ") for out, _ in outputs) == 6
    ingests = [event.act["path"] for event in project.history.events() if event.kind == "ingest"]
    assert len(ingests) == len(set(ingests)) == len(project.records.all()) == 12
    assert len(list(project.documents.corpus.iterdir())) == 12
    assert project.history.verify() == []
    assert not (project.folder / LOCK_NAME).exists()


@pytest.mark.parametrize("how", ["ends", "is killed"])
def test_a_run_waits_for_another_one_and_says_so(project: Project, how: str) -> None:
    a_paper(project.documents.corpus / "paper.pdf")
    other = holder(project.folder)
    run = ingesting(project.folder)
    assert run.stderr is not None
    assert run.stderr.readline() == (
        f"another ingest is running (process {other.pid}); waiting for it to end\n"
    )
    assert project.records.all() == []
    other.kill() if how == "is killed" else other.communicate(timeout=BOUND)
    out, err = run.communicate(timeout=BOUND)
    other.communicate(timeout=BOUND)
    assert (run.returncode, err, out.count("added   ")) == (0, "", 1)
    assert not (project.folder / LOCK_NAME).exists()


def test_waiting_ends_with_ctrl_c_and_when_it_is_asked_to(project: Project) -> None:
    other = holder(project.folder)
    run = ingesting(project.folder)
    assert run.stderr is not None
    run.stderr.readline()
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=BOUND)
    assert (run.returncode, out, err.count("\n")) == (130, "", 1)
    stop = threading.Event()
    report = project.documents.ingest(stop=stop, waiting=lambda _: stop.set())
    assert (report.stopped, report.files) == (True, ())
    other.communicate(timeout=BOUND)


def test_what_a_killed_run_left_is_cleared_but_not_what_a_living_one_holds(tmp_path: Path) -> None:
    (tmp_path / LOCK_NAME).write_text("1")
    clear_lock(tmp_path)
    assert not (tmp_path / LOCK_NAME).exists()
    with reading_lock(tmp_path, None, threading.Event()):
        assert (tmp_path / LOCK_NAME).read_text() == str(os.getpid())
        clear_lock(tmp_path)
        assert (tmp_path / LOCK_NAME).exists()
    assert not (tmp_path / LOCK_NAME).exists()
    clear_lock(tmp_path)
