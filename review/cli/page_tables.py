"""The command about tables in documents."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from review.cli.command import Command, Result, record_argument, whole_number
from review.cli.saying import say
from review.domain import Page, PageTable
from review.domain.page_labels import in_citation
from review.domain.wording.counted import counted
from review.project import Project
from review.views.documents import DocumentTables


def _arguments(parser: ArgumentParser) -> None:
    record_argument(parser)
    parser.add_argument(
        "--page", type=whole_number, metavar="N", help="only this page of the PDF (default: all pages; slow)"
    )


def _tables(project: Project, options: Namespace) -> Result:
    record = project.records.find(options.record)
    document = project.documents.get(record)
    pages = document.pages if document else ()
    found: list[PageTable] = []
    failed: list[int] = []
    for page, tables in project.page_tables.of_pages(record, [options.page] if options.page else []):
        found += tables or ()
        if tables is None:
            failed.append(page)
    if document and document.is_unpaged:
        say("a text file: tables are looked for in PDFs only")
    if failed:
        say(
            f"{counted(len(failed), 'page')} cannot be searched for tables: the file has changed, is missing, or is damaged there"
        )
    lines = [line for table in found for line in _lines(table, pages[table.page - 1])]
    return Result(
        DocumentTables.of(found, pages),
        [*lines, counted(len(found), "table")],
        1 if failed else 0,
    )


def _lines(table: PageTable, page: Page) -> list[str]:
    """A table as text: its page, then its rows with cells separated by tabs."""
    rows = ["\t".join(cell.text for cell in row) for row in table.rows]
    place = in_citation(page.label, page.number)
    if page.label:
        place += f" (PDF {page.number})"
    return [f"{place}, {counted(len(rows), 'row')}", *rows, ""]


COMMANDS = (Command("tables", "list the tables of a document, cell by cell", _tables, _arguments),)
