"""The command exchange: coded projects of other programs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from typing import NamedTuple

from review.cli.command import Command, Result, verbs_of
from review.cli.exchange import exporting, importing
from review.project import Project


class Verb(NamedTuple):
    """What the command does: its help, its arguments, and what carries it out."""

    help: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Project, Namespace], Result]


VERBS: Mapping[str, Verb] = {
    "import": Verb("import a coded project of another program", importing.arguments, importing.run),
    "export": Verb(
        "export the review as a coded project for another program", exporting.arguments, exporting.run
    ),
}


def _arguments(parser: ArgumentParser) -> None:
    add_verb = verbs_of(parser)
    for name, verb in VERBS.items():
        verb.arguments(add_verb(name, verb.help))


def _exchange(project: Project, options: Namespace) -> Result:
    return VERBS[options.verb].run(project, options)


COMMANDS = (
    Command(
        "exchange",
        "import coded projects of other programs, or export the review for them",
        _exchange,
        _arguments,
        resumes=True,
        looks=lambda options: options.verb == "import" and options.preview,
    ),
)
