"""Commands about references: import, attach, relate, dedupe."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from review.acts.records import RELATIONS
from review.cli.command import SHORT, Command, Result, acknowledged, record_argument
from review.domain import DecisionKind
from review.domain.wording.counted import counted
from review.errors import ReviewError
from review.project import Project
from review.project.bibliography import DuplicateReport
from review.project.import_wording import FIELDS_IN_WORDS, GIVEN, import_lines
from review.views.references import AllDuplicates, Imported

if TYPE_CHECKING:
    from review.duplicates import DuplicateGroup

_PROGRESS_SECONDS = 0.5
_PROGRESS_WIDTH = 40


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="files of references")
    parser.add_argument(
        "--source", default="", metavar="NAME", help="the database or search (default: the file's name)"
    )
    parser.add_argument(
        "--search", default="", metavar="ID", help="the logged search that found the references"
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="NAME=FIELD",
        help=f"the field of a table's column, where the guess is wrong; FIELD: {FIELDS_IN_WORDS} (empty: keep as it is)",
    )
    parser.add_argument(
        "--stage",
        default="",
        metavar="S",
        help="the stage of decisions that name none (default: the first; the last for decisions on full texts)",
    )
    parser.add_argument(
        "--decision",
        choices=GIVEN,
        default="",
        help="the decision on all records for which the file has none: what list it is",
    )
    parser.add_argument(
        "--encoding",
        default="",
        metavar="NAME",
        help="the file's encoding, such as windows-1251 or gb18030 (default: recognised)",
    )
    parser.add_argument(
        "--files",
        dest="files_folder",
        type=Path,
        default=None,
        metavar="DIR",
        help="a folder to look in for PDFs that references name, besides the file's own folder",
    )
    parser.add_argument("--no-files", action="store_true", help="do not attach PDFs that references name")
    parser.add_argument(
        "--preview", action="store_true", help="report what would be imported, without importing"
    )


def _import(project: Project, options: Namespace) -> Result:
    columns = _columns(options.column)
    if options.files_folder and not options.files_folder.is_dir():
        raise ReviewError(f"--files {options.files_folder}: no such folder")
    reports = []
    for path in options.files:
        with progress_line() as say:
            report = project.references.import_file(
                path,
                options.source,
                columns=columns,
                stage=options.stage,
                decision=DecisionKind(options.decision) if options.decision else None,
                preview=options.preview,
                progress=_importing(say),
                encoding=options.encoding,
                files=options.files_folder,
                attach=not options.no_files,
                attaching=_attaching(say),
                search=options.search,
            )
        reports.append(report)
    lines = [line for report in reports for line in import_lines(report, preview=options.preview)]
    if options.preview:
        lines.append("preview only: nothing was imported")
    return Result(
        Imported.of(reports), lines, int(any(report.refused or report.not_taken for report in reports))
    )


def _columns(conditions: Iterable[str]) -> dict[str, str]:
    """The fields given by ``--column``, by column name.

    Raises:
        ReviewError: one of them has no ``=``.
    """
    from review.references.column_names import field_named

    columns = {}
    for condition in conditions:
        name, separator, field = condition.rpartition("=")
        if not separator:
            raise ReviewError(f"--column {condition}: write NAME=FIELD, such as 'Publication=journal'")
        columns[name.strip()] = field_named(field.strip())
    return columns


Say = Callable[[str], None]
Counted = Callable[[int, int], None]


@contextmanager
def progress_line() -> Iterator[Say | None]:
    """Shows a text on one line of the terminal, not too often, cleared at the end; None without a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    last = time.monotonic()

    def say_now_and_then(line: str) -> None:
        nonlocal last
        if time.monotonic() - last > _PROGRESS_SECONDS:
            last = time.monotonic()
            print(f"\r{line:<{_PROGRESS_WIDTH}}", end="", file=sys.stderr, flush=True)

    try:
        yield say_now_and_then
    finally:
        print("\r" + " " * _PROGRESS_WIDTH + "\r", end="", file=sys.stderr, flush=True)


def _importing(say: Say | None) -> Counted | None:
    """Says how many references were read or imported."""
    if say is None:
        return None
    return lambda count, total: say(
        f"{count:,} of {total:,} imported" if total else f"{counted(count, 'reference')} read"
    )


def _attaching(say: Say | None) -> Counted | None:
    """Says how many PDFs were read."""
    return None if say is None else (lambda count, total: say(f"{count:,} of {counted(total, 'PDF')} read"))


def _attach_arguments(parser: ArgumentParser) -> None:
    record_argument(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="its document")
    parser.add_argument(
        "--instead", action="store_true", help="in the place of the wrong document that the record has"
    )


def _attach(project: Project, options: Namespace) -> Result:
    record = project.records.find(options.record)
    report = project.documents.attach(record, options.file, instead=options.instead)
    event = project.history.events(record)[-1].hash
    return acknowledged(
        event,
        f"{project.records.get(record).author_year}: {report.path} ({report.status}, {counted(report.pages, 'page')})"
        + (
            f"; {counted(report.lost, 'coding or fragment', 'codings and fragments')} not in its text"
            if report.lost
            else ""
        ),
    )


def _relate_arguments(parser: ArgumentParser) -> None:
    record_argument(parser)
    parser.add_argument("other", metavar="RECORD", help="the other record")
    parser.add_argument(
        "relation",
        choices=RELATIONS,
        help="; ".join(f"{name}: {words}" for name, words in RELATIONS.items()),
    )


def _relate(project: Project, options: Namespace) -> Result:
    done = project.references.relate(
        project.records.find(options.record), project.records.find(options.other), options.relation
    )
    return acknowledged(done.event, done.message)


def _dedupe_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "records",
        nargs="*",
        metavar="RECORD",
        help="merge these two, which are the same work although no group has them, instead of searching",
    )
    parser.add_argument("--apply", action="store_true", help="merge the groups that are certain")


def _dedupe(project: Project, options: Namespace) -> Result:
    if options.records:
        return _merged_by_hand(project, options)
    titles = {record.id: f"{record.author_year}  {record.title}" for record in project.records.all()}
    report = project.references.dedupe(apply=options.apply)
    lines = []
    for group in report.groups:
        lines.append(
            f"{'same work' if group.certain else group.relation or 'possibly the same work'}: {group.why}"
        )
        lines += [f"  {record[:SHORT]}  {titles[record]}" for record in group.records]
    left = project.references.unsettled(report.groups)
    if options.apply:
        lines.append(
            f"{counted(report.merged, 'record')} merged; {counted(len(left), 'group')} left to decide"
        )
    else:
        lines.append(
            f"{counted(len(left), 'group')}, {sum(group.certain for group in left):,} of them certain"
        )
    held = {group: why for group in left if group.certain and (why := project.references.held(group))}
    return Result(AllDuplicates.of(report, held), [*lines, *_held_lines(held)])


def _merged_by_hand(project: Project, options: Namespace) -> Result:
    if len(options.records) != 2 or options.apply:
        raise ReviewError("give two records to merge them, or none to search for duplicates")
    one, other = map(project.records.find, options.records)
    done = project.references.merge_by_hand(one, other)
    return Result(AllDuplicates.of(DuplicateReport((), 1), {}), [done.message])


def _held_lines(held: Mapping[DuplicateGroup, str]) -> list[str]:
    """Which certain groups `--apply` does not make one record, why, and what to do."""
    lines = [
        f"  kept as they are: {' '.join(one[:SHORT] for one in group.records)}: {why}"
        for group, why in held.items()
    ]
    if lines:
        lines.append(
            "  to settle these: `review relate RECORD RECORD same-study` (or `kin`, `distinct`); all are kept"
        )
    return lines


COMMANDS = (
    Command(
        "import",
        "import reference files",
        _import,
        _import_arguments,
        resumes=True,
        looks=lambda options: options.preview,
    ),
    Command("attach", "attach a file to a record that has none", _attach, _attach_arguments),
    Command(
        "relate",
        "say how two records are related; both are kept",
        _relate,
        _relate_arguments,
    ),
    Command(
        "dedupe",
        "find records of the same work",
        _dedupe,
        _dedupe_arguments,
        resumes=True,
        looks=lambda options: not (options.apply or options.records),
    ),
)
