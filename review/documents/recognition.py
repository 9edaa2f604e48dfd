"""Text recognition (OCR) of scanned pages with ocrmypdf and tesseract, one page at a time.

ocrmypdf never sees the file: a limited child draws the page, ocrmypdf turns the image into a page with text, and
another limited child reads that page in the place of the scanned one. So one path leads to the frozen text.
"""

from __future__ import annotations

import importlib.util
import os
import resource
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from review.documents.asking import page_image, scanned_pages
from review.documents.handing_out import Workers, handed_out
from review.documents.pool import ReadingPool
from review.domain import Document, Reading, ReadingStatus
from review.errors import ReadingError
from review.sandbox.child_process import environment, isolated_python, known
from review.sandbox.limits import Limits
from review.sandbox.temporary import temporary_folder

SECONDS = 120.0
"""Seconds that recognising a page may take beyond the time limit: tesseract needs one to ten."""

_CALL = "from review.documents.recognition import run_limited; run_limited(float(sys.argv.pop()), int(sys.argv.pop()))"
_MOST_WRITTEN = 1 << 30
_MORE_MEMORY = 2
"""ocrmypdf and tesseract hold the image several times over."""

NOTHING_FOUND = "Recognised: nothing found; screen it by its reference."
"""The message of a file that has no text even after recognition."""

PageDone = Callable[[Path, int], None]
"""Called with a file and the number of a page of it that is through."""


def missing() -> str:
    """What must be installed before text can be recognised, in a line that says how; ``""`` where nothing is missing."""
    if importlib.util.find_spec("ocrmypdf") is None:
        return "text recognition is not installed; install it with pip install 'realist-review[ocr]'"
    if shutil.which("tesseract") is None:
        return (
            "text recognition needs tesseract; install it (apt install tesseract-ocr, brew install tesseract)"
        )
    return ""


@dataclass(frozen=True, slots=True)
class Recognition:
    """What came of a file: a reading, or None where `problem` says why there is none, or no page is scanned."""

    path: Path
    reading: Reading | None = None
    problem: str = ""


@dataclass(slots=True)
class _Pages:
    """The scanned pages of a file, and the files with the text of those that were recognised."""

    numbers: list[int]
    tried: int = 0
    found: dict[int, Path] = field(default_factory=dict)


def recognised_readings(
    paths: Iterable[Path],
    limits: Limits,
    workers: Workers,
    *,
    page_done: PageDone | None = None,
    stop: threading.Event | None = None,
) -> Iterator[Recognition]:
    """Readings of files with the text of their scanned pages, in the order in which they are finished.

    Pages are handed out one by one, those of the next file before the last one of a file has come back. One that cannot
    be recognised in time stays as it was; the reading's message names it. Ends early when `stop` is set.

    Raises:
        ReadingError: there are no workers any more.
    """
    at_work: dict[Path, _Pages] = {}
    names = count()
    without: list[Recognition] = []

    def tasks() -> Iterator[tuple[tuple[Path, int], tuple[object, ...]]]:
        for path in paths:
            try:
                numbers = scanned_pages(path, limits)
            except ReadingError as error:
                without.append(Recognition(path, problem=str(error)))
                continue
            if not numbers:
                without.append(Recognition(path))
                continue
            at_work[path] = _Pages(numbers)
            for number in numbers:
                yield (path, number), (str(path.absolute()), number, limits.timeout, limits.memory_mb)

    with temporary_folder() as folder, ReadingPool(1, limits) as pool:
        for (path, number), result in handed_out(workers, recognised_page, tasks(), stop):
            pages = at_work[path]
            pages.tried += 1
            if isinstance(result, bytes) and result:
                pages.found[number] = Path(folder) / f"{next(names)}.pdf"
                pages.found[number].write_bytes(result)
            if page_done:
                page_done(path, number)
            if pages.tried == len(pages.numbers):
                yield Recognition(path, _read_with(at_work.pop(path), path, pool))
    yield from without


def recognised_page(path: str, number: int, timeout: float, memory_mb: int) -> bytes:
    """A PDF of one page with the text that was recognised on a page of a file (from 1); empty where that failed."""
    try:
        png, resolution = page_image(Path(path), number, Limits(timeout, memory_mb))
    except ReadingError:
        return b""
    with temporary_folder() as folder:
        drawn, written = Path(folder) / "page.png", Path(folder) / "page.pdf"
        drawn.write_bytes(png)
        done = _run_ocrmypdf(drawn, written, resolution, timeout + SECONDS, memory_mb * _MORE_MEMORY)
        return written.read_bytes() if done and written.is_file() else b""


def run_limited(seconds: float, memory_mb: int) -> None:
    """Run ocrmypdf in this process, with limits on memory, processor time and what is written."""
    import runpy

    for which, most in (
        (resource.RLIMIT_AS, memory_mb << 20),
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_FSIZE, _MOST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(which, (most, most))
    runpy.run_module("ocrmypdf", run_name="__main__", alter_sys=True)


def _run_ocrmypdf(drawn: Path, written: Path, resolution: float, seconds: float, memory_mb: int) -> bool:
    """Writes a PDF of one page with the text in an image; whether that was done in time."""
    process = subprocess.Popen(
        isolated_python(
            _CALL,
            "--output-type", "pdf", "--image-dpi", str(round(resolution)), "--jobs", "1", "--optimize", "0", "--quiet",
            str(drawn), str(written),
            str(memory_mb), str(seconds),
        ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=drawn.parent,
        env=environment(OMP_THREAD_LIMIT="1", TMPDIR=str(drawn.parent)),
        start_new_session=True,
    )  # fmt: skip
    try:
        with known(process.pid):
            return process.wait(seconds) == 0
    except subprocess.TimeoutExpired:
        # tesseract is its child: the whole group goes.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False


def _read_with(pages: _Pages, path: Path, pool: ReadingPool) -> Reading:
    """The reading of a file with the pages that were recognised in the place of the scanned ones."""
    reading = next(pool.read([path], recognised=pages.found))
    for written in pages.found.values():
        written.unlink()
    lines = _lines(pages, _pages_with_text(reading.document))
    if pages.found and reading.status is ReadingStatus.NO_TEXT:
        return replace(reading, message=" ".join([NOTHING_FOUND, *lines[1:]]))
    return replace(reading, message=" ".join(filter(None, [*lines, reading.message])))


def _pages_with_text(document: Document | None) -> set[int]:
    if document is None:
        return set()
    return {
        page.number
        for page in document.pages
        if any(character.isalnum() for character in document.text[page.start : page.end])
    }


def _lines(pages: _Pages, with_text: set[int]) -> list[str]:
    """What came of the scanned pages, a sentence each."""
    done = [number for number in pages.numbers if number in pages.found]
    failed = [number for number in pages.numbers if number not in pages.found]
    lines = []
    if read := [number for number in done if number in with_text]:
        lines.append(f"Text recognised on {_pages(read)}: check quotations against the page.")
    if blank := [number for number in done if number not in with_text]:
        lines.append(f"Recognised: nothing found on {_pages(blank)}.")
    if failed:
        lines.append(f"Recognition failed on {_pages(failed)}.")
    return lines


def _pages(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    return f"{len(numbers)} pages (the first: {numbers[0]})"
