"""Children that read: limits, ends, and what is kept."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pikepdf
import psutil
import pytest
from textual.app import App
from textual.worker import Worker

from review.documents import read_file, read_files
from review.documents.pool import ReadingPool
from review.domain import ReadingStatus
from review.sandbox.child_process import known
from review.sandbox.limited_process import LimitedProcess
from review.sandbox.limits import Limits
from tests.children import children
from tests.documents.papers import SENTENCES, Paper, wrapped

RECTANGLE = b"0 0 1 1 re "


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    found = Paper(tmp_path_factory.mktemp("paper") / "paper.pdf")
    found.write(wrapped(" ".join(SENTENCES), 90))
    return found.save()


@pytest.fixture(scope="module")
def slow_second_page(tmp_path_factory, paper):
    """Two pages, of which the second draws so much that it takes twelve seconds and hundreds of megabytes."""
    path = tmp_path_factory.mktemp("slow") / "slow.pdf"
    with pikepdf.open(paper) as pdf:
        pdf.pages.append(pdf.pages[0])
        pdf.pages[1].Contents = pdf.make_stream(RECTANGLE * 50_000_000)
        pdf.save(path, compress_streams=True)
    return path


@pytest.fixture
def reading_children():
    """The ids of the children that were started since the test began, when it is called."""
    before = {child.pid for child in children()}
    return lambda: {child.pid for child in children()} - before


def kill_at_work(child: int) -> None:
    """Kill a child once it has worked for a fifth of a second."""
    worked = psutil.Process(child).cpu_times
    before = worked().user
    while worked().user < before + 0.2:
        pass
    os.kill(child, signal.SIGKILL)


def test_what_was_read_before_the_time_was_up_is_kept(slow_second_page):
    reading = read_file(slow_second_page, timeout=5.0, memory_mb=8192)
    assert reading.status is ReadingStatus.PARTIAL
    assert reading.message.startswith("Read up to page 1 of 2: page 2 was not finished in time")
    assert SENTENCES[0] in reading.document.text
    assert reading.metadata["title"].value == "slow"


def test_a_first_page_that_needs_too_much_memory_gives_that_status(tmp_path, paper):
    path = tmp_path / "bomb.pdf"
    with pikepdf.open(paper) as pdf:
        # Its text fits into the memory that a child has, and what is drawn does not.
        pdf.pages[0].Contents = pdf.make_stream(RECTANGLE * 20_000_000)
        pdf.save(path, compress_streams=True)
    reading = read_file(path, memory_mb=500)
    assert (reading.status, reading.document) == (ReadingStatus.MEMORY, None)
    assert "--memory-mb" in reading.message


def test_a_child_that_is_killed_costs_one_file(paper, slow_second_page, reading_children):
    with ReadingPool(1, Limits(memory_mb=4096)) as pool:
        readings = pool.read([paper, slow_second_page, paper])
        first = next(readings)
        (child,) = reading_children()
        kill_at_work(child)
        rest = list(readings)
    assert first.status is ReadingStatus.ADDED
    assert [reading.path for reading in rest] == [slow_second_page, paper]
    assert rest[0].status in {ReadingStatus.DAMAGED, ReadingStatus.PARTIAL}
    assert rest[1].status is ReadingStatus.ADDED


def test_a_child_is_used_again_and_none_is_left_behind(paper, reading_children):
    with ReadingPool(1, Limits()) as pool:
        seen = {tuple(reading_children()) for _ in pool.read([paper] * 5)}
    assert len(seen) == 1
    assert reading_children() == set()


def test_closing_the_iterator_ends_the_children(paper, reading_children):
    readings = read_files([paper] * 20, jobs=2)
    next(readings)
    readings.close()
    assert reading_children() == set()


def test_every_file_is_read_once_by_several_children(tmp_path, paper):
    files = []
    for number in range(12):
        files.append(tmp_path / f"{number}.pdf")
        files[-1].write_bytes(paper.read_bytes())
    assert sorted(reading.path for reading in read_files(files, jobs=3)) == sorted(files)


async def test_reading_works_inside_a_running_textual_app(paper):
    class Reads(App[None]):
        pass

    app = Reads()
    async with app.run_test():
        worker: Worker = app.run_worker(lambda: read_file(paper), thread=True)
        assert (await worker.wait()).status is ReadingStatus.ADDED


def test_a_child_limits_itself(tmp_path):
    code = (
        "from review.sandbox.limits import *; import resource as r; apply_limits(Limits(5, 700));"
        "print([r.getrlimit(w)[0] for w in (r.RLIMIT_AS, r.RLIMIT_FSIZE, r.RLIMIT_CORE, r.RLIMIT_NOFILE)]);"
        f"open({str(tmp_path / 'x')!r}, 'w').write('x')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == str([700 * 1024 * 1024, 0, 0, 32])
    assert not Path(tmp_path / "x").read_bytes()


def test_the_next_file_is_begun_before_a_reading_is_processed(paper, slow_second_page, reading_children):
    with ReadingPool(1, Limits(memory_mb=4096)) as pool:
        readings = pool.read([paper, slow_second_page])
        next(readings)
        (child,) = reading_children()
        kill_at_work(child)  # Nobody has asked the pool for anything meanwhile.
        assert next(readings).path == slow_second_page


def test_a_child_that_ends_while_it_waits_costs_no_file(paper, reading_children):
    with ReadingPool(1, Limits()) as pool:
        assert next(pool.read([paper])).status is ReadingStatus.ADDED
        (child,) = reading_children()
        os.kill(child, signal.SIGKILL)
        while psutil.Process(child).status() != psutil.STATUS_ZOMBIE:
            pass
        assert next(pool.read([paper])).status is ReadingStatus.ADDED
        assert child not in reading_children()


def test_a_child_that_ends_as_it_is_given_a_file_costs_no_file(paper, reading_children, monkeypatch):
    asks = LimitedProcess.ask

    def ends_first(child, request):
        if child.files == 1:
            os.kill(child.pid, signal.SIGKILL)
            os.waitid(
                os.P_PID, child.pid, os.WEXITED | os.WNOWAIT
            )  # it is dead, so the request stays with us
        asks(child, request)

    monkeypatch.setattr(LimitedProcess, "ask", ends_first)
    with ReadingPool(1, Limits()) as pool:
        assert next(pool.read([paper])).status is ReadingStatus.ADDED
        assert next(pool.read([paper])).status is ReadingStatus.ADDED


def test_ctrl_c_does_not_wait_for_what_threads_wait_for() -> None:
    started = threading.Event()

    def page() -> int:
        process = subprocess.Popen(["sleep", "600"], start_new_session=True)
        with known(process.pid):
            started.set()
            return process.wait()

    with pytest.raises(KeyboardInterrupt), ReadingPool(1, Limits()) as pool:  # noqa: PT012 - the second one is never begun
        first, second = pool.executor.submit(page), pool.executor.submit(page)
        assert started.wait(30)
        raise KeyboardInterrupt
    assert first.result(30) == -signal.SIGKILL
    assert second.cancelled()
