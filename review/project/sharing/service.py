"""Exchange with other copies of the review: what they have that this one lacks, and the other way round."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from threading import Event as StopEvent

from msgspec import Struct
from msgspec.structs import replace

from review.domain.team.copies import ReviewCopy
from review.domain.team.exchange import FoundEvent, FoundText, RefusedInput, SharedEvent, SharedText
from review.errors import ReviewError
from review.journal.exchange import review_id, sending, texts
from review.journal.exchange.receiving import Progress, receive_events, receive_texts
from review.journal.exchange.sending import LAST
from review.journal.queries.team.copies import copies, reviewers_of
from review.project.configurations.service import ConfigurationService
from review.project.screening.service import ScreeningService
from review.project.service import MAP_NAME, Context, Service
from review.project.sharing import map_file
from review.project.sharing.folder import FolderExchange
from review.project.sharing.kept_apart import kept_apart
from review.project.sharing.merging import briefly, sources
from review.project.sharing.namesakes import Namesakes
from review.project.sharing.server import ServerExchange, is_server
from review.project.sharing.synced import SENT_UNTIL, SHARED_AT, SyncReport
from review.project.team.service import TeamService
from review.project.theories.history import TheoryHistoryService
from review.sync.postgres.address import Address


class Received(Struct, frozen=True):
    """What came from other copies. `received` counts events, `texts` documents' texts that were new.

    `conflicts` is how many disagreements are open that this reviewer may see; `kept_apart` has a line for each thing
    that two copies made apart and that contradicts itself: one is shown and the other is kept.
    """

    received: int
    refused: tuple[RefusedInput, ...] = ()
    conflicts: int = 0
    texts: int = 0
    kept_apart: tuple[str, ...] = ()


class SharingService(Service):
    """Receives from, and sends to, other copies of the review."""

    def __init__(
        self,
        context: Context,
        theory_history: TheoryHistoryService,
        screening: ScreeningService,
        configurations: ConfigurationService,
        team: TeamService,
    ) -> None:
        super().__init__(context)
        self._theory_history = theory_history
        self._screening = screening
        self._configurations = configurations
        self._team = team

    @property
    def review(self) -> str:
        """The id of the review, equal in all its copies; ``""`` before its first act."""
        return review_id.id_of(self._journal.database)

    @property
    def replica(self) -> str:
        """The random name of this copy: its acts make one chain."""
        return self._journal.database.meta("replica")

    def copies(self) -> tuple[ReviewCopy, ...]:
        """The copies of the review whose acts are here, this one first."""
        return copies(self._journal)

    def reviewers_of(self, replica: str) -> tuple[str, ...]:
        """Who wrote with a copy, as far as its acts are here, in alphabetical order."""
        return reviewers_of(self._journal, replica)

    def known(self) -> frozenset[str]:
        """The hashes of all events that are here."""
        return frozenset(hash_ for (hash_,) in self._journal.rows("SELECT hash FROM event"))

    def known_texts(self) -> frozenset[str]:
        """The SHA-256 of all documents' texts that are here."""
        return texts.known(self._journal)

    def to_send(
        self, have: Container[str] = (), *, after: int = 0, until: int = LAST
    ) -> Iterator[SharedEvent]:
        """The events that somebody lacks who has those given by their hash, in the order in which they came here.

        `after` and `until`: only those that came after that revision, and up to that one.
        """
        return sending.to_send(self._journal, have, after=after, until=until)

    def texts_to_send(self, have: Container[str] = ()) -> Iterator[SharedText]:
        """The documents' texts that somebody lacks who has those given by their SHA-256."""
        return texts.to_send(self._journal, have)

    def receive(
        self,
        events: Iterable[FoundEvent],
        found_texts: Iterable[FoundText] = (),
        *,
        progress: Progress = lambda _done, _total: None,
        stop: StopEvent | None = None,
    ) -> Received:
        """Import events and texts of other copies of this review, in any order and any number of times.

        Events are inserted in short steps, so that others can write meanwhile; what was inserted stays if it is stopped.
        Events that were changed, do not fit into their chain or belong to another review are refused with their reason.
        The file of the theory map is replaced where another copy applied another one and nobody has changed the map in this one.

        Args:
            events: with the file and line of each.
            found_texts: read after the events.
            progress: called with how many of how many subjects are done.
            stop: ends it.

        Raises:
            JournalError: the journal cannot be written, or it was stopped.
        """
        before = frozenset(self._kept_apart())
        map_file.keep_base(self._journal)
        namesakes = Namesakes(self._journal, self._reviewer)
        of_events = receive_events(self._journal, namesakes.noted(events), progress, stop)
        if of_events.new:
            self._team.draw()
        of_texts = receive_texts(self._journal, found_texts, stop)
        self._context.arrivals += bool(of_events.new or of_texts.new)
        lines = [one for one in self._kept_apart() if one not in before]
        lines += map_file.follow(self._journal, self._folder / MAP_NAME)
        lines += namesakes.lines()
        return Received(
            of_events.new,
            (*of_events.refused, *of_texts.refused),
            self.open_conflicts(),
            of_texts.new,
            tuple(lines),
        )

    def merge(
        self,
        paths: Sequence[Path],
        *,
        progress: Progress = lambda _done, _total: None,
        stop: StopEvent | None = None,
    ) -> Received:
        """Import what other copies of this review have, from databases, project folders and shared folders.

        What is not sound in them is refused, and the rest is imported. Nothing in them is changed.

        Raises:
            ReviewError: one of them is another review, no copy of a review, or cannot be opened (nothing is imported then); or
                the journal cannot be written.
        """
        with ExitStack() as opened:
            found = sources(paths, self._journal.path, self.review, self.known(), opened)
            received = self.receive(
                chain.from_iterable(one.events() for one in found),
                # What the first brought, the others need not bring again.
                chain.from_iterable(one.texts(self.known_texts()) for one in found),
                progress=progress,
                stop=stop,
            )
            refused = (*(line for one in found for line in one.refused), *received.refused)
        return replace(received, refused=briefly(refused))

    @property
    def shared_at(self) -> str:
        """Where this copy exchanged last (`synced.SHARED_AT`), or ``""``."""
        return self._journal.database.meta(SHARED_AT)

    def sync_folder(
        self,
        folder: Path | None = None,
        *,
        pdfs: bool = False,
        progress: Progress = lambda _done, _total: None,
        stop: StopEvent | None = None,
    ) -> SyncReport:
        """Receive what is new in a shared folder, send what it lacks, and remember the folder.

        Args:
            folder: made where its parent exists; by default the one of the last time.
            pdfs: whether documents are exchanged, too.
            progress: called with how many of how many subjects are done.
            stop: ends it.

        Raises:
            ReviewError: no folder is known, or it cannot be shared, read or written. What was received stays.
        """
        if folder is None and not self.shared_at:
            raise ReviewError(
                "this copy shares no folder and no server; `review sync FOLDER` or `review sync ADDRESS` begins"
            )
        exchange = FolderExchange(
            self._context, self, folder or Path(self.shared_at), is_new=folder is not None
        )
        return exchange.exchange(pdfs=pdfs, progress=progress, stop=stop)

    @property
    def is_on_server(self) -> bool:
        """Whether this copy exchanged with a server last: the screen then does so by itself."""
        return is_server(self.shared_at) and not self._context.read_only

    def open_server(self, address: str = "") -> ServerExchange:
        """A connection to a server, by default to that of the last time; its address may hold a password.

        Raises:
            ReviewError: see `ServerExchange`.
        """
        return ServerExchange(self._context, self, Address.of(address or self.shared_at))

    def sync_server(
        self,
        address: str = "",
        *,
        beside_others: bool = False,
        progress: Progress = lambda _done, _total: None,
        stop: StopEvent | None = None,
    ) -> SyncReport:
        """Receive what is new on a server, send what it lacks, and remember its address without a password.

        Raises:
            ReviewError: see `ServerExchange.exchange`; or the server is new to this copy and holds other reviews and not this
                one, and it is not to be put `beside_others`.
        """
        with self.open_server(address) as exchange:
            if not beside_others and exchange.shown != self.shared_at:
                exchange.refuse_beside_others()
            return exchange.exchange(progress, stop)

    def waiting(self) -> int:
        """How many acts were done here since all was sent to the server."""
        until = self._journal.database.meta(SENT_UNTIL)
        after = int(until) if until.isdecimal() else 0
        sql = "SELECT count(*) FROM event WHERE sequence > ? AND replica = ?"
        return int(self._journal.value(sql, (after, self.replica)))

    def open_conflicts(self) -> int:
        """How many disagreements are open that this reviewer may see."""
        return len(self._screening.conflicts())

    def _kept_apart(self) -> tuple[str, ...]:
        return kept_apart(self._journal, self._theory_history, self._configurations)
