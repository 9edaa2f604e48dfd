"""The page of commands has every command and option of the parser, and no other."""

from __future__ import annotations

import re
import shlex
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

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


PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "ARCHITECTURE.md")),
    *sorted([*DOCS.glob("*.md"), *DOCS.glob("[er]*/*.md")]),
]
BLOCK = re.compile(r"^```(\w*).*?\n(.*?)^```|((?:^ {4,}\S.*\n)+)", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"(?<!`)`(review [^`\n]+)`(?!`)")


def lines_to_type(page: Path) -> Iterator[str]:
    """The lines of a page that call the program, without what they are piped into."""
    for language, block, indented in BLOCK.findall(page.read_text("utf-8")):
        for line in (indented or block).splitlines():
            typed = line.strip().removeprefix("$ ").partition(" | ")[0].partition(" > ")[0]
            if typed.startswith("review ") and language not in ("text", "sql"):
                yield typed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_to_type_is_one(page: Path) -> None:
    for line in lines_to_type(page):
        try:
            _parser().parse_args(shlex.split(line, comments=True)[1:])
        except SystemExit:
            pytest.fail(f"{page}: {line}")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_in_a_sentence_is_one(page: Path) -> None:
    text = BLOCK.sub("", page.read_text("utf-8"))
    assert [span for span in SPAN.findall(text) if not is_command(span)] == []


@pytest.mark.parametrize("span", ["review frob", "review theory frob", "review theory log --jobs 3"])
def test_a_command_in_a_sentence_has_to_be_known(span: str) -> None:
    assert not is_command(span)


def is_command(span: str) -> bool:
    """Whether what a sentence names, often without inputs, is a command with options that it takes."""
    words = [word for word in span.split()[1:] if re.fullmatch(r"[a-z][a-z-]*", word)]
    names = [" ".join(["review", *words[:count]]) for count in (2, 1, 0)]
    name = next(name for name in names if any(f"{one} ".startswith(f"{name} ") for one in COMMANDS))
    group = [one for one in COMMANDS if f"{one} ".startswith(f"{name} ")]
    known = set[str]().union(options(_parser()), *(options(COMMANDS[one]) for one in group))
    return set(OPTION.findall(span)) <= known and (name in COMMANDS or name == names[0])
