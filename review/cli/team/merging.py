"""The command merge: the acts of other copies of the review."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from review.cli.command import Command, Result
from review.cli.referencing import progress_line
from review.domain.team.exchange import RefusedInput
from review.domain.wording.counted import counted
from review.project import Project
from review.project.sharing.service import Received
from review.views.team.merging import Merged


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="FILE.db|FOLDER",
        help="databases or project folders of other copies of this review, or folders that they share",
    )


def _merge(project: Project, options: Namespace) -> Result:
    with progress_line() as say:
        received = project.sharing.merge(
            options.paths,
            progress=lambda done, total: say(f"{done:,} of {total:,} imported") if say else None,
        )
    return Result(Merged.of(received), list(_lines(received)), int(bool(received.refused)))


def _lines(received: Received) -> Iterator[str]:
    """What was imported, what was refused, and what to look at."""
    texts = f" and {counted(received.texts, 'text')}" if received.texts else ""
    yield f"{counted(received.received, 'act')}{texts} imported"
    yield from map(refused_line, received.refused)
    yield from received.kept_apart
    if received.conflicts:
        yield f"{counted(received.conflicts, 'open conflict')}: `review conflicts`"


def refused_line(refused: RefusedInput) -> str:
    """What was refused, as ``FILE:LINE: reason``."""
    place = f"{refused.file}:{refused.line}" if refused.line else refused.file
    return f"{place}: {refused.reason}"


COMMANDS = (
    Command(
        "merge",
        "import the acts and texts of other copies of this review",
        _merge,
        _arguments,
        resumes=True,
    ),
)
