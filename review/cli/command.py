"""What a command is, and how its result is printed."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from review.project import Project
from review.sandbox.regular_file import as_text

if TYPE_CHECKING:
    from review.views import JsonSchema
    from review.views.view import View


SHORT = 12
"""Characters of an id that people are shown."""


@dataclass(frozen=True)
class Result:
    """What a command has to say: `data` for ``--json``, `lines` for people, what stands between them, the exit code."""

    data: View | JsonSchema
    lines: Sequence[str] = ()
    code: int = 0
    separator: str = "\n"


@dataclass(frozen=True)
class Command:
    """One verb: `arguments` declares its arguments, `run` does it. `needs_project` False: `run` gets no project.

    `answers_notices` tells whether it is what a notice of the project asks for, which is then not said again.
    """

    name: str
    help: str
    run: Callable[..., Result]
    arguments: Callable[[ArgumentParser], None] | None = None
    needs_project: bool = True
    answers_notices: Callable[[Namespace], bool] = lambda _options: False

    def __call__(self, options: Namespace) -> Result:
        """Run the command, on the project that the options name."""
        if not self.needs_project:
            return self.run(options)
        project = Project.open(options.project, options.reviewer)
        try:
            if not self.answers_notices(options):
                for notice in project.notices:
                    say(notice)
            return self.run(project, options)
        finally:
            project.close()


class Parser(ArgumentParser):
    """An argument parser whose errors are one line that says where help is."""

    def error(self, message: str) -> NoReturn:
        """End with exit code 2."""
        self.exit(2, f"{self.prog}: {printable(message)}; see `{self.prog} --help`\n")


def shared_options() -> Parser:
    """The options that every command takes, before its name or after it."""
    shared = Parser(prog="review", add_help=False)
    shared.add_argument("--project", type=Path, default=SUPPRESS, metavar="DIR", help="the review's folder")
    shared.add_argument("--reviewer", default=SUPPRESS, metavar="NAME", help="who is at work")
    shared.add_argument(
        "--json", action="store_true", default=SUPPRESS, help="one JSON document on standard output"
    )
    return shared


def record_argument(parser: ArgumentParser) -> None:
    """The argument that names a record."""
    parser.add_argument(
        "record", metavar="RECORD", help="the beginning of an id, a DOI, or a path in corpus/"
    )


def whole_number(text: str) -> int:
    """A number from 1 to a million, as an argument.

    Raises:
        ArgumentTypeError: it is none.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= 7 and 1 <= int(text) <= 1_000_000):
        raise ArgumentTypeError(f"'{text}' is no whole number from 1 to 1000000")
    return int(text)


def share(text: str) -> float:
    """A share from 0 to 1, as an argument.

    Raises:
        ArgumentTypeError: it is none.
    """
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise ArgumentTypeError(f"'{text}' is no share from 0 to 1")
    return value


def acknowledged(event: str, message: str) -> Result:
    """The result of an act."""
    from review.views.acknowledgements import Acknowledged

    return Result(Acknowledged(event=event), [message])


def printable(text: str) -> str:
    """Text with nothing in it that a terminal would obey; newlines, tabs, every space and the scripts' joiners stay."""
    if text.isprintable():
        return text
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_obeyed(c) else c for c in text)


def _is_obeyed(character: str) -> bool:
    """Whether a terminal might act on a character: controls, direction marks, halves and nameless ones."""
    if character.isprintable() or character in "\n\t\u200c\u200d":
        return False
    return unicodedata.category(character) != "Zs"


def say(message: str, file: TextIO | None = None) -> None:
    """A line for people, on standard error unless `file` is given."""
    print(printable(message), file=file or sys.stderr)


def json_text(data: object) -> str:
    """A JSON document in ASCII; halves of characters, as in names that are no text, become U+FFFD."""
    text = json.dumps(data, ensure_ascii=False, indent=2, default=str)
    return text if text.isascii() else _NOT_ASCII.sub(lambda run: json.dumps(as_text(run[0]))[1:-1], text)


_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def show(result: Result, as_json: bool) -> int:
    """Print a result and return its exit code."""
    if as_json:
        # Imported where it is used: the first screen is up without it.
        from msgspec import to_builtins

        print(json_text(to_builtins(result.data)))
    elif result.lines:
        print(result.separator.join(map(printable, result.lines)))
    # A reader that went away, or a full disk, is noticed here and not at the interpreter's end.
    sys.stdout.flush()
    return result.code
