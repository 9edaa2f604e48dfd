"""The report of the worked example is verified: clean as it was written, and exact about what was changed in it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.cli.run import Terminal
from tests.worked_example.whole import Whole

FORMATS = ("docx", "html", "md")
QUOTED = "The first of the works reports it plainly"


@pytest.fixture
def terminal(whole: tuple[Whole, Terminal]) -> Terminal:
    return whole[1]


def problems(terminal: Terminal, path: Path) -> list[dict[str, str]]:
    outcome = terminal.run("verify", path, "--json")
    assert outcome.code == 1
    assert not outcome.data["ok"]
    found: list[dict[str, str]] = outcome.data["problems"]
    return found


def exported(terminal: Terminal, file_format: str, *options: str) -> Path:
    files = terminal.json("export", "report", "--format", file_format, *options)["files"]
    return Path(next(name for name in files if name.endswith(f"report.{file_format}")))


def changed(path: Path, old: str, new: str, *, after: str = "") -> Path:
    """A copy of a report with one text changed: the first after another text."""

    def replaced(text: str) -> str:
        start = text.index(old, text.index(after))
        return text[:start] + new + text[start + len(old) :]

    other = path.with_name(f"changed{path.suffix}")
    if path.suffix != ".docx":
        other.write_text(replaced(path.read_text("utf-8")), "utf-8")
        return other
    with zipfile.ZipFile(path) as given, zipfile.ZipFile(other, "w") as made:
        for one in given.infolist():
            content = given.read(one)
            if one.filename == "word/document.xml":
                content = replaced(content.decode()).encode()
            made.writestr(one, content)
    return other


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_report_is_as_the_journal_has_it(terminal: Terminal, file_format: str) -> None:
    path = exported(terminal, file_format, "--template", "bmj-open", "--style", "vancouver")
    assert terminal.json("verify", path) == {"ok": True, "problems": [], "events_since": 0}


@pytest.mark.parametrize("file_format", FORMATS)
def test_one_digit_and_one_word_are_found(terminal: Terminal, file_format: str) -> None:
    path = exported(terminal, file_format)
    digit = changed(path, "32.4", "32.5", after="Source types of the included")
    assert problems(terminal, digit) == [
        {"where": "Table 1, row 1, column 3", "written": "32.5", "journal": "32.4"}
    ]
    [problem] = problems(terminal, changed(path, "“", "“Not ", after=QUOTED))
    assert problem["written"] == f"Not {problem['journal']}"


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_number_in_a_caption_and_in_a_note_is_found(terminal: Terminal, file_format: str) -> None:
    path = exported(terminal, file_format)
    assert problems(
        terminal, changed(path, "(N = 37)", "(N = 38)", after="Source types of the included")
    ) == [{"where": "Table 1, caption", "written": "38", "journal": "37"}]
    found = problems(terminal, changed(path, "add up to 100", "add up to 101"))
    assert found == [{"where": "Table 1, note", "written": "101", "journal": "100"}]


def test_a_row_that_was_added_at_the_top_of_a_table_is_found(terminal: Terminal) -> None:
    path = exported(terminal, "md")
    rule = "| --- | ---: | ---: |\n"
    [problem] = problems(terminal, changed(path, rule, f"{rule}| Leaflet | 2 | 5.4 |\n"))
    assert problem == {
        "where": "Table 1, a row that the journal does not have",
        "written": "Leaflet | 2 | 5.4",
        "journal": "",
    }


def test_a_table_from_an_older_state_is_found(terminal: Terminal) -> None:
    path = exported(terminal, "md")
    record = terminal.json("records", "--where", "theory-map=include")["records"][0]["record"]
    terminal.json("decide", record, "exclude", "--stage", "theory-map", "--criterion", "E6")
    assert {"where": "Table 1, row 5, column 2", "written": "37", "journal": "36"} in problems(terminal, path)
    assert (
        "older than the journal (1 event since): export the report again" in terminal.run("verify", path).out
    )


def test_own_prose_in_the_file_is_nobodys_business(terminal: Terminal) -> None:
    path = exported(terminal, "html")
    own = changed(path, "</p>", "</p><p>We wrote this in 2026, after 12 meetings.</p>", after="<main>")
    assert terminal.json("verify", own)["ok"]


def test_what_is_not_a_report_is_refused_in_one_line(terminal: Terminal, tmp_path: Path) -> None:
    other = tmp_path / "notes.md"
    other.write_text("# Notes\n", "utf-8")
    outcome = terminal.run("verify", other)
    assert outcome.code == 2
    assert "not a report of `review export report`" in outcome.err
