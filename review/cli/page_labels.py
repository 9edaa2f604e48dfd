"""The command about printed page numbers."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from review.cli.command import Command, Result, acknowledged, record_argument, whole_number
from review.project import Project


def _arguments(parser: ArgumentParser) -> None:
    record_argument(parser)
    parser.add_argument(
        "--pdf-page",
        type=whole_number,
        required=True,
        metavar="N",
        help="the page of the PDF, or the first of several",
    )
    parser.add_argument(
        "--through", type=whole_number, metavar="M", help="the last page of the PDF (default: only page N)"
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--printed",
        metavar="LABEL",
        help="the number printed on page N; counts up to page M (1, xii, A-1, 3-12, 10–11); - for no number",
    )
    what.add_argument("--clear", action="store_true", help="clear what was set by hand")


def _label(project: Project, options: Namespace) -> Result:
    record, page = project.records.find(options.record), options.pdf_page
    through = page if options.through is None else options.through
    done = (
        project.page_labels.clear(record, page, through)
        if options.clear
        else project.page_labels.set(record, page, through, options.printed)
    )
    return acknowledged(done.event, done.message)


COMMANDS = (Command("label", "set printed page numbers by hand", _label, _arguments),)
