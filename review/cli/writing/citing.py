"""The command that checks the citations of a text."""

from __future__ import annotations

import hashlib
from argparse import ArgumentParser, Namespace
from pathlib import Path

from review.cli.command import Command, Result
from review.manuscripts.messages import LARGEST_FILE
from review.project import Project
from review.sandbox.regular_file import as_text, read_regular, unreadable
from review.views.writing import Citations


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="a text: .md, .txt, .docx or .html (default: the prose of the desk)",
    )
    parser.add_argument(
        "--only-check",
        action="store_true",
        help="do not record what it cites under each theory",
    )


def _citations(project: Project, options: Namespace) -> Result:
    desk, path = project.desk, options.file
    checked = desk.check_text(path) if path else desk.check_prose()
    if path and not options.only_check:
        desk.record_cited(as_text(path.name), _digest(path), checked.under)
    return Result(Citations.of(checked), list(checked.in_words()))


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(read_regular(path, LARGEST_FILE)).hexdigest()
    except OSError as error:
        raise unreadable(path, error) from error


COMMANDS = (
    Command(
        "citations",
        "check the author-year citations of a text against the records, under the theory of each heading",
        _citations,
        _arguments,
    ),
)
