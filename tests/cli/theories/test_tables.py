"""import-table: what it answers, prints and exits with."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.project import Project
from tests.cli.run import Terminal
from tests.reviews import a_document, add_record


@pytest.fixture
def record(terminal: Terminal) -> str:
    project = Project.open(terminal.folder, "ann")
    record = add_record(project, "Markets", document=a_document())
    project.close()
    return record


def test_a_preview_shows_what_would_be_made_and_rows_that_do_not_fit(
    terminal: Terminal, record: str, tmp_path: Path
) -> None:
    file = tmp_path / "cmocs.csv"
    file.write_text("label,theories,context,outcome\nC1,T1=supports,few,choice\nC2,T9,many,\n", "utf-8")
    ran = terminal.run("import-table", "cmocs", file, "--preview")

    assert ran.code == 1
    assert ran.out.splitlines() == [
        "cmocs.csv: 2 rows: 1 to import, 0 known, 1 refused",
        "  line 2: C1 (T1 supports): If few, then choice.",
        "cmocs.csv:3: Unknown code 'T9'. Codes: T1, T1.a, T2, RA",
        "preview only: nothing was imported",
    ]
    assert terminal.json("status")["cmocs"]["candidate"] == 0


def test_it_answers_with_rows_and_what_was_taken_and_refused(
    terminal: Terminal, record: str, tmp_path: Path
) -> None:
    cited = next(row["author_year"] for row in terminal.json("records")["records"] if row["record"] == record)
    file = tmp_path / "appraisal.csv"
    file.write_text(
        f'Citation,For,Rigour\n"{cited}",T1,Low\n"Nobody, 1999",T1,low\n'.replace('""', '"'), "utf-8"
    )
    ran = terminal.run("import-table", "appraisal", file, "--json")

    assert (ran.code, ran.data["rows"], ran.data["taken"], ran.data["known"]) == (1, 2, 1, 0)
    assert [(one["line"], one["message"][:38]) for one in ran.data["refused"]] == [
        (3, "no record is cited as 'Nobody, 1999'; ")
    ]
    assert ran.data["made"] == [{"line": 2, "what": f"{cited} for T1: Rigour low"}]
    assert terminal.json("show", record)["appraisals"][0]["levels"] == {"rigour": "low"}
    terminal.json("undo")
    assert terminal.json("show", record)["appraisals"] == []


@pytest.mark.parametrize(
    ("table", "name", "said"),
    [
        ("cmoc", "a.csv", "review: Unknown table 'cmoc'. Did you mean 'cmocs'?"),
        ("cmocs", "none.csv", "none.csv"),
    ],
)
def test_wrong_usage_exits_2_with_a_line(
    terminal: Terminal, tmp_path: Path, table: str, name: str, said: str
) -> None:
    (tmp_path / "a.csv").write_text("context\nfew\n", "utf-8")
    assert said in terminal.refused("import-table", table, tmp_path / name)
