"""The command that prints JSON Schemas: of an answer, or of the theory map."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from review.cli.command import Command, Result, json_text
from review.errors import ReviewError


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "words",
        nargs="*",
        metavar="COMMAND",
        help="the command whose answer to describe, such as theory log (default: the theory map)",
    )
    parser.add_argument("--list", action="store_true", help="list the commands whose answers have a schema")


def _schema(options: Namespace) -> Result:
    from review.theory_map.schema import json_schema
    from review.views import JsonSchema, schema
    from review.views.answers import ANSWERS
    from review.views.exports import SchemaNames

    if options.list:
        if options.words:
            raise ReviewError(f"--list lists all commands: leave out {' '.join(options.words)}")
        return Result(SchemaNames(commands=tuple(ANSWERS)), [*ANSWERS])
    found = schema(" ".join(options.words)) if options.words else JsonSchema(json_schema())
    return Result(found, [json_text(found)])


COMMANDS = (
    Command(
        "schema",
        "print the JSON Schema of a command's answer, or of the theory map",
        _schema,
        _arguments,
        needs_project=False,
    ),
)
