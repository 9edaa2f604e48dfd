import sqlite3
from pathlib import Path

from review.project import Project
from tests.reviews import PARAGRAPHS, a_document, add_record, new_review


def a_review_with_a_coding(folder: Path) -> str:
    project = new_review(folder)
    record = add_record(project, "A study", document=a_document())
    project.code(record, ["T1"], *project.find_quote(record, PARAGRAPHS[0]))
    project.close()
    return record


def problems_after(folder: Path, sql: str) -> list[str]:
    with sqlite3.connect(folder / "review.db") as connection:
        connection.execute(sql)
    connection.close()
    project = Project.open(folder, "ann")
    found = [problem for problem in project.verify() if "file is gone" not in problem]
    project.close()
    return found


def test_a_sound_review_has_no_problems(tmp_path: Path) -> None:
    a_review_with_a_coding(tmp_path / "r")
    assert problems_after(tmp_path / "r", "SELECT 1") == []


def test_an_edited_event_shows(tmp_path: Path) -> None:
    a_review_with_a_coding(tmp_path / "r")
    found = problems_after(tmp_path / "r", "UPDATE event SET reviewer = 'eve' WHERE kind = 'code'")
    assert any("was changed after it was written" in problem for problem in found)


def test_a_removed_event_shows(tmp_path: Path) -> None:
    a_review_with_a_coding(tmp_path / "r")
    found = problems_after(tmp_path / "r", "DELETE FROM event WHERE kind = 'ingest'")
    assert any("the event before it in its chain is missing" in problem for problem in found)


def test_an_edited_table_shows_and_is_rebuilt(tmp_path: Path) -> None:
    a_review_with_a_coding(tmp_path / "r")
    assert problems_after(tmp_path / "r", "UPDATE coding SET stance = 'supports'") == [
        "table coding: is not what the events say; `review verify --rebuild` makes it again"
    ]
    project = Project.open(tmp_path / "r", "ann")
    project.rebuild()
    assert [problem for problem in project.verify() if "file is gone" not in problem] == []
    project.close()


def test_an_edited_text_shows(tmp_path: Path) -> None:
    record = a_review_with_a_coding(tmp_path / "r")
    project = Project.open(tmp_path / "r", "ann")
    text_sha256 = project.record(record).text_sha256
    project.close()
    import zlib

    with sqlite3.connect(tmp_path / "r" / "review.db") as connection:
        connection.execute("UPDATE text SET body = ?", (zlib.compress(b"other words"),))
    connection.close()
    found = problems_after(tmp_path / "r", "SELECT 1")
    assert f"text {text_sha256[:12]}: was changed after it was read" in found
    assert any("its quotation does not stand at" in problem for problem in found)
