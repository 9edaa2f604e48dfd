"""Exchange with a shared folder: what is new there comes in, what it lacks goes out, and what was read is remembered."""

from __future__ import annotations

from pathlib import Path
from threading import Event as StopEvent
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from review.domain.team.exchange import RefusedInput
from review.errors import ReviewError
from review.journal.exchange.receiving import Progress
from review.journal.journal import FILE_NAME
from review.project.service import MAP_NAME, Context
from review.project.sharing.documents import DocumentExchange
from review.project.sharing.merging import briefly
from review.project.sharing.synced import SHARED_AT, SyncReport
from review.sync.folder.names import events_name
from review.sync.folder.reading import EventReader, ReadFile
from review.sync.folder.texts import TextReader, add_texts
from review.sync.folder.whose import reviews_in
from review.sync.folder.writing import add_events, prepare

if TYPE_CHECKING:
    from review.project.sharing.service import SharingService

READ = "shared_read"
"""The name in ``meta`` of what was read in the shared folder. Copies of the journal leave it out."""


class Remembered(Struct, frozen=True):
    """What a copy knows of a shared folder: all of its events up to `revision` lie there, and what it read there is here."""

    folder: str = ""
    revision: int = 0
    files: dict[str, ReadFile] = {}
    texts: dict[str, tuple[int, int]] = {}


class FolderExchange:
    """One exchange with a shared folder.

    Args:
        context: the open review.
        sharing: receives and sends.
        folder: the shared folder.
        is_new: it was named for this exchange, and is made where its parent exists.

    Raises:
        ReviewError: the folder cannot be shared, and why.
    """

    def __init__(self, context: Context, sharing: SharingService, folder: Path, *, is_new: bool) -> None:
        self._context = context
        self._sharing = sharing
        self._folder = folder.resolve()
        if context.read_only:
            raise ReviewError(f"{context.folder}: cannot be synchronised ({context.read_only})")
        _check_place(self._folder, context.folder)
        self._is_made = is_new and not self._folder.exists()
        prepare(self._folder, make=is_new)
        _check_review(self._folder, sharing.review)
        self._before = self._remembered()

    def exchange(
        self,
        *,
        pdfs: bool = False,
        progress: Progress = lambda _done, _total: None,
        stop: StopEvent | None = None,
    ) -> SyncReport:
        """Receive what is new in the folder, and send what it lacks; PDFs, too, if `pdfs` is set.

        Raises:
            ReviewError: the folder cannot be read or written, or the journal cannot be written. What was received stays.
        """
        try:
            events = EventReader(
                self._folder,
                self._sharing.review,
                self._before.files,
                self._sharing.replica,
                self._sharing.reviewers_of,
            )
            texts = TextReader(self._folder, self._before.texts)
            received = self._sharing.receive(
                events.events(), texts.texts(self._sharing.known_texts()), progress=progress, stop=stop
            )
            sent, revision = self._send_events(events)
            events.spoil(received.refused)
            sent_texts = add_texts(
                self._folder, self._sharing.texts_to_send(texts.good), texts.good, texts.refused
            )
            documents = DocumentExchange(self._context, self._folder)
            files = documents.exchange() if pdfs else 0
        except OSError as error:
            raise ReviewError(f"{self._folder}: cannot be read ({error.strerror or error})") from error
        self._remember(Remembered(str(self._folder), revision, events.read, texts.good))
        refused = {*events.refused, *texts.refused, *received.refused, *documents.refused}
        return SyncReport(
            str(self._folder),
            sent,
            received.received,
            briefly(sorted(refused, key=_by_place)),
            received.conflicts,
            received.texts + sent_texts,
            files,
            received.kept_apart,
            is_new_folder=self._is_made,
        )

    def _send_events(self, events: EventReader) -> tuple[int, int]:
        """Send what the folder lacks; returns how many acts, and up to which revision of the journal it has all."""
        after = self._before.revision if events.is_complete else 0
        revision = self._context.journal.revision
        sent = add_events(
            self._folder,
            self._sharing.replica,
            self._sharing.to_send(events.hashes, after=after, until=revision),
        )
        if sent:
            events.read_own(events_name(self._sharing.replica), sent)
        return sent, revision

    def _remembered(self) -> Remembered:
        try:
            found = msgspec.json.decode(self._context.journal.database.meta(READ), type=Remembered)
        except msgspec.MsgspecError:
            return Remembered()
        return found if found.folder == str(self._folder) else Remembered()

    def _remember(self, known: Remembered) -> None:
        database = self._context.journal.database
        if known != self._before:
            database.set_meta(READ, msgspec.json.encode(known).decode())
        if database.meta(SHARED_AT) != known.folder:
            database.set_meta(SHARED_AT, known.folder)


def _check_place(folder: Path, project: Path) -> None:
    """See that a folder can be shared.

    Raises:
        ReviewError: it is, or lies inside, a review's own folder.
    """
    project = project.resolve()
    if folder == project:
        raise ReviewError(f"{folder}: is this review's own folder; name a folder outside of it to share")
    if folder.is_relative_to(project):
        raise ReviewError(
            f"{folder}: lies inside this review's own folder; name a folder outside of it to share"
        )
    if (folder / FILE_NAME).exists() or (folder / MAP_NAME).exists():
        raise ReviewError(
            f"{folder}: is the folder of a copy of a review; name a folder of its own to share, or run `review merge {folder}`"
        )


def _check_review(folder: Path, review: str) -> None:
    """See that a folder is not that of other reviews: from one with acts of two, nobody could join.

    Raises:
        ReviewError: it holds acts of other reviews, and none of this one; or it cannot be read.
    """
    try:
        found = reviews_in(folder)
    except OSError as error:
        raise ReviewError(f"{folder}: cannot be read ({error.strerror or error})") from error
    if found and review not in found:
        raise ReviewError(
            f"{folder}: is the shared folder of another review, and nothing was sent or imported; name one for this review"
        )


def _by_place(one: RefusedInput) -> tuple[str, int, str]:
    return one.file, one.line, one.reason
