"""How fast PDFs are read, and in how much memory, beside the engines that others use.

    python benchmarks/reading.py [FILE_OR_FOLDER ...] [--pages 200]

Every engine reads the same files in a process of its own, one after the other in one run, so that the ratios hold on
any machine. Ours reads in limited child processes and makes the whole frozen text, with passages, page labels, the map
back to glyphs and the metadata; the others give plain text. CPU time counts every process that an engine starts;
memory is the largest of them. pypdf and pdftotext are left out where they are not installed.

The program is compiled before, as it is where it is installed: its children write no files, so from sources that are not
compiled each child compiles them again, which would count as reading.
"""

import argparse
import compileall
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.figures import figure

SHARED = Path(__file__).resolve().parents[1] / "../shared/data/pdfs"
KINDS = ("two_column_journal", "journal_pmc", "single_column_report", "two_column_other", "long_report")
MEBIBYTE = 1 if sys.platform == "darwin" else 1024
BARE = "pypdfium2, text only"


def ours(files: list[Path], jobs: int) -> int:
    from review.documents import read_files

    return sum(reading.page_count for reading in read_files(files, jobs=jobs))


def bare_pdfium(files: list[Path]) -> int:
    import pypdfium2

    pages = 0
    for path in files:
        with pypdfium2.PdfDocument(path) as document:
            for page in document:
                text_page = page.get_textpage()
                text_page.get_text_range()
                text_page.close()
                page.close()
                pages += 1
    return pages


def pdfplumber_text(files: list[Path]) -> int:
    import pdfplumber

    pages = 0
    for path in files:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                page.extract_text()
                page.close()
                pages += 1
    return pages


def pypdf_text(files: list[Path]) -> int:
    import pypdf

    pages = 0
    for path in files:
        for page in pypdf.PdfReader(path).pages:
            page.extract_text()
            pages += 1
    return pages


def pdftotext(files: list[Path]) -> int:
    pages = 0
    for path in files:
        done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
        pages += done.stdout.count(b"\f")
    return pages


ENGINES: dict[str, Callable[[list[Path]], int]] = {
    BARE: bare_pdfium,
    "realist-review, 1 process": lambda files: ours(files, 1),
    "realist-review, 2 processes": lambda files: ours(files, 2),
    "pdftotext (poppler)": pdftotext,
    "pypdf": pypdf_text,
    "pdfplumber": pdfplumber_text,
}


def available(engine: str) -> bool:
    if engine.startswith("pdftotext"):
        return shutil.which("pdftotext") is not None
    return engine != "pypdf" or importlib.util.find_spec("pypdf") is not None


def measured(engine: str, files: list[Path]) -> tuple[int, float, float, float]:
    """Pages, CPU seconds, seconds by the clock, and mebibytes of the largest process."""
    started = time.monotonic()
    command = [sys.executable, __file__, "--engine", engine, *map(str, files)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    with process.stdout as output:
        answer = output.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{engine} failed")
    seconds = time.monotonic() - started
    return int(answer), usage.ru_utime + usage.ru_stime, seconds, usage.ru_maxrss * MEBIBYTE / 2**20


def page_count(path: Path) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def chosen(paths: Iterable[Path], most: int) -> list[Path]:
    """The files, those of a folder included, until they have the wanted number of pages."""
    files: list[Path] = []
    pages = 0
    for path in paths:
        for file in sorted(path.rglob("*.pdf")) if path.is_dir() else [path]:
            count = page_count(file)
            if pages + count <= most:
                files.append(file)
                pages += count
    return files


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("paths", nargs="*", type=Path, default=[SHARED / kind for kind in KINDS])
    arguments.add_argument("--pages", type=int, default=200, help="read at most this many pages")
    arguments.add_argument("--engine", help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.engine:
        print(ENGINES[options.engine](options.paths))
        return
    files = chosen([path for path in options.paths if path.exists()], options.pages)
    if not files:
        raise SystemExit("no PDFs to read; name some files or folders")
    compileall.compile_dir(Path(__file__).resolve().parents[1] / "review", quiet=1)
    print(f"{len(files)} files, {sum(map(page_count, files))} pages, Python {sys.version.split()[0]}\n")
    print(f"{'engine':30}{'pages/CPU s':>12}{'ratio':>8}{'pages/s':>10}{'MB':>7}")
    reference = 0.0
    found = {}
    for engine in filter(available, ENGINES):
        pages, cpu, seconds, memory = found[engine] = measured(engine, files)
        reference = reference or pages / cpu
        print(
            f"{engine:30}{pages / cpu:12.0f}{pages / cpu / reference:8.2f}{pages / seconds:10.0f}{memory:7.0f}",
            flush=True,
        )
    own, peer = found["realist-review, 1 process"], found["pdfplumber"]
    figure("reading: pages", own[0] / own[1], "per CPU s", peer=peer[0] / peer[1], beside="pdfplumber")
    figure("reading: memory", own[3], "MB", peer=peer[3], beside="pdfplumber")


if __name__ == "__main__":
    main()
