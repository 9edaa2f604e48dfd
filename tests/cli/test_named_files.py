"""Whatever a file that is named to a command turns out to be: one line, at once, and nothing is changed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.run import Terminal, in_a_process
from tests.odd_files import ODD, make_odd_files
from tests.project.test_documents import a_paper

READING = {
    "import": ("import", "FILE"),
    "text": ("text", "FILE"),
    "text --raw": ("text", "FILE", "--raw"),
    "attach": ("attach", "RECORD", "FILE"),
    "restore": ("restore", "FILE"),
}


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("command", READING)
def test_what_is_not_a_file_is_refused_in_a_line(
    terminal: Terminal, tmp_path: Path, command: str, kind: str
) -> None:
    path = make_odd_files(tmp_path)[kind]
    without_text = next(row["record"] for row in terminal.json("records")["records"] if row["year"] == 2015)
    before = terminal.json("status")["events"]
    arguments = [{"FILE": path, "RECORD": without_text}.get(word, word) for word in READING[command]]
    line = terminal.refused(*arguments)
    assert path.name in line
    assert terminal.json("status")["events"] == before


@pytest.mark.parametrize("kind", ["pipe", "device", "socket"])
def test_a_process_that_is_given_no_file_ends_by_itself(
    terminal: Terminal, tmp_path: Path, kind: str
) -> None:
    path = make_odd_files(tmp_path)[kind]
    for command in ("import", "text"):
        done = in_a_process(command, path, cwd=terminal.folder)
        assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)


@pytest.mark.parametrize("kind", ["pipe", "socket", "device", "loop"])
def test_what_is_not_a_folder_gets_no_exports(terminal: Terminal, tmp_path: Path, kind: str) -> None:
    path = make_odd_files(tmp_path)[kind]
    assert "cannot be written" in terminal.refused("export", "evidence", "--out", path)
    assert "cannot be written" in terminal.refused("export", "evidence", "--out", path / "deeper")


@pytest.mark.parametrize("kind", ["pipe", "folder", "socket", "device"])
def test_nothing_is_written_over_what_is_not_a_file(terminal: Terminal, tmp_path: Path, kind: str) -> None:
    path = make_odd_files(tmp_path)[kind]
    before = os.lstat(path)
    for command in (("backup", path), ("theory", "export", path)):
        assert path.name in terminal.refused(*command)
    assert (os.lstat(path).st_ino, os.lstat(path).st_mode) == (before.st_ino, before.st_mode)


def test_a_map_that_is_not_a_file_or_has_no_end_does_not_stop_a_review(
    terminal: Terminal, tmp_path: Path
) -> None:
    said = {}
    for kind, path in make_odd_files(tmp_path).items():
        (terminal.folder / "theory_map.yaml").unlink()
        path.rename(terminal.folder / "theory_map.yaml")
        outcome = terminal.run("status", "--project", terminal.folder)
        assert outcome.code == 0
        said[kind] = outcome.err.splitlines()
        if kind == "folder":
            (terminal.folder / "theory_map.yaml").rmdir()
            (terminal.folder / "theory_map.yaml").touch()
    assert all(
        len(lines) == 1 and "the review continues with version 1" in lines[0] for lines in said.values()
    )
    assert "it is a pipe, not a file" in said["pipe"][0]
    with (terminal.folder / "theory_map.yaml").open("wb") as file:
        file.truncate(40_000_000_000)
    outcome = terminal.run("status")
    assert (outcome.code, len(outcome.err.splitlines())) == (0, 1)
    assert "larger than 2 MB" in outcome.err


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_review_in_a_folder_whose_name_is_not_text_is_worked_on(terminal: Terminal, tmp_path: Path) -> None:
    folder = terminal.folder.rename(os.fsdecode(bytes(tmp_path) + b"/caf\xe9"))
    for command in (
        ("status", "--json"),
        ("export", "evidence"),
        ("backup", folder / "copy.db"),
        ("restore", folder / "copy.db"),
        ("log",),
    ):
        done = in_a_process("--project", folder, *command)
        assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr


@pytest.mark.skipif(os.name == "nt", reason="names hold no line ends there")
def test_a_name_with_a_line_end_costs_one_line(terminal: Terminal) -> None:
    (terminal.folder / "corpus" / "two\nlines.pdf").write_text("no PDF")
    refused, summary = terminal.run("ingest").out.splitlines()
    assert refused.startswith("refused    corpus/two\N{REPLACEMENT CHARACTER}lines.pdf: Not a PDF")
    assert summary.startswith("1 refused")


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_names_that_are_not_text_are_read_where_they_may_be_and_shown(
    terminal: Terminal, tmp_path: Path
) -> None:
    paper = a_paper(tmp_path / "paper.pdf").rename(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.pdf"))
    corpus = terminal.folder / "corpus" / paper.name
    corpus.write_bytes(paper.read_bytes())
    references = Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.ris"))
    references.write_text("TY  - JOUR\nTI  - A new study\nPY  - 2016\nER  - \n")
    outcome = terminal.run("ingest", "--json")
    assert (outcome.code, outcome.out.isascii(), "\\ud" in outcome.out) == (1, True, False)
    assert [file["path"] for file in outcome.data["files"] if "caf" in file["path"]] == [
        "corpus/caf\N{REPLACEMENT CHARACTER}.pdf"
    ]
    assert terminal.json("text", paper)["status"] == "added"
    assert terminal.json("import", references)["files"][0]["added"] == 1
    done = in_a_process("import", references, cwd=terminal.folder, stderr=subprocess.STDOUT)
    assert (done.returncode, b"Traceback" in done.stdout) == (0, False)
