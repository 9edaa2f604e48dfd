"""`review join`: what people read of what did not come."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.cli.run import Terminal


def test_a_name_that_another_copy_has_and_a_copy_put_back_are_said(
    terminal: Terminal, record: str, tmp_path: Path
) -> None:
    shared, copy = (tmp_path.with_name(f"{tmp_path.name}-{name}") for name in ("folder", "backup.db"))
    terminal.run("backup", copy)
    terminal.run("sync", shared)
    own = tmp_path.with_name(f"{tmp_path.name}-own")
    assert "another copy also writes as ann" in terminal.run("join", shared, own).err
    other = tmp_path.with_name(f"{tmp_path.name}-other")
    assert "also writes" not in terminal.run("--reviewer", "cleo", "join", shared, other).err
    said = terminal.run("restore", copy).err
    assert f"this copy exchanges no more; `review sync {shared}` begins again" in said


def test_texts_that_are_missing_and_pdfs_are_said_with_how_they_come(
    terminal: Terminal, record: str, tmp_path: Path
) -> None:
    shared = tmp_path.with_name(f"{tmp_path.name}-shared")
    terminal.run("sync", shared)
    whole = terminal.run("join", shared, tmp_path.with_name(f"{tmp_path.name}-whole"))
    assert whole.out.splitlines()[1:] == [
        "the files of documents did not come; `review sync --pdfs` exchanges them"
    ]
    shutil.rmtree(shared / "texts")
    said = terminal.run("join", shared, tmp_path.with_name(f"{tmp_path.name}-lacking"))
    assert said.code == 0
    assert said.out.splitlines()[1] == (
        "the text of 1 document is missing; `review sync` of somebody who has it brings it"
    )
