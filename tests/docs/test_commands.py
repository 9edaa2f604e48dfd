"""The page of commands has every command and option of the parser, and no other."""

from __future__ import annotations

import re
import shlex
from argparse import ArgumentParser, _SubParsersAction

import pytest

from review.cli.running import _parser
from tests.docs.pages import DOCS, ROOT

PAGE = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
OPTION = re.compile(r"--[a-z][a-z-]*")


def commands(parser: ArgumentParser, name: str = "review") -> dict[str, ArgumentParser]:
    """The parsers of the commands, and of verbs in the place of the command that they belong to."""
    found: dict[str, ArgumentParser] = {}
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for word, child in action.choices.items():
                found |= commands(child, f"{name} {word}")
    return found or {name: parser}


def options(parser: ArgumentParser) -> set[str]:
    """The long options that a parser takes."""
    return {
        option for action in parser._actions for option in action.option_strings if option.startswith("--")
    }


def sections() -> dict[str, str]:
    """What the page says under the heading of each command."""
    parts = re.split(r"^(##+) (.+)$", PAGE, flags=re.MULTILINE)[1:]
    return {
        title: text
        for level, title, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
        if level == "###"
    }


COMMANDS = commands(_parser())
SHARED = {"--help", "--project", "--reviewer", "--json"}


def test_every_command_has_its_section_and_there_is_no_other() -> None:
    assert sections().keys() == COMMANDS.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_section_has_the_options_of_its_command_and_no_other(name: str) -> None:
    section = sections()[name]
    assert f"`{name}" in section
    assert set(OPTION.findall(section)) == options(COMMANDS[name]) - SHARED


def test_shared_options_are_at_the_top() -> None:
    beginning = PAGE.partition("## Reviews and files")[0]
    assert set(OPTION.findall(beginning)) == options(_parser())


PAGES_WITH_COMMANDS = [ROOT / "README.md", DOCS / "tutorial.md", DOCS / "how-to.md"]
SHELL = re.compile(r"^```sh.*?\n(.*?)^```", re.DOTALL | re.MULTILINE)


def lines_to_type() -> list[str]:
    """The lines that call the program in the pages' shell blocks, without what they are piped into."""
    blocks = [block for page in PAGES_WITH_COMMANDS for block in SHELL.findall(page.read_text("utf-8"))]
    lines = [line.partition(" | ")[0] for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.split(" ")[0] == "review"]


@pytest.mark.parametrize("line", lines_to_type())
def test_every_command_on_the_pages_is_one(line: str) -> None:
    _parser().parse_args(shlex.split(line, comments=True)[1:])
