"""The command exchange export."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from review.cli.command import Result
from review.cli.interrupts import RESUMES
from review.cli.referencing import progress_line
from review.project import Project
from review.project.interchange.exporting.wording import in_words
from review.views.exchange.exporting import ExportedProject


def arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "file",
        type=Path,
        nargs="?",
        metavar="FILE",
        help="the file: NAME.qdpx for a project, NAME.qdc for the codes alone; one that this program wrote is replaced; default: a project in exports/, named after the review",
    )
    parser.add_argument(
        "--without-files",
        action="store_true",
        help="without the documents themselves; their texts and the passages stay",
    )
    parser.add_argument(
        "--only", choices=("included", "coded"), default="", help="only documents that are included, or coded"
    )


def run(project: Project, options: Namespace) -> Result:
    """Export the review for another program."""
    RESUMES.set(False)
    file = options.file or project.interchange.usual_file()
    with progress_line() as say:
        made = project.interchange.export_project(
            file, with_files=not options.without_files, only=options.only, say=say
        )
    from review.project.interchange.exporting.writing import CODEBOOK

    lines = in_words(made)
    if file.suffix.lower() != CODEBOOK:
        lines.append("It has names of reviewers and memos: look at it before you pass it on.")
    return Result(ExportedProject.of(made), lines)
