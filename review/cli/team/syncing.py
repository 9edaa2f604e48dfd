"""The command sync: exchange with a shared folder or a server."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from review.cli.command import Command, Result
from review.cli.referencing import progress_line
from review.cli.saying import say
from review.cli.team.merging import refused_line
from review.domain.wording.counted import counted
from review.errors import ReviewError
from review.journal.exchange.receiving import Progress
from review.journal.queries.team.copies import dated_in_future
from review.project import Project
from review.project.sharing.server import is_server
from review.project.sharing.synced import UNPROTECTED, SyncReport
from review.views.team.sharing import Synced


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "at",
        nargs="?",
        default="",
        metavar="FOLDER|ADDRESS",
        help="the folder that the copies share, made where its parent exists, or the address of their PostgreSQL server, "
        "postgresql://USER@HOST/DATABASE (default: that of the last time)",
    )
    parser.add_argument(
        "--beside-others",
        action="store_true",
        help="put the review on a server that holds other reviews and not this one yet",
    )
    parser.add_argument(
        "--pdfs", action="store_true", help="exchange the files of documents (PDFs, texts), too"
    )


def _sync(project: Project, options: Namespace) -> Result:
    at = options.at or project.sharing.shared_at
    with progress_line() as show:
        synced = _exchange(
            project,
            options,
            at,
            lambda done, total: show(f"{done:,} of {total:,} imported") if show else None,
        )
    if synced.is_unprotected:
        say(UNPROTECTED)
    if synced.is_new_folder:
        say(f"{synced.at}: was not there and was made new; if others share a folder already, this is not it")
    if ahead := dated_in_future(project.journal):
        say(ahead)
    return Result(Synced.of(synced), list(_lines(synced)), int(bool(synced.refused)))


def _exchange(project: Project, options: Namespace, at: str, progress: Progress) -> SyncReport:
    if not is_server(at):
        folder = Path(options.at) if options.at else None
        return project.sharing.sync_folder(folder, pdfs=options.pdfs, progress=progress)
    if options.pdfs:
        raise ReviewError("files do not travel through a server; `review sync FOLDER --pdfs` exchanges them")
    return project.sharing.sync_server(options.at, beside_others=options.beside_others, progress=progress)


def _lines(synced: SyncReport) -> Iterator[str]:
    """What travelled, what was refused, and what to look at."""
    yield f"{counted(synced.sent, 'act')} sent, {synced.received:,} received"
    if synced.texts or synced.files:
        yield f"{counted(synced.texts, 'text')} and {counted(synced.files, 'file')} sent or received"
    yield from map(refused_line, synced.refused)
    yield from synced.kept_apart
    if synced.conflicts:
        yield f"{counted(synced.conflicts, 'open conflict')}: `review conflicts`"


COMMANDS = (
    Command(
        "sync",
        "exchange acts, texts and, if asked, files with the other copies of the review through a shared folder or a server",
        _sync,
        _arguments,
        resumes=True,
    ),
)
