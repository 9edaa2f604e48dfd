"""tables: what a document's tables hold, cell by cell, and where."""

from __future__ import annotations

import pytest

from tests.cli.run import Terminal
from tests.documents.papers import Paper
from tests.documents.tables.test_table_reading import BODY, grid


@pytest.fixture
def report(terminal: Terminal) -> str:
    """The id of a record whose document has a table on its first page of two."""
    paper = Paper(terminal.folder / "corpus" / "report.pdf")
    grid(paper, (*BODY, ("[Kelderby]", "", "=3")))
    paper.margins(foot="1")
    paper.next_page()
    paper.write(["The second page holds no table, only a sentence of its own."])
    paper.margins(foot="2")
    paper.save()
    (file,) = terminal.json("ingest", "--jobs", "1")["files"]
    return str(file["record"])


def test_tables_can_be_scripted(terminal: Terminal, report: str) -> None:
    (table,) = terminal.json("tables", report)["tables"]
    assert (table["page"], table["page_label"], len(table["rows"])) == (1, "1", 4)
    name, before, after = table["rows"][1]
    assert (name["text"], before["text"], after["text"]) == BODY[1]
    coded = terminal.json("code", report, "T1", "--span", str(before["start"]), str(before["end"]))
    assert coded["passage"]["quote"] == "22"
    assert table["rows"][3][1] == {"text": "", "start": None, "end": None}
    assert terminal.json("tables", report, "--page", "2") == {"tables": []}


def test_tables_are_printed_row_by_row(terminal: Terminal, report: str) -> None:
    lines = terminal.run("tables", report).out.splitlines()
    assert lines[:2] == ["p. 1 (PDF 1), 4 rows", "Northfold\t14\t19"]
    assert lines[-1] == "1 table"


def test_what_cannot_be_looked_at_is_reported(terminal: Terminal, report: str) -> None:
    assert "its pages are 1 to 2" in terminal.refused("tables", report, "--page", "3")
    (terminal.folder / "corpus" / "report.pdf").unlink()
    outcome = terminal.run("tables", report)
    assert outcome.code == 1
    assert "2 pages cannot be searched for tables" in outcome.err
