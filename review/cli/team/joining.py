"""The command join: a new copy of a review that others share."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from review.cli.command import Command, Result
from review.cli.referencing import progress_line
from review.cli.saying import say
from review.cli.team.merging import refused_line
from review.domain.wording.counted import counted
from review.journal.exchange.receiving import Progress
from review.project.reviewer import as_listed, reviewer_name
from review.project.sharing.joining import Joined, join
from review.project.sharing.namesakes import other_name
from review.project.sharing.server import is_server
from review.project.sharing.server_joining import join_server
from review.project.sharing.synced import UNPROTECTED
from review.views.team.merging import JoinedReview


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "source",
        metavar="FOLDER|ADDRESS",
        help="the folder that the copies of the review share, another copy of it, or the address of their PostgreSQL server, "
        "postgresql://USER@HOST/DATABASE, with #ID behind it where that holds several reviews",
    )
    parser.add_argument("dir", type=Path, metavar="DIR", help="a new folder for your copy")


def _join(options: Namespace) -> Result:
    with progress_line() as show:
        joined = _from(
            options.source,
            options.dir,
            lambda done, total: show(f"{done:,} of {total:,} imported") if show else None,
        )
    if joined.is_unprotected:
        say(UNPROTECTED)
    if (name := as_listed(reviewer_name(options.reviewer), joined.reviewers)) in joined.reviewers:
        say(other_name(name))
    texts = f" and {counted(joined.texts, 'text')}" if joined.texts else ""
    lines = [
        f"{joined.project}: a copy of the review, with {counted(joined.received, 'act')}{texts}",
        *map(refused_line, joined.refused),
        *_lacking(joined),
    ]
    return Result(JoinedReview.of(joined), lines, int(bool(joined.refused)))


def _lacking(joined: Joined) -> Iterator[str]:
    """What did not come, and how it comes."""
    if joined.lacking == 1:
        yield "the text of 1 document is missing; `review sync` of somebody who has it brings it"
    elif joined.lacking:
        yield f"the texts of {joined.lacking:,} documents are missing; `review sync` of somebody who has them brings them"
    if joined.pdfs:
        where = " FOLDER" if is_server(joined.shared_at) or not joined.shared_at else ""
        yield f"the files of documents did not come; `review sync{where} --pdfs` exchanges them"


def _from(source: str, folder: Path, progress: Progress) -> Joined:
    if is_server(source):
        return join_server(source, folder, progress=progress)
    return join(Path(source), folder, progress=progress)


COMMANDS = (
    Command(
        "join", "make your own copy of a review that others share", _join, _arguments, needs_project=False
    ),
)
