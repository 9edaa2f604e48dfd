"""The command exchange import: what it prints, and how it ends."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from review.cli import main
from review.project import Project
from tests.exchange.refi.projects import CARE, INTERVIEW, NVIVO, QC, Text, write_archive, write_project
from tests.reviews import new_review


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_review(tmp_path / "review").close()
    write_project(tmp_path / "care.qdpx", QC, CARE, [INTERVIEW])
    return tmp_path


def run(folder: Path, *arguments: str) -> int:
    shared = ["--project", str(folder / "review"), "--reviewer", "ann"]
    return main(["exchange", "import", str(folder / arguments[0]), *arguments[1:], *shared])


def test_a_preview_says_what_each_code_becomes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "care.qdpx", "--preview", "--map", "Personalisation=T2") == 0
    assert capsys.readouterr().out.splitlines() == [
        "care.qdpx (qc 1.3.2): 5 codes, 1 source, 4 selections",
        "  Market logic → T1 Market logic",
        "  Market logic / Competition → T1.b (new)",
        "  Market logic / Competition / Price → T1.c (new)",
        "  Market logic / Choice → T1.d (new)",
        "  Personalisation → T2 Market limitations",
        "would add: 3 codes, 1 record, 1 document, 4 codings",
        "preview only: nothing was imported",
    ]


def test_the_last_line_says_how_to_see_the_theories(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "care.qdpx") == 0
    hint = "to see the theories in a file: review theory export FILE"
    assert capsys.readouterr().out.splitlines()[-1] == hint
    assert run(folder, "care.qdpx") == 0
    assert hint not in capsys.readouterr().out


def test_another_way_to_count_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_project(folder / "nvivo.qdpx", NVIVO, CARE, [Text("Walk", "👋 " + INTERVIEW.text, tuple(
        replace(one, start=one.start + 2, end=one.end + 2) for one in INTERVIEW.passages))])  # fmt: skip
    assert run(folder, "nvivo.qdpx", "--preview") == 0
    assert capsys.readouterr().out.splitlines()[1] == "positions were read as UTF-16 units"
    assert run(folder, "nvivo.qdpx", "--preview", "--json") == 0
    assert json.loads(capsys.readouterr().out)["offsets"] == "UTF-16 units"


def test_all_under_one_theory_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "care.qdpx", "--as", "subthemes=T2", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["codes"], answer["sources"], answer["selections"], answer["skipped"]) == (5, 1, 4, [])
    assert [one["to"] for one in answer["mapping"]] == ["T2.a", "T2.b", "T2.c", "T2.d", "T2.e"]
    assert answer["added"]["codings"] == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["care.qdpx", "--map", "Personalisation"], "--map Personalisation: write CODE=CODE, such as"),
        (["care.qdpx", "--map", "Persnalisation=T2"], "Did you mean 'Personalisation'?"),
        (["care.qdpx", "--map", "Personalisation=T9"], "Unknown code 'T9'"),
        (
            ["care.qdpx", "--map", "Personalisation=under:Choice"],
            "Unknown theory or rival framing of this review 'Choice'",
        ),
        (["care.qdpx", "--as", "theories"], "--as theories: write subthemes, or subthemes=CODE"),
        (["care.qdpx", "--as", "subthemes=T9"], "T9"),
        (["gone.qdpx"], "gone.qdpx"),
        (["slip.qdpx"], "slip.qdpx"),
        (["entities.qde"], "entities.qde"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    write_archive(folder / "slip.qdpx", {"a.qde": b"<Project/>", "b.qde": b"<Project/>"})
    bomb = '<!DOCTYPE p [<!ENTITY a "aaaa">]><Project xmlns="urn:QDA-XML:project:1.0" name="&a;"/>'
    (folder / "entities.qde").write_text(bomb)
    assert run(folder, *arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    assert message in captured.err
    project = Project.open(folder / "review")
    assert project.theory.version == 1
    project.close()


def test_a_damaged_document_is_listed_and_the_rest_comes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    xml = (
        '<Project xmlns="urn:QDA-XML:project:1.0"><Sources><PDFSource guid="11111111-1111-4111-8111-111111111111"'
        ' name="Broken" path="internal://broken.pdf"/></Sources></Project>'
    )
    write_archive(folder / "x.qdpx", {"project.qde": xml.encode(), "sources/broken.pdf": b"%PDF-1.7 not one"})
    assert run(folder, "x.qdpx") == 1
    out = capsys.readouterr().out
    assert "added: 1 record" in out
    assert "not imported: document “Broken.pdf”" in out
