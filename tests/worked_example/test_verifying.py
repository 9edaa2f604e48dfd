"""The report of the worked example is verified: clean as it was written, and exact about what was changed in it."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from review.project import Project
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


@pytest.fixture(scope="module")
def reports(made_once: Whole, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report in each format, as it is written from every copy of the review."""
    folder = tmp_path_factory.mktemp("reports")
    project = Project.open(shutil.copytree(made_once.folder, folder / "review"), "ann")
    files = project.exports.write(["report"], FORMATS, folder / "written")
    project.close()
    return {path.suffix[1:]: path for path in files if path.stem == "report"}


def changed(path: Path, old: str, new: str, *, after: str = "") -> Path:
    """A copy of a report with one text changed: the first after another text."""

    def replaced(text: str) -> str:
        start = text.index(old, text.index(after))
        return text[:start] + new + text[start + len(old) :]

    other = path.with_name(f"{path.stem}-changed{path.suffix}")
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


def test_a_report_is_as_the_journal_has_it(terminal: Terminal) -> None:
    formats = [part for name in FORMATS for part in ("--format", name)]
    files = terminal.json("export", "report", *formats, "--template", "bmj-open", "--style", "vancouver")[
        "files"
    ]
    written = [Path(name) for name in files if Path(name).stem == "report"]
    assert len(written) == len(FORMATS)
    for path in written:
        assert terminal.json("verify", path) == {"ok": True, "problems": [], "events_since": 0}


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_digit_a_word_and_numbers_in_a_caption_and_a_note_are_found(
    terminal: Terminal, reports: dict[str, Path], file_format: str
) -> None:
    path = reports[file_format]
    for old, new, after in (
        ("32.4", "32.5", "Source types of the included"),
        ("“", "“Not ", QUOTED),
        ("(N = 37)", "(N = 38)", "Source types of the included"),
        ("add up to 100", "add up to 101", ""),
    ):
        path = changed(path, old, new, after=after)
    found = problems(terminal, path)
    word = next(one for one in found if not one["where"].startswith("Table 1"))
    assert word["written"] == f"Not {word['journal']}"
    assert sorted((one["where"], one["written"], one["journal"]) for one in found if one is not word) == [
        ("Table 1, caption", "38", "37"),
        ("Table 1, note", "101", "100"),
        ("Table 1, row 1, column 3", "32.5", "32.4"),
    ]


def test_a_row_that_was_added_at_the_top_of_a_table_is_found(
    terminal: Terminal, reports: dict[str, Path]
) -> None:
    rule = "| --- | ---: | ---: |\n"
    [problem] = problems(terminal, changed(reports["md"], rule, f"{rule}| Leaflet | 2 | 5.4 |\n"))
    assert problem == {
        "where": "Table 1, a row that the journal does not have",
        "written": "Leaflet | 2 | 5.4",
        "journal": "",
    }


def test_a_table_from_an_older_state_is_found(terminal: Terminal, reports: dict[str, Path]) -> None:
    record = terminal.json("records", "--where", "theory-map=include")["records"][0]["record"]
    terminal.json("decide", record, "exclude", "--stage", "theory-map", "--criterion", "E6")
    outcome = terminal.run("verify", reports["md"], "--json")
    assert outcome.code == 1
    assert outcome.data["events_since"] == 1
    assert {"where": "Table 1, row 5, column 2", "written": "37", "journal": "36"} in outcome.data["problems"]
    in_words = terminal.run("verify", reports["md"]).out
    assert "older than the journal (1 event since): export the report again" in in_words


def test_own_prose_in_the_file_is_nobodys_business(terminal: Terminal, reports: dict[str, Path]) -> None:
    own = changed(
        reports["html"], "</p>", "</p><p>We wrote this in 2026, after 12 meetings.</p>", after="<main>"
    )
    assert terminal.json("verify", own)["ok"]


def test_what_is_not_a_report_is_refused_in_one_line(terminal: Terminal, tmp_path: Path) -> None:
    other = tmp_path / "notes.md"
    other.write_text("# Notes\n", "utf-8")
    outcome = terminal.run("verify", other)
    assert outcome.code == 2
    assert "not a report of `review export report`" in outcome.err
