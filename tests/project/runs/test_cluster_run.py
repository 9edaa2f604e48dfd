"""`ingest --scheduler`: a cluster loses a worker in the middle, and the journal does not show it."""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from review.documents import Limits
from review.documents.pool import ReadingPool
from review.domain import Reading
from review.project import Progress, Project
from review.project.runs.corpus import Entry
from review.project.runs.ingest_run import IngestRun
from tests.clusters import LocalCluster, needs_cluster
from tests.documents.papers import SENTENCES
from tests.project.runs.test_recognition_run import scan
from tests.project.test_documents import a_paper, statuses

FILES = 24


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[LocalCluster]:
    """A cluster with two workers."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    with LocalCluster(folder) as local:
        local.add_workers(2)
        yield local


@needs_cluster
def test_every_file_is_in_the_journal_once_although_a_worker_is_killed_with_files_in_its_hands(
    project: Project, cluster: LocalCluster
) -> None:
    for number in range(FILES):
        a_paper(project.documents.corpus / f"{number}.pdf", f"Study {number}", first=number)
    held: list[str] = []
    stopped: list[tuple[str, int]] = []

    def kill_one(progress: Progress) -> None:
        """After the first file: stop a worker, so that it finishes nothing more; kill it as soon as it holds a file."""
        if held:
            return
        with cluster.looking() as client:
            if not stopped:
                stopped.append(next(iter(client.run(os.getpid).items())))
                os.kill(stopped[0][1], signal.SIGSTOP)
            address, pid = stopped[0]
            held.extend(client.processing()[address])
            if held:
                os.kill(pid, signal.SIGKILL)

    report = project.documents.ingest(scheduler=cluster.address, progress=kill_one)
    assert held
    assert sorted(process.poll() is None for process in cluster.processes) == [False, True, True]
    assert statuses(report) == {f"corpus/{number}.pdf": "added" for number in range(FILES)}
    ingested = Counter(event.act["path"] for event in project.history.events() if event.kind == "ingest")
    assert ingested == Counter(list(statuses(report)))
    assert project.history.verify() == []
    assert set(statuses(project.documents.ingest(scheduler=cluster.address)).values()) == {"unchanged"}


@needs_cluster
@pytest.mark.usefixtures("recognising")
def test_pages_are_recognised_by_the_workers(
    project: Project, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan(project, first=SENTENCES[0])
    # This machine could not: there is no tesseract on its path.
    monkeypatch.setenv("PATH", "")
    told: list[Progress] = []
    (file,) = project.documents.ingest(scheduler=cluster.address, ocr=True, progress=told.append).files
    assert "Text recognised on page 2" in file.message
    assert told[-1].path == "corpus/letter.pdf, page 2"
    document = project.documents.get(file.record)
    assert document is not None
    assert [page.recognised for page in document.pages] == [False, True]
    assert SENTENCES[1] in document.text


@needs_cluster
def test_what_is_not_a_pdf_and_files_elsewhere_are_handled_as_here(
    project: Project, cluster: LocalCluster, tmp_path: Path
) -> None:
    (project.documents.corpus / "notes.pdf").write_text("no PDF")
    paper = a_paper(tmp_path / "elsewhere" / "paper.pdf")
    assert statuses(
        project.documents.ingest([project.documents.corpus, paper], scheduler=cluster.address)
    ) == {
        "corpus/notes.pdf": "refused",
        paper.as_posix(): "added",
    }
    assert (project.documents.corpus / "paper.pdf").is_file()


def test_a_reading_of_another_file_than_the_one_here_is_refused(project: Project) -> None:
    """As from a worker that sees another folder under the same path."""
    a_paper(project.documents.corpus / "paper.pdf")
    elsewhere = a_paper(project.folder / "elsewhere.pdf", "Another study", first=2)

    class Elsewhere(ReadingPool):
        def read(
            self, paths: Sequence[Path], stop: threading.Event | None = None, recognised: None = None
        ) -> Iterator[Reading]:
            for path, reading in zip(paths, super().read([elsewhere], stop), strict=True):
                yield replace(reading, path=path)

    run = IngestRun(project.context, None, threading.Event(), {})
    with Elsewhere(1, Limits()) as readers:
        (file,) = run.read([Entry(project.documents.corpus / "paper.pdf")], readers).files
    assert (file.status, file.record) == ("refused", "")
    assert "a worker of the cluster sees another folder" in file.message
    assert project.records.all() == []
    assert len(project.corpus.new_files()) == 1
