"""Command for the package of a review."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from review.cli.command import Command, Result
from review.cli.saying import say
from review.domain.wording.counted import counted
from review.project import Project
from review.sandbox.regular_file import as_text
from review.views.exports import Packaged


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.zip", help="the package")
    parser.add_argument(
        "--with-texts",
        action="store_true",
        help="with the documents, their texts and abstracts, if you may pass them on",
    )


def _package(project: Project, options: Namespace) -> Result:
    progress = say if sys.stderr.isatty() else None
    made = project.package.write(options.file, with_texts=options.with_texts, say=progress)
    file = as_text(str(made.file))
    return Result(
        Packaged(file=file, contents=made.contents),
        [
            f"{file}: {counted(len(made.contents), 'file')}; README.md in it says what each is",
            "It has names of reviewers, notes, memos and comments: look at them before you make it public.",
        ],
    )


COMMANDS = (
    Command(
        "package",
        "pack tables, codebook, searches, report and what they were made from, for \u201cavailability of data\u201d",
        _package,
        _arguments,
    ),
)
