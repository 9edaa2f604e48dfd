"""The command import-table: work begun in a spreadsheet."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from review.cli.command import Command, Result
from review.cli.referencing import progress_line
from review.project import Project
from review.project.spreadsheets.service import KINDS
from review.project.spreadsheets.wording import attention_lines, headline, made_lines
from review.views.theories.spreadsheets import ImportedTable


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("table", metavar="TABLE", help=f"what the rows are: {' or '.join(KINDS)}")
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="XLSX or CSV, with the columns of the export of that name"
    )
    parser.add_argument(
        "--preview", action="store_true", help="report what would be imported, without importing"
    )


def _import_table(project: Project, options: Namespace) -> Result:
    with progress_line() as say:

        def progress(done: int, total: int) -> None:
            if say:
                say(f"{done:,} of {total:,} rows" if total else f"reading row {done:,}")

        report = project.spreadsheets.import_table(
            options.table, options.file, preview=options.preview, progress=progress
        )
    lines = [
        headline(report, stored=not options.preview),
        *made_lines(report),
        *attention_lines(report),
    ]
    if options.preview:
        lines.append("preview only: nothing was imported")
    return Result(ImportedTable.of(report), lines, int(bool(report.refused)))


COMMANDS = (
    Command(
        "import-table",
        "import appraisals or configurations begun in a spreadsheet",
        _import_table,
        _arguments,
        resumes=True,
        looks=lambda options: options.preview,
    ),
)
