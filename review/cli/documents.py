"""Commands about projects and files: init, demo, ingest, text."""

from __future__ import annotations

import math
import re
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from review import templates
from review.cli.command import Command, Result, whole_number
from review.cli.saying import say
from review.domain import ReadingStatus
from review.domain.texts.endings import is_text_name
from review.domain.wording.counted import counted
from review.domain.wording.quoted import quoted
from review.domain.wording.short_id import short_id
from review.errors import ReadingError
from review.project import Progress, Project
from review.sandbox.regular_file import LARGEST_DOCUMENT, check_named
from review.views.documents import DocumentText, Ingested, ProjectMade, Reread

_LINE = 80


def _folder_argument(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of the new review")


def _init_arguments(parser: ArgumentParser) -> None:
    _folder_argument(parser)
    parser.add_argument(
        "--example",
        action="store_true",
        help="the theory map of the worked example, complete, instead of a short one to fill in",
    )


def _init(options: Namespace) -> Result:
    from review.demonstration import theory_map_file

    map_file = theory_map_file() if options.example else templates.THEORY_MAP
    folder = Project.create(options.folder, map_file.read_text("utf-8"))
    first = "" if options.example else "write your theories into theory_map.yaml, "
    return Result(
        ProjectMade.of(folder),
        [f"{folder}: new review created; {first}put PDFs or texts into corpus/, then run `review ingest`"],
    )


def _demo(options: Namespace) -> Result:
    from review.demonstration.copying import make

    folder = make(options.folder, _say_progress)
    return Result(
        ProjectMade.of(folder),
        [f"{folder}: demonstration review created; open it with `review --project {folder}`"],
    )


def _say_progress(progress: Progress) -> None:
    if not sys.stderr.isatty():
        return
    say(
        f"{progress.done}/{progress.total} files, {counted(progress.pages, 'page')}, {progress.speed} pages/s: {progress.path}"
    )


def _ingest_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="files or folders (default: all of corpus/)"
    )
    parser.add_argument(
        "--jobs", type=whole_number, metavar="N", help="number of reading processes (default: one per core)"
    )
    parser.add_argument(
        "--timeout",
        type=_seconds,
        default=20.0,
        metavar="S",
        help="seconds allowed without a finished page (20)",
    )
    parser.add_argument(
        "--memory-mb",
        type=whole_number,
        default=1024,
        metavar="M",
        help="memory limit of each reading process in MB (1024)",
    )
    parser.add_argument(
        "--ocr", action="store_true", help="recognise the text of scanned pages (takes seconds per page)"
    )
    parser.add_argument(
        "--follow-links",
        action="store_true",
        help="also follow links that lead outside the review's folder",
    )
    parser.add_argument(
        "--scheduler",
        type=_address,
        metavar="ADDRESS",
        help="read on the Dask cluster with this scheduler, such as tcp://HOST:PORT",
    )


def _address(text: str) -> str:
    if not re.fullmatch(r"(tcp|tls)://[^\s/]+:\d{1,5}", text):
        raise ArgumentTypeError(
            f"'{text}' is not a scheduler's address; write it like tcp://192.168.1.5:8786"
        )
    return text


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds <= 86_400:
        raise ArgumentTypeError(f"'{text}' is not a number of seconds between 0 and 86400")
    return seconds


def _ingest(project: Project, options: Namespace) -> Result:
    report = project.documents.ingest(
        options.paths,
        jobs=options.jobs,
        timeout=options.timeout,
        memory_mb=options.memory_mb,
        progress=_say_progress,
        ocr=options.ocr,
        scheduler=options.scheduler or "",
        follow_links=options.follow_links,
        waiting=say,
    )
    lines = [
        # A file name may contain line ends; each file still gets one line.
        f"{file.status:<10} {file.path}{f': {file.message}' if file.message else ''}".replace(
            "\n", "\N{REPLACEMENT CHARACTER}"
        )
        for file in report.files
        if file.status is not ReadingStatus.UNCHANGED
    ]
    by_status = {status: sum(file.status is status for file in report.files) for status in ReadingStatus}
    summary = ", ".join(f"{number:,} {status}" for status, number in by_status.items() if number)
    lines.append(
        f"{summary}; {counted(report.pages, 'page')} in {report.seconds:.1f} s"
        if summary
        else "corpus/ is empty: put PDFs or texts (.txt, .md, .docx) there"
    )
    return Result(Ingested.of(report), lines, 1 if report.refused else 0)


def _reread_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("record", nargs="?", default="", metavar="RECORD", help="by default, every record")


def _reread(project: Project, options: Namespace) -> Result:
    record = project.records.find(options.record) if options.record else ""
    report = project.documents.reread(record, progress=_say_progress, waiting=say)
    for line in report.kept:
        say(line)
    lines = [
        f"lost     {short_id(coding.id)} {project.records.get(coding.record).author_year}, {coding.cited_page},"
        f" {', '.join(coding.codes)}: {quoted(_shortened(coding.quote))}"
        for coding in report.lost
    ]
    lines += [
        f"lost     {short_id(one.id)} {one.citation}, {one.cited_page}, {one.label} {one.role}: {quoted(_shortened(one.quote))}"
        for one in report.lost_fragments
    ]
    if report.dropped:
        lines.append(
            f"{report.dropped} marks (done, rejected, looked at) no longer apply: their passages are not in the new texts"
        )
    lines.append(report.in_words)
    return Result(Reread.of(report), lines, 1 if report.kept else 0)


def _shortened(quote: str) -> str:
    return quote if len(quote) <= _LINE else quote[: _LINE - 1] + "…"


def _text_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a document")
    parser.add_argument("--raw", action="store_true", help="the text as pdfium extracts it, before clean-up")


def _text(options: Namespace) -> Result:
    try:
        check_named(options.file, LARGEST_DOCUMENT)
    except ReadingError as error:
        if not isinstance(error.__cause__, FileNotFoundError):
            raise
        # A record is named by an id in the other commands; this one reads any file, without a review.
        raise ReadingError(
            f"{error}; name the file itself (`review show RECORD` says where that of a record is)"
        ) from error
    if options.raw and is_text_name(options.file.name):
        say("a text file has no clean-up; it is shown as it is read")
    elif options.raw:
        from review.documents import raw_pages

        raw = DocumentText.raw(raw_pages(options.file))
        return Result(raw, [page.text for page in raw.pages], separator="\f")
    from review.documents import read_file

    reading = read_file(options.file)
    text = DocumentText.of(reading)
    if reading.message:
        say(f"{options.file}: {reading.message}")
    return Result(
        text,
        [page.text for page in text.pages],
        1 if reading.status.is_refusal else 0,
        separator="\f",
    )


COMMANDS = (
    Command("init", "create a new review in DIR", _init, _init_arguments, needs_project=False),
    Command(
        "demo",
        "create a copy of the demonstration review in DIR",
        _demo,
        _folder_argument,
        needs_project=False,
    ),
    Command("ingest", "read documents into the review", _ingest, _ingest_arguments, resumes=True),
    Command("reread", "read files again and move codings to the new texts", _reread, _reread_arguments),
    Command(
        "text",
        "print the text that the program reads from a document",
        _text,
        _text_arguments,
        needs_project=False,
    ),
)
