"""Runs one command: parse, call the project, print. Without a command the screen opens."""

from __future__ import annotations

import gc
import os
import sys
from functools import cache
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from review.cli.interrupts import drop_output, left_to_others
from review.cli.saying import Opening, TablesProgress, say
from review.errors import ReviewError
from review.project import Project, exchanged_at, restore
from review.serve import DRIVER
from review.version import __version__

if TYPE_CHECKING:
    from review.cli.command import Command, Parser

EXIT_UNUSABLE = 2


_COMMANDS = {
    "documents": "init demo ingest reread text",
    "page_tables": "tables",
    "page_labels": "label",
    "searches.searching": "search",
    "referencing": "import attach relate dedupe",
    "records": "records show edit decide settle source-type not-retrieved",
    "team.conflicts": "conflicts",
    "team.agreement": "agreement",
    "team.syncing": "sync",
    "team.sampling": "sample",
    "coding": "code recode uncode reject done",
    "annotating": "facet memo comment",
    "finding": "find",
    "looking_again": "recheck",
    "suggestions": "queue suggest evaluate",
    "accuracy.encoder": "semantic",
    "accuracy.simulations": "simulate",
    "theories.changes": "theory",
    "theories.configurations": "cmoc",
    "theories.appraising": "appraise verdict",
    "theories.tables": "import-table",
    "theories.challenging": "challenge",
    "plan": "plan",
    "searches.flow": "flow",
    "writing.desk": "desk",
    "writing.citing": "citations",
    "writing.exporting": "export",
    "writing.packaging": "package",
    "exchange.exchanging": "exchange",
    "keeping": "undo redo status log verify backup restore",
    "team.merging": "merge",
    "team.joining": "join",
    "team.serving": "serve",
    "machine.doctor": "doctor",
    "schema": "schema",
}
"""The commands of each module of this package, in the order in which they are listed."""


@cache
def _parser(only: str = "") -> Parser:
    """The parser of all commands, or of one; made once, as that takes longer than most commands."""
    from review.cli.command import Parser, shared_options

    shared = shared_options()
    parser = Parser(
        prog="review",
        description="Realist literature reviews in the terminal. Without a command the screen opens.",
        parents=[shared],
    )
    parser.add_argument("--version", action="version", version=f"realist-review {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for command in _commands(only):
        own = commands.add_parser(command.name, help=command.help, description=command.help, parents=[shared])
        if command.arguments:
            command.arguments(own)
        own.set_defaults(run=command)
    return parser


def _commands(only: str) -> list[Command]:
    """All commands, or the one of this name.

    The modules of the others are not loaded then, which would take longer than most commands.
    """
    modules = [module for module, names in _COMMANDS.items() if not only or only in names.split()]
    commands = [one for module in modules for one in import_module(f"review.cli.{module}").COMMANDS]
    return [one for one in commands if not only or one.name == only]


def _named(arguments: list[str]) -> str:
    """The command that arguments surely name, after what all commands share; ``""`` if there may be none."""
    rest = iter(arguments)
    for one in rest:
        if one in {"--project", "--reviewer"}:
            next(rest, "")
        elif one != "--json" and not one.startswith(("--project=", "--reviewer=")):
            return one if any(one in names.split() for names in _COMMANDS.values()) else ""
    return ""


def run(arguments: list[str]) -> int:
    """Run the command line and return the exit code; see `review.cli.main`.

    Raises:
        KeyboardInterrupt: Ctrl+C was pressed.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = SimpleNamespace(project=None, reviewer="", json=False, run=None)
    if not _opens_the_screen(arguments, options):
        _parser(_named(arguments)).parse_args(arguments, options)
    for name, value in vars(options).items():
        setattr(options, name, _as_text(value))
    try:
        if options.run is not None:
            from review.cli.command import show

            gc.enable()
            return show(options.run(options), options.json)
        return _screen(options)
    except ReviewError as error:
        return _unusable(str(error))
    except BrokenPipeError:
        # The reader of a pipe (head, less) has closed it: not an error, and nothing more can be printed.
        drop_output()
        return 0
    except OSError as error:
        if _is_folder_gone():
            return _unusable("the folder that this terminal is in was deleted; go to another one (cd DIR)")
        return _unusable(
            f"{error.filename or 'the system'}: {error.strerror or error}; the command was stopped there"
        )


def _opens_the_screen(arguments: list[str], options: SimpleNamespace) -> bool:
    """Whether there are only a review and a reviewer among the arguments, which are set then; anything else is for the parser.

    The screen opens sooner without argparse and the parsers of the forty commands.
    """
    rest, found = iter(arguments), {}
    for one in rest:
        name, equals, value = one.partition("=")
        value = value if equals else next(rest, "-")
        if name not in {"--project", "--reviewer"} or value.startswith("-"):
            return False
        found[name] = value
    if "--project" in found:
        options.project = Path(found["--project"])
    options.reviewer = found.get("--reviewer", "")
    return True


def _is_folder_gone() -> bool:
    """Whether the current folder no longer exists, in which nothing relative can be found."""
    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False


def _unusable(why: str) -> int:
    try:
        say(f"review: {why}")
    except OSError:
        drop_output()
    return EXIT_UNUSABLE


def _as_text(value: object) -> object:
    """An argument with undecodable bytes made visible; paths stay as the system passed them."""
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def _screen(options: SimpleNamespace) -> int:
    """Open the screen, again after a restore that was asked for there; without a terminal or browser, print the status."""
    is_shown = (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TEXTUAL_DRIVER") == DRIVER
    if options.json or not is_shown:
        from argparse import Namespace

        from review.cli.command import Command, always, show
        from review.cli.keeping import status

        return show(Command("status", "", status, looks=always)(Namespace(**vars(options))), options.json)
    notices: tuple[str, ...] = ()
    reviewer = options.reviewer
    while True:
        opening = Opening(sys.stderr)
        try:
            project = Project.open(options.project, reviewer, progress=TablesProgress())
            project.notices += notices
            try:
                from review.tui import show as show_screen

                with left_to_others():
                    backup = show_screen(
                        project, at_first=opening.end, say=lambda line: say(f"review: {line}")
                    )
            finally:
                project.close()
        finally:
            opening.end()
        if backup is None:
            return 0
        notices, reviewer = (_restored(project.folder, backup),), project.reviewer


def _restored(folder: Path, backup: Path) -> str:
    """Restore a review that is closed, and say so, or why it is as before."""
    from review.project.sharing.synced import no_longer_shared

    at = exchanged_at(folder)
    try:
        kept = restore(folder, backup)
    except ReviewError as error:
        return f"The review was not restored: {error}"
    before = f"; the one before is kept as backups/{kept.name}" if kept else ""
    shared = f" Besides, {no_longer_shared(at)}." if at else ""
    return f"The review was restored from {backup.name}{before}.{shared}"
