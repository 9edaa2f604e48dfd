"""What was read of a file for a preview is used again, until the file or the way of reading it changes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from review.references.staging import LastReading

TABLE = "Title,Year,Notes\nMarkets,2016,one\nDuties,2014,two\n"


def test_a_file_is_read_once_for_previews_and_the_import(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TABLE, "utf-8")
    last, steps = LastReading(), list[int]()

    def titles(columns: Mapping[str, str] | None = None, *, keep: bool = True) -> tuple[list[str], bool]:
        steps.clear()
        with last.staged(path, columns, tmp_path, steps.append, "", keep=keep) as staged:
            return [one.title for one in staged], bool(steps)

    assert titles() == (["Markets", "Duties"], True)
    assert titles() == (["Markets", "Duties"], False)
    assert titles({"Notes": "title"})[1], "another field for a column"
    assert titles()[1]
    path.write_text(TABLE.replace("Duties", "Rules and duties"), "utf-8")
    assert titles() == (["Markets", "Rules and duties"], True)
    assert titles(keep=False) == (["Markets", "Rules and duties"], False)
    assert titles()[1], "what was imported is not kept"
