"""Runs one command: parse, call the project, print. Without a command the screen opens."""

from __future__ import annotations

import gc
import os
import sys
from functools import cache
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
    from review.cli.command import Parser

EXIT_UNUSABLE = 2


@cache
def _parser() -> Parser:
    """The parser of all commands; a process that runs several makes it once, as it takes longer than most commands."""
    from review.cli.command import Parser, shared_options

    shared = shared_options()
    parser = Parser(
        prog="review",
        description="Realist literature reviews in the terminal. Without a command the screen opens.",
        parents=[shared],
    )
    parser.add_argument("--version", action="version", version=f"realist-review {__version__}")
    _add_commands(parser, shared)
    return parser


def _add_commands(parser: Parser, shared: Parser) -> None:
    from review.cli.accuracy.encoder import COMMANDS as ENCODER
    from review.cli.accuracy.simulations import COMMANDS as SIMULATIONS
    from review.cli.annotating import COMMANDS as ANNOTATING
    from review.cli.coding import COMMANDS as CODING
    from review.cli.documents import COMMANDS as DOCUMENTS
    from review.cli.exchange.exchanging import COMMANDS as EXCHANGING
    from review.cli.finding import COMMANDS as FINDING
    from review.cli.keeping import COMMANDS as KEEPING
    from review.cli.looking_again import COMMANDS as LOOKING_AGAIN
    from review.cli.machine.doctor import COMMANDS as DOCTOR
    from review.cli.page_labels import COMMANDS as PAGE_LABELS
    from review.cli.page_tables import COMMANDS as PAGE_TABLES
    from review.cli.plan import COMMANDS as PLAN
    from review.cli.records import COMMANDS as RECORDS
    from review.cli.referencing import COMMANDS as REFERENCING
    from review.cli.schema import COMMANDS as SCHEMA
    from review.cli.searches.flow import COMMANDS as FLOW
    from review.cli.searches.searching import COMMANDS as SEARCHING
    from review.cli.suggestions import COMMANDS as SUGGESTIONS
    from review.cli.team.agreement import COMMANDS as AGREEMENT
    from review.cli.team.conflicts import COMMANDS as CONFLICTS
    from review.cli.team.joining import COMMANDS as JOINING
    from review.cli.team.merging import COMMANDS as MERGING
    from review.cli.team.sampling import COMMANDS as SAMPLING
    from review.cli.team.serving import COMMANDS as SERVING
    from review.cli.team.syncing import COMMANDS as SYNCING
    from review.cli.theories.appraising import COMMANDS as APPRAISING
    from review.cli.theories.challenging import COMMANDS as CHALLENGING
    from review.cli.theories.changes import COMMANDS as THEORY
    from review.cli.theories.configurations import COMMANDS as CONFIGURATIONS
    from review.cli.theories.tables import COMMANDS as TABLES
    from review.cli.writing.citing import COMMANDS as CITING
    from review.cli.writing.desk import COMMANDS as DESK
    from review.cli.writing.exporting import COMMANDS as EXPORTING
    from review.cli.writing.packaging import COMMANDS as PACKAGING

    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for command in (
        *DOCUMENTS, *PAGE_TABLES, *PAGE_LABELS, *SEARCHING, *REFERENCING, *RECORDS, *CONFLICTS, *AGREEMENT, *SYNCING, *SAMPLING, *CODING, *ANNOTATING, *FINDING, *LOOKING_AGAIN, *SUGGESTIONS, *ENCODER, *SIMULATIONS, *THEORY, *CONFIGURATIONS, *APPRAISING, *TABLES, *CHALLENGING, *PLAN, *FLOW, *DESK, *CITING, *EXPORTING, *PACKAGING, *EXCHANGING, *KEEPING, *MERGING, *JOINING, *SERVING, *DOCTOR, *SCHEMA,
    ):  # fmt: skip
        own = commands.add_parser(command.name, help=command.help, description=command.help, parents=[shared])
        if command.arguments:
            command.arguments(own)
        own.set_defaults(run=command)


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
        _parser().parse_args(arguments, options)
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
                    backup = show_screen(project, at_first=opening.end)
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
