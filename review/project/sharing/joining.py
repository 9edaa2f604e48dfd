"""Joining a review that others share: a new copy of it, in a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

from msgspec import Struct

from review.domain.team.exchange import RefusedInput
from review.errors import ReviewError
from review.journal.exchange import review_id, texts
from review.journal.exchange.foreign import ForeignJournal
from review.journal.exchange.receiving import Progress, receive_events, receive_texts
from review.journal.journal import FILE_NAME, Journal
from review.journal.queries import files, theory
from review.journal.queries.team.copies import copies
from review.project.service import CORPUS, EXPORTS, MAP_NAME
from review.project.sharing.map_file import write_as_applied
from review.project.sharing.merging import OtherDatabase, SharedFolder, Source, briefly
from review.project.sharing.synced import SENT_UNTIL, SHARED_AT
from review.sync.folder.whose import reviews_in

_NONE = "holds no review; name the folder that the copies share, or a copy of the review"


class Joined(Struct, frozen=True):
    """A new copy of a review: where it is, and how many events and texts came into it.

    `is_unprotected`: they crossed a network without encryption. `lacking` counts the documents whose texts did not come, `pdfs`
    those with a PDF, which no join brings. `shared_at`: where `review sync` exchanges from then on. `reviewers` have acts in it.
    """

    project: Path
    received: int
    texts: int = 0
    refused: tuple[RefusedInput, ...] = ()
    is_unprotected: bool = False
    lacking: int = 0
    pdfs: int = 0
    shared_at: str = ""
    reviewers: frozenset[str] = frozenset()


def join(source: Path, folder: Path, *, progress: Progress = lambda _done, _total: None) -> Joined:
    """Make a copy of the review in `folder` from a shared folder, or from another copy's folder or database.

    Raises:
        ReviewError: there is no review, there are several, or `folder` is not empty or cannot be written; nothing is left there.
    """
    with ExitStack() as opened:
        found = _source(source, opened)
        at = str(source.resolve()) if isinstance(found, SharedFolder) else ""
        return join_source(found, folder, str(source), shared_at=at, progress=progress)


def join_source(
    found: Source,
    folder: Path,
    named: str,
    *,
    shared_at: str = "",
    progress: Progress = lambda _done, _total: None,
) -> Joined:
    """The same from anything that has a review's events and texts; `named` is what people call it.

    `shared_at` is where `review sync` exchanges from then on.

    Raises:
        ReviewError: it has no theory map to work with, or `folder` is not empty or cannot be written; nothing is left there.
    """
    undo = _made(folder)
    try:
        with closing(Journal.open(folder / FILE_NAME)) as journal:
            events = receive_events(journal, found.events(), progress)
            _check_map(journal, named)
            of_texts = receive_texts(journal, found.texts(texts.known(journal)))
            review_id.keep(journal.database)
            if shared_at:
                journal.database.set_meta(SHARED_AT, shared_at)
                # All that is here came from there.
                journal.database.set_meta(SENT_UNTIL, str(journal.revision))
            write_as_applied(journal, folder / MAP_NAME)
            refused = briefly((*found.refused, *events.refused, *of_texts.refused))
            lacking, pdfs = texts.lacking(journal), len(files.of_records(journal))
            reviewers = frozenset(name for one in copies(journal) for name in one.reviewers)
    except BaseException:
        undo()
        raise
    return Joined(
        folder,
        events.new,
        of_texts.new,
        refused,
        lacking=lacking,
        pdfs=pdfs,
        shared_at=shared_at,
        reviewers=reviewers,
    )


def _check_map(journal: Journal, named: str) -> None:
    if not theory.version_event(journal):
        raise ReviewError(f"{named}: {_NONE}")


def _source(path: Path, opened: ExitStack) -> Source:
    file = path / FILE_NAME if (path / FILE_NAME).is_file() else path
    if not file.exists():
        raise ReviewError(f"{path}: not found; {_NONE[_NONE.index('name') :]}")
    if not file.is_dir():
        journal = opened.enter_context(ForeignJournal(file))
        if not journal.review:
            raise ReviewError(f"{path}: {_NONE}")
        return OtherDatabase(journal, journal.review)
    try:
        reviews = reviews_in(path)
    except OSError as error:
        raise ReviewError(f"{path}: cannot be read ({error.strerror or error})") from error
    if len(reviews) > 1:
        raise ReviewError(f"{path}: holds events of {len(reviews)} reviews; leave those of one there")
    if not reviews:
        raise ReviewError(f"{path}: {_NONE}")
    return SharedFolder(path, reviews[0])


def _made(folder: Path) -> Callable[[], None]:
    """Make the folder of a review, which may be there if it is empty; returns what removes it again."""
    was_there = folder.is_dir()
    try:
        if folder.exists() and (not was_there or any(folder.iterdir())):
            raise ReviewError(f"{folder}: is not empty; name a new folder for your copy")
        for name in (CORPUS, EXPORTS):
            (folder / name).mkdir(parents=True)
    except OSError as error:
        raise ReviewError(f"{folder}: cannot be written ({error.strerror}); choose another folder") from error

    def undo() -> None:
        for inside in folder.iterdir():
            shutil.rmtree(inside) if inside.is_dir() else inside.unlink()
        if not was_there:
            folder.rmdir()

    return undo
