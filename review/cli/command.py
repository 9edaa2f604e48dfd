"""Commands, their shared arguments, and how results are printed."""

from __future__ import annotations

import json
import re
import sys
from argparse import SUPPRESS, Action, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from msgspec import Struct

from review.cli.interrupts import RESUMES
from review.cli.saying import TablesProgress, printable, say
from review.errors import UnknownNameError
from review.project import Project
from review.sandbox.regular_file import as_text

if TYPE_CHECKING:
    from review.views import JsonSchema
    from review.views.view import View


SHORT = 12
"""How many characters of an id are printed."""

AddVerb = Callable[[str, str], ArgumentParser]
"""Makes the parser of a verb, given its name and what it does."""


class Result(Struct, frozen=True):
    """What a command answers: `data` for ``--json`` (if it has that), text `lines` with their separator, and the exit code."""

    data: View | JsonSchema | None
    lines: Sequence[str] = ()
    code: int = 0
    separator: str = "\n"


class Command(Struct, frozen=True):
    """One command: `arguments` declares its arguments, `run` executes it, with a project if `needs_project`.

    `answers_notices`: a notice of the project asks for this command, so the notice is not printed again.
    `resumes`: it continues where it stopped when it is run again. `looks`: with these options it stores nothing, so a theory
    map under which nothing was done is not stored as version 1 for it, either.
    """

    name: str
    help: str
    run: Callable[..., Result]
    arguments: Callable[[ArgumentParser], None] | None = None
    needs_project: bool = True
    answers_notices: Callable[[Namespace], bool] = lambda _options: False
    resumes: bool = False
    looks: Callable[[Namespace], bool] = lambda _options: False

    def __call__(self, options: Namespace) -> Result:
        """Run the command on the project given by the options."""
        RESUMES.set(self.resumes)
        if not self.needs_project:
            return self.run(options)
        project = Project.open(
            options.project, options.reviewer, looks=self.looks(options), progress=TablesProgress()
        )
        try:
            if not self.answers_notices(options):
                for notice in project.notices:
                    say(notice)
            return self.run(project, options)
        finally:
            project.close()


class Parser(ArgumentParser):
    """An argument parser that reports errors in one line, points to the help, and takes one of several names in any case."""

    def add_argument(self, *names: str, **options: Any) -> Action:  # noqa: ANN401 - as argparse has it
        """Add an argument; one of `choices` may be typed in any case, with or without spaces and signs."""
        if "choices" in options:
            options.setdefault("type", _one_of(options["choices"]))
        return super().add_argument(*names, **options)

    def error(self, message: str) -> NoReturn:
        """Print the error and exit with code 2."""
        self.exit(2, f"{self.prog}: {printable(message)}; see `{self.prog} --help`\n")


def _one_of(choices: Iterable[str]) -> Callable[[str], str]:
    """Gives the choice that somebody typed; anything else is left as it is, for the parser to refuse."""

    def chosen(typed: str) -> str:
        from review.domain.wording.unknown import meant

        try:
            return meant("choice", typed, choices)
        except UnknownNameError:
            return typed

    return chosen


def shared_options() -> Parser:
    """The options that every command accepts, before or after its name."""
    shared = Parser(prog="review", add_help=False)
    shared.add_argument("--project", type=Path, default=SUPPRESS, metavar="DIR", help="the review's folder")
    shared.add_argument("--reviewer", default=SUPPRESS, metavar="NAME", help="the reviewer's name")
    shared.add_argument(
        "--json", action="store_true", default=SUPPRESS, help="print one JSON document on standard output"
    )
    return shared


def verbs_of(parser: ArgumentParser) -> AddVerb:
    """Give a command verbs, of which one must be named."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)

    def add_verb(name: str, description: str) -> ArgumentParser:
        return verbs.add_parser(name, help=description, description=description, parents=[shared_options()])

    return add_verb


def record_argument(parser: ArgumentParser) -> None:
    """The argument that names a record."""
    parser.add_argument(
        "record", metavar="RECORD", help="the beginning of an id, a DOI, or a path in corpus/"
    )


def selection_arguments(parser: ArgumentParser) -> None:
    """The conditions and the words that select records."""
    parser.add_argument(
        "--where", action="append", default=[], metavar="FIELD=VALUE", help="a condition (all must be met)"
    )
    parser.add_argument(
        "--search",
        default="",
        metavar="TEXT",
        help="words in title, authors, abstract, document or file name",
    )


def whole_number(text: str) -> int:
    """Parse a whole number from 1 to 1,000,000.

    Raises:
        ArgumentTypeError: the text is something else.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= 7 and 1 <= int(text) <= 1_000_000):
        raise ArgumentTypeError(f"'{text}' is not a whole number from 1 to 1000000")
    return int(text)


def always(_options: Namespace) -> bool:
    """For a command that only looks, whatever its options."""
    return True


def share(text: str) -> float:
    """Parse a share from 0 to 1.

    Raises:
        ArgumentTypeError: the text is something else.
    """
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise ArgumentTypeError(f"'{text}' is not a number from 0 to 1")
    return value


def acknowledged(event: str, message: str) -> Result:
    """The result of an act."""
    from review.views.acknowledgements import Acknowledged

    return Result(Acknowledged(event=event), [message])


def json_text(data: object) -> str:
    """A value as a JSON document in ASCII; lone surrogates, as in file names that are not UTF-8, become U+FFFD."""
    # Imported here because the first screen does not need it.
    from msgspec import json as fast_json
    from msgspec import to_builtins

    try:
        text = fast_json.format(fast_json.encode(data), indent=2).decode()
    except UnicodeEncodeError:
        text = json.dumps(to_builtins(data), ensure_ascii=False, indent=2)
    return text if text.isascii() else _NOT_ASCII.sub(lambda run: json.dumps(as_text(run[0]))[1:-1], text)


_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def print_now(lines: Iterable[str]) -> None:
    """Print lines as they come, for what is too much to wait for the last one."""
    for line in lines:
        print(printable(line))


def show(result: Result, as_json: bool) -> int:
    """Print a result and return its exit code."""
    if as_json:
        print(json_text(result.data))
    elif result.lines:
        print(result.separator.join(map(printable, result.lines)))
    # A closed pipe or a full disk is noticed here and not when the interpreter exits.
    sys.stdout.flush()
    return result.code
