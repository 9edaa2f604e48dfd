"""review desk."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

from review.project import Project
from tests.cli.run import Terminal, in_a_process


def test_prose_is_written_from_a_file_and_printed(terminal: Terminal, tmp_path: Path) -> None:
    empty = terminal.run("desk", "T1")
    assert (empty.code, empty.out) == (0, "")
    assert "nothing is written on T1 yet; `review desk T1 --file FILE` writes it" in empty.err

    text = "## Markets\n\nProviders compete.\n"
    (tmp_path / "t1.md").write_text(text, "utf-8")
    assert terminal.run("desk", "T1", "--file", tmp_path / "t1.md").out == "T1: version 1 (3 words)\n"
    assert terminal.run("desk", "T1").out == f"{text}\n"
    (tmp_path / "t1.md").write_text("Few compete.", "utf-8")
    written = terminal.json("desk", "T1", "--file", tmp_path / "t1.md")
    assert (written["code"], written["version"], written["text"]) == ("T1", 2, "Few compete.")
    earlier = terminal.json("desk", "T1", "--version", "1")
    assert (earlier["version"], earlier["text"], earlier["versions"]) == (1, text, 2)


def test_texts_written_apart_in_one_folder_are_not_said_to_be_of_another_copy(terminal: Terminal) -> None:
    with closing(Project.open(terminal.folder, "Ben")) as ben:
        known = ben.desk.prose("T1").known
        with ben.acting_as("Ann"):
            ben.desk.write("T1", "Providers compete.")
        ben.desk.write("T1", "Few compete.", known)
    said = terminal.run("desk", "T1").err
    assert "1 other text on T1, written apart (`--json`: others); writing again replaces all" in said


def test_an_unknown_token_is_reported_with_its_line_and_the_text_is_stored(
    terminal: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "t1.md").write_text("One.\n\nTwo [@C9]\nand [@0123456789ab].", "utf-8")
    said = terminal.run("desk", "T1", "--file", tmp_path / "t1.md")
    assert said.code == 0
    first, second, third = said.out.splitlines()
    assert first == "T1: version 1 (3 words, 2 tokens)"
    assert second.startswith("line 3: [@C9] is not in the review; correct or remove it")
    assert third.startswith("line 4: [@0123456789ab] is not in the review")
    assert terminal.json("desk", "T1")["text"].endswith("and [@0123456789ab].")
    assert [mark["kind"] for mark in terminal.json("desk", "T1")["marks"]] == ["unknown", "unknown"]


def test_prose_is_written_from_standard_input(terminal: Terminal, tmp_path: Path) -> None:
    typed = tmp_path / "typed.md"
    typed.write_bytes("Zoë says so.\r\n".encode())
    with typed.open("rb") as text:
        written = in_a_process(
            "desk", "discussion", "--file", "-", "--json", "--project", terminal.folder, stdin=text
        )
    assert json.loads(written.stdout)["text"] == "Zoë says so.\n"


def test_what_cannot_be_written_is_refused_in_one_line(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "t1.md").write_bytes(b"One.\n\xff")
    assert "t1.md:2: not UTF-8" in terminal.refused("desk", "T1", "--file", tmp_path / "t1.md")
    assert "file not found" in terminal.refused("desk", "T1", "--file", tmp_path / "none.md")
    assert "it is a folder, not a file" in terminal.refused("desk", "T1", "--file", tmp_path)
    (tmp_path / "t1.md").write_text("One.\n\x1b[1mTwo.", "utf-8")
    assert "line 2 has a control character" in terminal.refused("desk", "T1", "--file", tmp_path / "t1.md")
    assert "is unknown" in terminal.refused("desk", "T1", "--version", "3")
    assert "give one of them" in terminal.refused("desk", "T1", "--version", "3", "--file", "-")
    refused = terminal.refused("desk", "T99")
    assert (
        "Unknown theory, rival framing or section 'T99'. Theories, rival framings and sections: T1" in refused
    )
