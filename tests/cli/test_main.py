"""What every command has in common: options, exit codes, one line for what is wrong, nothing a terminal obeys."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Callable, Iterator
from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.cli import running
from review.cli.command import json_text
from review.cli.saying import Opening, printable
from review.journal import schema
from review.project import Project
from review.theory_map.reading import read_theory_map
from tests.cli.run import Terminal, in_a_process
from tests.examples import examples
from tests.reviews import add_record
from tests.theory_map.maps import SHIPPED


def test_options_stand_before_the_command_or_after_it(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    here = ("--project", terminal.folder)
    assert terminal.run(*here, "--json", "status").data == terminal.run("status", "--json", *here).data
    assert terminal.run("--reviewer", "bob", "status", *here, "--json").data["reviewer"] == "bob"
    assert (
        terminal.run("theory", "log", *here, "--json").data
        == terminal.run(*here, "--json", "theory", "log").data
    )
    monkeypatch.chdir(terminal.folder / "corpus")
    assert terminal.json("status")["project"] == str(terminal.folder)


def test_without_a_terminal_the_status_is_printed(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert terminal.run().out == terminal.run("status").out
    assert terminal.run("--json").data == terminal.json("status")
    assert terminal.run("--version").out.startswith("realist-review ")
    assert "COMMAND" in terminal.run("--help").out


def test_a_folder_that_is_not_a_review_is_one_line(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path, tmp_path / "file", tmp_path / "gone", tmp_path / "file" / "deeper"):
        assert "no theory_map.yaml found; `review init" in terminal.refused("status", "--project", place)
    monkeypatch.chdir(tmp_path)
    assert "no theory_map.yaml here or in a parent folder" in terminal.refused()
    assert "no theory_map.yaml here" in terminal.refused("restore", tmp_path / "file")


def test_a_review_is_found_by_its_journal_where_the_map_is_missing(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = terminal.folder / "theory_map.yaml"
    terminal.json("status", "--project", terminal.folder)
    file.unlink()
    monkeypatch.chdir(terminal.folder / "corpus")
    outcome = terminal.run("status")
    assert outcome.code == 0
    assert "theory_map.yaml is missing" in outcome.err
    terminal.json("theory", "export", file)
    assert "theory_map.yaml" not in terminal.run("status").err


def test_a_newer_or_foreign_database_is_one_line(terminal: Terminal) -> None:
    with sqlite3.connect(terminal.folder / "review.db") as connection:
        connection.execute(f"PRAGMA user_version={schema.VERSION + 1}")
    connection.close()
    assert "was written by a newer realist-review" in terminal.refused("status")
    for left in terminal.folder.glob("review.db*"):
        left.unlink()
    (terminal.folder / "review.db").write_text("nonsense")
    assert "is damaged" in terminal.refused("records")


def test_wrong_usage_is_one_line_that_says_where_help_is(terminal: Terminal, record: str) -> None:
    assert terminal.refused("bogus").endswith("; see `review --help`")
    assert terminal.refused("decide", record).endswith("see `review decide --help`")
    assert terminal.refused("theory", "refine").endswith("see `review theory refine --help`")
    assert "\x1b" not in terminal.refused("status", "\x1b[31m")
    for wrong in (("--jobs", "0"), ("--timeout", "nan"), ("--timeout", "-1"), ("--memory-mb", "9" * 30)):
        assert wrong[1] in terminal.refused("ingest", *wrong)


def test_a_new_review_is_not_made_over_another(terminal: Terminal, tmp_path: Path) -> None:
    assert "already a review" in terminal.refused("init", terminal.folder)
    assert "already a review" in terminal.refused("demo", terminal.folder)
    (tmp_path / "file").touch()
    assert "cannot be written" in terminal.refused("init", tmp_path / "file")
    made = terminal.json("init", tmp_path / "new" / "review")["project"]
    named = (Path(made) / "theory_map.yaml").read_text("utf-8").splitlines()[0].partition("$schema=")[2]
    assert json.loads((Path(made) / named).read_text("utf-8"))["$schema"]
    assert {path.name for path in Path(made).iterdir()} == {"theory_map.yaml", named, "corpus", "exports"}


def test_a_new_review_has_a_map_to_fill_in_or_that_of_the_worked_example(
    terminal: Terminal, tmp_path: Path
) -> None:
    assert "write your theories" in terminal.run("init", tmp_path / "own").out
    assert "write your theories" not in terminal.run("init", tmp_path / "example", "--example").out
    own, example = (read_theory_map(tmp_path / name / "theory_map.yaml") for name in ("own", "example"))
    assert [code.id for code in own.codes] == ["T1", "T2", "RA"]
    assert example == read_theory_map(SHIPPED)


def test_an_error_of_the_system_is_one_line(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (terminal.folder / "theory_map.yaml").unlink()
    (terminal.folder / "theory_map.yaml").mkdir()
    assert terminal.run("status", "--project", terminal.folder).code == 0
    deep = tmp_path.joinpath(*["x" * 200] * 30)
    assert "ame too long" in terminal.refused("init", deep)
    assert terminal.refused("status", "--project", deep)
    assert terminal.refused("text", deep)


def test_a_folder_that_vanishes_is_one_line(terminal: Terminal) -> None:
    shutil.rmtree(terminal.folder)
    outcome = terminal.run("status")
    assert (outcome.code, outcome.out, len(outcome.err.splitlines())) == (2, "", 1)
    assert "the folder that this terminal is in was deleted" in outcome.err


TEXT = st.text(max_size=12).map(lambda text: text.replace("\0", "")) | st.sampled_from(
    [
        "\udcff",
        "\ud800x",
        "-1",
        "9" * 25,
        "",
        " ",
        "--",
        "\x1b[2J",
        "T1",
        "RA",
        "a",
        "0",
        "10.5555/x",
        "../..",
        "%s{0}",
    ]
)
VERBS = st.sampled_from(
    [
        ["show"], ["decide"], ["settle"], ["code"], ["recode"], ["uncode"], ["reject"], ["done"], ["memo"], ["source-type"], ["edit"],
        ["records"], ["log"], ["queue"], ["theory", "refine"], ["theory", "add"], ["export"], ["suggest"], ["undo"],
    ]
)  # fmt: skip
OPTIONS = st.sampled_from(
    [
        "--quote", "--page", "--span", "--stage", "--criterion", "--note", "--where", "--search", "--sort", "--title", "--year",
        "--authors", "--reason", "--name", "--proposition", "--key-terms", "--memo", "--as-of", "--format", "--limit",
        "--reviewer", "--override", "--doi",
    ]
)  # fmt: skip


@settings(
    max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_whatever_is_typed_there_is_a_line_and_an_exit_code(
    terminal: Terminal, record: str, data: st.DataObject
) -> None:
    values = st.one_of(
        TEXT, st.just(record), st.sampled_from(["include", "exclude", "title-abstract", "E1", "policy"])
    )
    arguments = [*data.draw(VERBS), *data.draw(st.lists(values, max_size=3))]
    for option in data.draw(st.lists(OPTIONS, max_size=2)):
        arguments += [option, *data.draw(st.lists(values, min_size=1, max_size=2))]
    outcome = terminal.run(*arguments, "--json")
    assert outcome.code in (0, 1, 2), outcome
    assert not set(outcome.err + outcome.out) & {"\x1b", "\u202e", "\x07"}
    if outcome.code == 2:
        assert outcome.out == ""
        assert outcome.err.startswith("review")
    else:
        assert outcome.data is not None


@given(st.text())
def test_what_is_printed_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert not any((ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 for c in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    shown.encode("utf-8")
    assert printable("a\u00a0b می\u200cخواهم\u3000c") == "a\u00a0b می\u200cخواهم\u3000c"


# --- in a process of its own ------------------------------------------------------------------------------------------


def test_json_is_all_that_is_on_standard_output(terminal: Terminal) -> None:
    (terminal.folder / "theory_map.yaml").write_text("title: [broken", "utf-8")
    done = in_a_process("records", "--json", cwd=terminal.folder)
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["records"]) == 2
    assert done.stderr.startswith(b"theory_map.yaml:")


def test_a_reader_that_goes_away_is_not_an_error(terminal: Terminal) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = in_a_process("records", "--json", cwd=terminal.folder, stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
def test_a_full_disk_behind_the_output_is_one_line(terminal: Terminal) -> None:
    with Path("/dev/full").open("wb") as full:
        done = in_a_process("records", cwd=terminal.folder, stdout=full)
    assert done.returncode == 2
    assert done.stderr.startswith(b"review: the system: No space left on device")
    assert len(done.stderr.splitlines()) == 1


def test_bytes_that_are_not_text_and_a_narrow_encoding(terminal: Terminal, record: str) -> None:
    done = in_a_process("memo", record.encode(), b"caf\xe9", cwd=terminal.folder)
    assert (done.returncode, done.stderr) == (0, b"")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "ascii"}
    shown = in_a_process("show", record, cwd=terminal.folder, env=environment)
    assert shown.returncode == 0
    assert b"memo by ann: caf?" in shown.stdout


def test_the_module_and_the_pipe(terminal: Terminal) -> None:
    status = in_a_process(cwd=terminal.folder, stderr=subprocess.STDOUT)
    assert status.returncode == 0
    assert b"Next: Screen: 2 records are waiting" in status.stdout


def arguments_without_help(parser: ArgumentParser, command: str = "review") -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for name, below in action.choices.items():
                yield from arguments_without_help(below, f"{command} {name}")
        elif not action.help:
            yield f"{command}: {action.dest}"


def test_a_command_is_known_without_the_modules_of_the_others() -> None:
    for module, names in running._COMMANDS.items():
        assert [one.name for one in import_module(f"review.cli.{module}").COMMANDS] == names.split()
    (every,) = (one for one in running._parser()._actions if isinstance(one, _SubParsersAction))
    for name, parser in every.choices.items():
        (only,) = (one for one in running._parser(name)._actions if isinstance(one, _SubParsersAction))
        assert list(only.choices) == [name]
        assert only.choices[name].format_help() == parser.format_help()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("import import", "import"),
        ("--project import --json find care", "find"),
        ("--reviewer=ann --project=. log --json", "log"),
        ("--help import", ""),
        ("--proj . log", ""),
        ("imp", ""),
        ("--project", ""),
        ("", ""),
    ],
)
def test_it_is_the_first_argument_that_is_no_shared_option(typed: str, name: str) -> None:
    assert running._named(typed.split()) == name


def test_every_argument_of_every_command_has_a_help_text() -> None:
    assert list(arguments_without_help(running._parser())) == []


@given(
    st.dictionaries(
        st.text(),
        st.lists(
            st.text()
            | st.integers(-(2**53), 2**53)
            | st.floats(allow_nan=False, allow_infinity=False)
            | st.none()
        ),
    )
)
def test_json_is_ascii_and_keeps_every_value(data: dict[str, object]) -> None:
    text = json_text(data)
    assert text.isascii()
    assert json.loads(text) == data


def test_json_is_indented_and_shows_what_is_no_text() -> None:
    assert json_text({"a": ["\udcff\ud800é", "\U0001f600"], "b": {}}) == (
        '{\n  "a": [\n    "\\ufffd\\ufffd\\u00e9",\n    "\\ud83d\\ude00"\n  ],\n  "b": {}\n}'
    )


def test_no_command_loads_what_only_another_one_needs() -> None:
    look = (
        "import sys, review.cli.running as running; running._parser();"
        "print(sorted({name.split('.')[1] for name in sys.modules if name.startswith('review.')}"
        " & {'duplicates', 'references', 'learning', 'export'}))"
    )
    found = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=60
    )
    assert found.stdout.strip() == "[]"


def test_a_terminal_says_that_the_review_is_opened_until_there_is_a_picture() -> None:
    class Screen(StringIO):
        def isatty(self) -> bool:
            return True

    seen, piped = Screen(), StringIO()
    opening, silent = Opening(seen), Opening(piped)
    assert seen.getvalue() == "Opening the review\r"
    opening.end()
    opening.end()
    silent.end()
    assert seen.getvalue() == f"Opening the review\r{' ' * 18}\r"
    assert piped.getvalue() == ""


def test_the_screen_opens_again_after_a_restore_that_was_asked_for_there(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Screens that ask for a backup, then for one that is no journal, then are left."""
    copy, broken = tmp_path / "copy.db", tmp_path / "broken.db"
    broken.write_text("no journal")
    seen: list[tuple[int, str, tuple[str, ...]]] = []
    wanted = iter([copy, broken, None])

    def screen(project: Project, at_first: Callable[[], None], **_: object) -> Path | None:
        at_first()
        seen.append((project.records.count(), project.reviewer, project.notices))
        if not copy.exists():
            project.history.backup(copy)
            add_record(project, "Written after the backup")
        return next(wanted)

    monkeypatch.setattr("review.tui.show", screen)
    for stream in ("stdin", "stdout"):
        monkeypatch.setattr(getattr(sys, stream), "isatty", lambda: True)
    assert running.run(["--project", str(terminal.folder), "--reviewer", "bob"]) == 0
    assert [(records, reviewer) for records, reviewer, _ in seen] == [(seen[0][0], "bob")] * 3
    assert seen[1][2][-1].startswith(
        "The review was restored from copy.db; the one before is kept as backups/"
    )
    assert seen[2][2][-1].startswith("The review was not restored: ")
    assert list((terminal.folder / "backups").glob("*before-restore*"))
