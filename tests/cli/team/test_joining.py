"""`review join`: what people read of what did not come."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.cli.run import Terminal


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
