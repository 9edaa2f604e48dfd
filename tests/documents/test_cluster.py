"""A cluster as readers: what it must provide, and the message if it does not."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from review.documents import Limits, cluster, read_file, readers
from review.domain import ReadingStatus
from review.errors import ReadingError
from tests.clusters import LocalCluster, needs_cluster
from tests.documents.papers import SENTENCES, Paper, wrapped


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """A cluster with two workers."""
    with LocalCluster(tmp_path_factory.mktemp("cluster")) as local:
        local.add_workers(2)
        yield local


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    """Six papers, each with sentences of its own."""
    made = []
    for number in range(6):
        paper = Paper(tmp_path / f"{number}.pdf", invariant=1)
        paper.write(wrapped(f"Study {number}. {SENTENCES[number % len(SENTENCES)]}", 90))
        made.append(paper.save())
    return made


def refusal(address: str, folder: Path, **options: bool) -> str:
    """The line that says why a cluster cannot be used."""
    with (
        pytest.raises(ReadingError) as caught,
        readers(Limits(), jobs=1, scheduler=address, folder=folder, **options),
    ):
        pass
    line = str(caught.value)
    assert "\n" not in line
    return line


@needs_cluster
def test_a_reading_on_a_cluster_is_the_reading_here(two_workers: LocalCluster, papers: list[Path]) -> None:
    (papers[0].parent / "notes.pdf").write_text("no PDF")
    papers.append(papers[0].parent / "notes.pdf")
    with readers(Limits(), jobs=1, scheduler=two_workers.address, folder=papers[0].parent) as there:
        found = {reading.path: reading for reading in there.read(papers)}
    assert sorted(found) == sorted(papers)
    for path, reading in found.items():
        here = read_file(path)
        assert (reading.status, reading.message) == (here.status, here.message)
        assert (reading.document, reading.metadata) == (here.document, here.metadata)
        assert (reading.file_sha256, reading.page_count) == (here.file_sha256, here.page_count)


@needs_cluster
def test_workers_read_in_children_that_end_with_the_run(
    two_workers: LocalCluster, papers: list[Path]
) -> None:
    def children() -> int:
        return sum(len(psutil.Process(worker.pid).children()) for worker in two_workers.processes[1:])

    with readers(Limits(), jobs=1, scheduler=two_workers.address, folder=papers[0].parent) as there:
        assert len(list(there.read(papers))) == len(papers)
        assert 1 <= children() <= 2
    assert children() == 0


@needs_cluster
def test_what_was_not_started_is_cancelled(two_workers: LocalCluster, papers: list[Path]) -> None:
    stop = threading.Event()
    with readers(Limits(), jobs=1, scheduler=two_workers.address, folder=papers[0].parent) as there:
        readings = there.read(papers * 50, stop)
        next(readings)
        stop.set()
        assert len(list(readings)) < 10
    with two_workers.looking() as client:
        assert not any(client.processing().values())


@needs_cluster
def test_a_file_that_no_worker_sees_is_refused(two_workers: LocalCluster, papers: list[Path]) -> None:
    with readers(Limits(), jobs=1, scheduler=two_workers.address, folder=papers[0].parent) as there:
        (gone,) = there.read([papers[0].parent / "gone.pdf"])
    assert gone.status is ReadingStatus.REFUSED
    assert "cannot see the folder" not in gone.message


@needs_cluster
def test_a_cluster_that_cannot_read_is_reported_in_one_line(
    two_workers: LocalCluster, tmp_path: Path
) -> None:
    line = refusal(two_workers.address, tmp_path / "corpus")
    assert line.startswith("worker tcp://127.0.0.1:")
    assert line.endswith(f"cannot see {tmp_path / 'corpus'}; share the folder under that path")


@needs_cluster
def test_without_workers_the_line_says_how_to_start_one(tmp_path: Path) -> None:
    with LocalCluster(tmp_path) as local:
        line = refusal(local.address, tmp_path)
        assert (
            line
            == f"{local.address}: the cluster has no workers; start some with `dask worker {local.address}`"
        )


@needs_cluster
def test_workers_of_another_version_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "other" / "realist_review-99.0.dist-info"
    other.mkdir(parents=True)
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: realist-review\nVersion: 99.0\n")
    with LocalCluster(tmp_path) as local:
        local.environment["PYTHONPATH"] = f"{other.parent}:{Path(__file__).parents[2]}"
        local.add_workers(1)
        line = refusal(local.address, tmp_path)
    assert line.startswith("worker tcp://127.0.0.1:")
    assert line.endswith("it has 99.0; install it there")


@needs_cluster
def test_an_address_where_nobody_answers_is_reported_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.2)
    for address in ("tcp://127.0.0.1:9", "tls://127.0.0.1:9", "tcp://no.such.host.invalid:9"):
        assert refusal(address, tmp_path).startswith(f"{address}: no Dask scheduler answers there; start one")


@needs_cluster
def test_a_machine_too_busy_to_connect_is_reported_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start_too_late(*_: object, **__: object) -> None:
        raise AssertionError  # what Dask does if its thread does not start in time

    monkeypatch.setattr("distributed.Client", start_too_late)
    line = "this machine is too busy to connect to the cluster; try again later"
    assert refusal("tcp://127.0.0.1:9", tmp_path) == line


@needs_cluster
def test_a_scheduler_that_goes_away_ends_the_run_in_a_line(tmp_path: Path, papers: list[Path]) -> None:
    with LocalCluster(tmp_path) as local:
        local.add_workers(1)

        def read() -> None:
            with readers(Limits(), jobs=1, scheduler=local.address, folder=tmp_path) as there:
                for _ in there.read(papers * 50):
                    local.processes[0].kill()

        with pytest.raises(ReadingError, match="scheduler is gone; the files read so far are saved"):
            read()


@needs_cluster
def test_a_run_whose_workers_are_all_gone_ends_in_a_line(
    tmp_path: Path, papers: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "ALONE_SECONDS", 0.5)
    with LocalCluster(tmp_path) as local:
        local.add_workers(1)

        def read() -> None:
            with readers(Limits(), jobs=1, scheduler=local.address, folder=tmp_path) as there:
                for _ in there.read(papers * 50):
                    local.processes[1].kill()

        with pytest.raises(ReadingError, match="all workers are gone; the files read so far are saved"):
            read()


def test_without_the_extra_the_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert refusal("tcp://127.0.0.1:9", tmp_path).endswith("pip install 'realist-review[cluster]'")
