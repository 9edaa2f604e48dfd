"""The command that shows the screen in a browser."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from importlib.util import find_spec

from review.cli.command import Command, Result
from review.cli.interrupts import left_to_others
from review.cli.saying import TablesProgress, say
from review.errors import ReviewError
from review.extras import how_to_add
from review.project import Project

USUAL_PORT = 8765
_HIGHEST_PORT = 65535


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and int(text) <= _HIGHEST_PORT):
        raise ArgumentTypeError(f"'{text}' is not a port: a whole number from 0 (any free one) to 65535")
    return int(text)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--port",
        type=_port,
        default=USUAL_PORT,
        metavar="N",
        help=f"the port on this machine (default: {USUAL_PORT}; 0: any free one)",
    )


def _serve(options: Namespace) -> Result:
    """Serve until Ctrl+C. The review is opened once before, so that what makes it unusable is said here."""
    if options.json:
        raise ReviewError("`review serve` has no answer in JSON; it prints its address on standard output")
    if find_spec("textual_serve") is None:
        raise ReviewError(f"the screen in a browser is not installed; install it with: {how_to_add('web')}")
    project = Project.open(options.project, options.reviewer, progress=TablesProgress())
    folder, reviewer = project.folder.resolve(), project.reviewer
    project.close()
    command = [sys.executable, "-m", "review", "--project", str(folder), "--reviewer", reviewer]

    import asyncio

    from review.serve import DRIVER
    from review.serve.server import Server, listening, serve

    own = {"TEXTUAL_DRIVER": DRIVER, "COLORTERM": "truecolor"}
    if "REVIEW_ASCII" not in os.environ:
        own["REVIEW_ASCII"] = "0"  # the browser shows all signs, whatever this terminal can
    sockets = listening(options.port)
    with left_to_others():
        asyncio.run(serve(Server(command, own, f"{folder.name} · realist-review"), sockets, _ready))
    return Result(None)


def _ready(address: str) -> None:
    print(address, flush=True)
    say("Open this address in a browser on this machine. Keep it private. Ctrl+C stops the server.")


COMMANDS = (
    Command(
        "serve",
        "show the screen in a browser on this machine",
        _serve,
        _arguments,
        needs_project=False,
    ),
)
