"""Text recognition (OCR) of scanned pages with ocrmypdf and tesseract, one page at a time.

ocrmypdf never sees the file: a limited child process draws the page, ocrmypdf turns the image into a page with text, and
another limited child reads that page instead of the scanned one. So there is only one way to a frozen text.
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
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from msgspec.structs import replace

from review.documents.asking import page_image, scanned_pages
from review.documents.pool import ReadingPool
from review.documents.workers import Workers, run_tasks
from review.domain import Document, Reading, ReadingStatus
from review.errors import ReadingError
from review.extras import how_to_add
from review.sandbox.child_process import environment, isolated_python, known
from review.sandbox.limits import Limits
from review.sandbox.temporary import temporary_folder

SECONDS = 120.0
"""Extra seconds for recognising a page, beyond the time limit: tesseract needs one to ten."""

_CALL = "from review.documents.recognition import run_limited; run_limited(float(sys.argv.pop()), int(sys.argv.pop()))"
_MOST_WRITTEN = 1 << 30
_MORE_MEMORY = 2
"""ocrmypdf and tesseract hold several copies of the image in memory."""

NOTHING_FOUND = "Text recognition found nothing; screen it by its reference."
"""The message for a file without text even after recognition."""

PageDone = Callable[[Path, int], None]
"""Called with a file and the number of a page that is finished."""


def missing() -> str:
    """What must be installed for text recognition, as a line that says how; ``""`` if nothing is missing."""
    if importlib.util.find_spec("ocrmypdf") is None:
        return f"text recognition is not installed; install it with: {how_to_add('ocr')}"
    if shutil.which("tesseract") is None:
        return (
            "text recognition needs tesseract; install it (apt install tesseract-ocr, brew install tesseract)"
        )
    return ""


@dataclass(frozen=True, slots=True)
class Recognition:
    """The result for a file: a reading, or None if no page is scanned or `problem` says what went wrong."""

    path: Path
    reading: Reading | None = None
    problem: str = ""


@dataclass(slots=True)
class _Pages:
    """The scanned pages of a file, and the files with their recognised text."""

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
    """Readings of files with the text of their scanned pages, in the order in which they finish.

    Pages are tasks of their own, so the next file starts before the last page of a file is finished. A page that
    cannot be recognised in time is left as it was and named in the reading's message. Ends early when `stop` is set.

    Raises:
        ReadingError: all workers are gone.
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
        for (path, number), result in run_tasks(workers, recognised_page, tasks(), stop):
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
    """A one-page PDF with the text recognised on a page (from 1) of a file; empty if that failed."""
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
    """Run ocrmypdf in this process, with limits on memory, processor time and output."""
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
    """Writes a one-page PDF with the text of an image; returns whether it was finished in time."""
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
        env=environment(limited=True, OMP_THREAD_LIMIT="1", TMPDIR=str(drawn.parent)),
        start_new_session=True,
    )  # fmt: skip
    try:
        with known(process.pid):
            return process.wait(seconds) == 0
    except subprocess.TimeoutExpired:
        # tesseract is its child, so end the whole process group.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False


def _read_with(pages: _Pages, path: Path, pool: ReadingPool) -> Reading:
    """The reading of a file with recognised pages instead of scanned ones."""
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
    """The results for the scanned pages, a sentence each."""
    done = [number for number in pages.numbers if number in pages.found]
    failed = [number for number in pages.numbers if number not in pages.found]
    lines = []
    if read := [number for number in done if number in with_text]:
        lines.append(f"Text recognised on {_pages(read)}: check quotations against the page.")
    if blank := [number for number in done if number not in with_text]:
        lines.append(f"Text recognition found nothing on {_pages(blank)}.")
    if failed:
        lines.append(f"Text recognition failed on {_pages(failed)}.")
    return lines


def _pages(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    return f"{len(numbers)} pages (the first: {numbers[0]})"
