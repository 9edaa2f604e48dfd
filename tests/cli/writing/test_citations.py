"""review citations: a text against the records, and what it cites under each theory."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.run import Terminal


def test_what_a_text_cites_is_recorded_once_and_can_be_undone(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# T1\n\n(Author, 2016)\n", "utf-8")
    events = len(terminal.json("log")["events"])
    terminal.json("citations", path, "--only-check")
    assert len(terminal.json("log")["events"]) == events
    terminal.json("citations", path)
    terminal.json("citations", path)
    assert len(terminal.json("log")["events"]) == events + 1
    assert "citations in a.md (" in terminal.run("log").out
    terminal.run("undo")
    terminal.json("citations", path)
    assert len(terminal.json("log")["events"]) == events + 3


def test_a_work_that_is_cited_although_it_was_excluded_is_named(
    terminal: Terminal, record: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_text("# T1\n\n(Rahman, 2016)\n\n# T2\n\nAs Rahman (2016) says.\n", "utf-8")
    terminal.run("edit", record, "--authors", "Rahman, Sadia")
    said = "excluded here (title abstract), and yet cited: Rahman, 2016"
    terminal.run("decide", record, "exclude", "--stage", "title-abstract")
    assert said in terminal.run("citations", path, "--only-check").out.splitlines()
    found = terminal.json("citations", path, "--only-check")["found"]
    assert [one["excluded_at"] for one in found] == ["title-abstract", "title-abstract"]
    terminal.run("decide", record, "include", "--stage", "theory-map")
    assert said not in terminal.run("citations", path, "--only-check").out


def test_without_a_file_the_prose_of_the_desk_is_checked(
    terminal: Terminal, record: str, tmp_path: Path
) -> None:
    coding = terminal.json("code", record, "T1", "--quote", "people choose")["coding"]
    assert terminal.json("citations") == {"found": [], "unmatched": [], "variants": []}
    (tmp_path / "t2.md").write_text(f"# T1\n\nSo [@{coding[:12]}], as Nobody (2013) says.", "utf-8")
    terminal.run("desk", "T2", "--file", tmp_path / "t2.md")
    answer = terminal.json("citations")
    assert [(one["under"], one["n"]) for one in answer["found"]] == [("T2", 1)], "the desk knows its theory"
    assert [one["text"] for one in answer["unmatched"]] == ["Nobody, 2013"]
    assert terminal.run("citations").out.splitlines()[0] == "1 work found in 1 citation, 1 more unmatched"


def test_a_token_that_means_nothing_is_unmatched(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "t2.md").write_text("So [@zzzz], and [@zzzz; @C9].", "utf-8")
    terminal.run("desk", "T2", "--file", tmp_path / "t2.md")
    unmatched = terminal.json("citations")["unmatched"]
    assert [(one["text"], one["n"]) for one in unmatched] == [("[@zzzz]", 2), ("[@C9]", 1)]


def test_a_file_that_cannot_be_read_is_refused_in_one_line(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04")
    assert "not a Word document" in terminal.refused("citations", tmp_path / "a.docx")
    assert "file not found" in terminal.refused("citations", tmp_path / "none.md")
    (tmp_path / "a.json").write_text(json.dumps({}), "utf-8")
    assert terminal.run("citations", tmp_path / "a.json").code == 0
