"""The command exchange import."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path

from review.cli.command import Result
from review.cli.referencing import progress_line
from review.errors import ReviewError
from review.project import Project
from review.project.interchange.wording import (
    additions,
    contents,
    mapping_lines,
    offset_lines,
    skipped_lines,
    theory_lines,
)
from review.views.exchange.importing import ImportedProject

SUBTHEMES = "subthemes"

PHASES = {"reading": "reading the file", "documents": "documents read", "passages": "passages"}
"""What is done, in words."""


def arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="a coded project (.qdpx, .qde) or its codes alone (.qdc)"
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="CODE=CODE",
        help="what a code of the file becomes: a code of the theory map, new, or under:CODE (a new sub-theme of it)",
    )
    parser.add_argument(
        "--as",
        dest="as_",
        default=None,
        metavar="subthemes[=CODE]",
        help="put all codes under one theory: CODE, or one named after the project",
    )
    parser.add_argument(
        "--preview", action="store_true", help="report what would be imported, without importing"
    )


def run(project: Project, options: Namespace) -> Result:
    """Import a coded project."""
    with progress_line() as say:

        def progress(what: str, done: int, total: int) -> None:
            if say:
                say(f"{done:,} of {total:,} {PHASES[what]}" if total else PHASES[what])

        report = project.interchange.import_project(
            options.file,
            maps=_maps(options.map),
            under=_under(options.as_),
            preview=options.preview,
            progress=progress,
        )
    lines = [contents(report), *offset_lines(report), *mapping_lines(report.mapping)]
    lines += [additions(report, preview=options.preview), *skipped_lines(report)]
    lines += theory_lines(report, preview=options.preview)
    if options.preview:
        lines.append("preview only: nothing was imported")
    return Result(ImportedProject.of(report), lines, int(bool(report.damaged)))


def _maps(given: Iterable[str]) -> dict[str, str]:
    """The codes given by ``--map``.

    Raises:
        ReviewError: one of them is not CODE=CODE.
    """
    found = {}
    for typed in given:
        code, separator, to = (part.strip() for part in typed.rpartition("="))
        if not (separator and code and to):
            raise ReviewError(f"--map {typed}: write CODE=CODE, such as 'Trust=T3'")
        found[code] = to
    return found


def _under(given: str | None) -> str | None:
    """The theory given by ``--as``: empty for one named after the project, None without the option.

    Raises:
        ReviewError: it is not of that form.
    """
    if given is None:
        return None
    word, _, code = (part.strip() for part in given.partition("="))
    if word.casefold() != SUBTHEMES:
        raise ReviewError(f"--as {given}: write subthemes, or subthemes=CODE")
    return code
