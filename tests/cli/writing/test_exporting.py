"""export: which exports are written where, from which records, in which formats."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.run import Terminal


def test_names_after_annotated_alone_are_records(terminal: Terminal, record: str) -> None:
    terminal.run("code", record, "T1", "--span", "0", "4")
    for named in ((), (record[:12],)):
        done = terminal.run("export", "annotated", *named, "--json")
        assert done.code == 1
        (refused,) = done.data["refused"]
        assert done.data["files"] == []
        assert refused["record"].startswith(record)
        assert "has no file here" in refused["message"]
    assert "no-such" in terminal.refused("export", "annotated", "no-such")
    assert "Unknown export" in terminal.refused("export", "annotated", "evidence", record)
    assert "Unknown export" in terminal.refused("export", "evidence", record)


def test_exports_are_named_and_written(terminal: Terminal, record: str, tmp_path: Path) -> None:
    terminal.run("code", record, "T1", "--span", "0", "4")
    names = [export["name"] for export in terminal.json("export", "--list")["exports"]]
    tables = ["source-types", "source-types-by-theory", "evidence", "matrix", "decisions", "codebook"]
    assert [name for name in names if name in {*tables, "references", "model-card"}] == [
        *(*tables, "references", "model-card"),
    ]
    files = terminal.json("export", *tables, "--out", tmp_path / "out")["files"]
    assert {Path(file).name for file in files} >= {
        f"{name}.{kind}" for name in tables for kind in ("csv", "xlsx")
    }
    assert all(Path(file).is_file() for file in files)
    (written,) = terminal.run("export", "codebook", "--format", "md").out.splitlines()
    assert written == str(terminal.folder / "exports" / "codebook.md")
    assert "no export given" in terminal.refused("export")
    assert "no events up to 1999-01-01" in terminal.refused("export", "codebook", "--as-of", "1999-01-01")
    assert "Unknown format" in terminal.refused("export", "codebook", "--format", "pdf")
    (tmp_path / "file").touch()
    assert "cannot be written" in terminal.refused("export", "codebook", "--out", tmp_path / "file")


def test_references_of_some_records_go_back_to_where_they_came_from(terminal: Terminal, record: str) -> None:
    def titles(*options: object) -> list[str]:
        (file,) = terminal.json("export", "references", "--format", "csl-json", *options)["files"]
        return [one["title"] for one in json.loads(Path(file).read_text("utf-8"))]

    every = titles()
    terminal.json("decide", record, "include", "--stage", "theory-map")
    included = titles("--where", "theory-map=include")
    assert (len(every), len(included)) == (2, 1)
    others = titles("--where", "theory-map=none", "--where", "role=evidence")
    assert sorted(included + others) == sorted(every)
    nobody = terminal.run("export", "references", "--where", "theory-map=exclude", "--format", "csl-json")
    assert nobody.code == 2
    assert "no record meets theory-map=exclude; nothing was written" in nobody.err
    assert nobody.err.count("\n") == 1
    some = terminal.run("export", "references", "--where", "theory-map=include")
    assert some.err == "references.ris: 1 of 2 records\n"
    assert titles("--search", "owned") == included
    before = terminal.json("log", record)["events"][0]["event"]
    assert "no record meets theory-map=include" in terminal.refused(
        "export", "references", "--where", "theory-map=include", "--as-of", before
    )
    assert titles("--search", "owned", "--as-of", before) == included
    for format_name, ending in (("ris", "ris"), ("bibtex", "bib"), ("asreview", "csv"), ("rayyan", "csv")):
        files = terminal.json(
            "export", "references", "--where", "theory-map=include", "--format", format_name
        )["files"]
        assert [Path(file).suffix for file in files] == [f".{ending}"]


def test_conditions_choose_references_only(terminal: Terminal) -> None:
    def refused(*options: str) -> str:
        done = terminal.run("export", *options)
        assert (done.code, done.err.count("\n")) == (2, 1)
        return done.err

    assert "leave out evidence, matrix" in refused(
        "evidence", "references", "matrix", "--where", "role=evidence"
    )
    assert "leave out --all" in refused("--all", "--search", "care")
    assert "Unknown decision 'included'" in refused("references", "--where", "theory-map=included")
    assert not (terminal.folder / "exports" / "references.ris").exists()


def test_tables_without_low_levels(terminal: Terminal, record: str, tmp_path: Path) -> None:
    terminal.json("decide", record, "include", "--stage", "theory-map")
    terminal.json("code", record, "T1", "--span", "0", "10")
    terminal.json("appraise", record, "rigour=low", "--because", "no sample")
    low = ("--without-low", "rigour", "--format", "md")
    done = terminal.run("export", "synthesis", "codebook", *low)
    assert "codebook: written whole; nothing in it is left out by its level" in done.err
    text = (Path(terminal.json("export", "synthesis", *low)["files"][0])).read_text("utf-8")
    assert "higher by nobody: 1 passage of 1 document. N is 1 with them." in text
    refused = terminal.run("export", "synthesis", "--without-low", "depth")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "Unknown dimension 'depth'" in refused.err
