"""schema: what a command answers, or what a theory map may hold."""

from __future__ import annotations

import json

from review.theory_map.schema import json_schema
from review.views import schema
from tests.cli.run import Terminal


def test_it_needs_no_review_and_gives_the_same_with_json_and_without(
    terminal: Terminal, tmp_path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert terminal.json("schema", "theory", "log") == schema("theory log")
    assert json.loads(terminal.run("schema", "theory", "log").out) == schema("theory log")


def test_without_a_command_it_gives_that_of_the_theory_map(terminal: Terminal) -> None:
    assert terminal.json("schema") == json_schema()


def test_it_lists_the_commands_whose_answers_have_one(terminal: Terminal) -> None:
    listed = terminal.json("schema", "--list")["commands"]
    assert listed == terminal.run("schema", "--list").out.splitlines()
    assert {"ingest", "theory log", "cmoc show", "schema"} <= set(listed)


def test_an_unknown_command_is_refused(terminal: Terminal) -> None:
    assert "`review schema --list` lists them" in terminal.refused("schema", "nothing")
    assert "Did you mean 'theory log'?" in terminal.refused("schema", "theory", "logs")
    assert "leave out theory" in terminal.refused("schema", "theory", "--list")
