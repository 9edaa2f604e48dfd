"""Text recognition (OCR) of scanned pages with ocrmypdf and tesseract, one page at a time.

ocrmypdf never sees the file: a limited child draws the page, ocrmypdf turns the image into a page with text, and
another limited child reads that page in the place of the scanned one. So one path leads to the frozen text.
"""

from __future__ import annotations

import base64
import importlib.util
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from review.errors import ReadingError
from review.ingest.asking import page_image, scanned_pages
from review.ingest.limits import Limits
from review.ingest.pool import ReadingPool
from review.model import Reading

SECONDS = 120.0
"""Seconds that recognising a page may take beyond the time limit: tesseract needs one to ten."""

_PACKAGE_PARENT = Path(__file__).resolve().parents[2]
_START = (
    "import sys; sys.path.append(sys.argv.pop()); "
    "from review.ingest.recognition import run_limited; run_limited(float(sys.argv.pop()), int(sys.argv.pop()))"
)
_MOST_WRITTEN = 1 << 30
_MORE_MEMORY = 2
"""ocrmypdf and tesseract hold the image several times over."""

PageDone = Callable[[int, int], None]
"""Called with the number of a page that is through, and how many the file has to be recognised."""


def missing() -> str:
    """What must be installed before text can be recognised, in a line that says how; ``""`` where nothing is missing."""
    if importlib.util.find_spec("ocrmypdf") is None:
        return "text recognition is not installed; install it with pip install 'realist-review[ocr]'"
    if shutil.which("tesseract") is None:
        return (
            "text recognition needs tesseract; install it (apt install tesseract-ocr, brew install tesseract)"
        )
    return ""


def recognised_reading(
    path: Path,
    limits: Limits,
    *,
    jobs: int = 1,
    page_done: PageDone | None = None,
    stop: threading.Event | None = None,
) -> Reading | None:
    """A reading of a file with the text of its scanned pages; None where there are none, or `stop` was set.

    A page that cannot be recognised in time stays as it was; the reading's message names the pages.

    Raises:
        ReadingError: something must be installed first, or the file cannot be read.
    """
    if lack := missing():
        raise ReadingError(lack)
    numbers = scanned_pages(path, limits)
    if not numbers:
        return None
    with TemporaryDirectory(prefix="review-") as folder, ThreadPoolExecutor(max(1, jobs)) as workers:
        at_work = {
            workers.submit(_recognise, path, number, Path(folder), limits, stop): number for number in numbers
        }
        found: dict[int, Path] = {}
        for done in as_completed(at_work):
            number = at_work[done]
            if written := done.result():
                found[number] = written
            if page_done:
                page_done(number, len(numbers))
        if stop and stop.is_set():
            return None
        with ReadingPool(1, limits) as pool:
            reading = next(pool.read([path], recognised=found))
    return replace(reading, message=" ".join(filter(None, [_message(numbers, found), reading.message])))


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


def _recognise(
    path: Path, number: int, folder: Path, limits: Limits, stop: threading.Event | None
) -> Path | None:
    """The file of one page with text that was recognised on a page; None where that failed."""
    if stop and stop.is_set():
        return None
    try:
        png, resolution = page_image(path, number, limits)
    except ReadingError:
        return None
    drawn, written = folder / f"{number}.png", folder / f"{number}.pdf"
    drawn.write_bytes(base64.b64decode(png))
    seconds = limits.timeout + SECONDS
    process = subprocess.Popen(
        [
            sys.executable, "-I", "-c", _START,
            "--output-type", "pdf", "--image-dpi", str(round(resolution)), "--jobs", "1", "--optimize", "0", "--quiet",
            str(drawn), str(written),
            str(limits.memory_mb * _MORE_MEMORY), str(seconds), str(_PACKAGE_PARENT),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={**os.environ, "OMP_THREAD_LIMIT": "1", "TMPDIR": str(folder)},
        start_new_session=True,
    )  # fmt: skip
    try:
        failed = process.wait(seconds)
    except subprocess.TimeoutExpired:
        failed = 1
        # tesseract is its child: the whole group goes.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    drawn.unlink()
    return written if not failed and written.is_file() else None


def _message(numbers: list[int], found: dict[int, Path]) -> str:
    done = [number for number in numbers if number in found]
    lines = []
    if done:
        lines.append(f"Text recognised on {_pages(done)}: check quotations against the page.")
    if failed := [number for number in numbers if number not in found]:
        lines.append(f"Recognition failed on {_pages(failed)}.")
    return " ".join(lines)


def _pages(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    return f"{len(numbers)} pages (the first: {numbers[0]})"
