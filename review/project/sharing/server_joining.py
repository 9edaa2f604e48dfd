"""Joining a review on a server: which one, if it has several, and what it holds of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from review.domain.team.exchange import FoundEvent, FoundText, RefusedInput
from review.domain.wording.counted import first_of
from review.errors import ReviewError
from review.journal.exchange.receiving import Progress
from review.journal.exchange.review_id import is_id
from review.project.sharing.joining import Joined, join_source
from review.sync.postgres.address import Address
from review.sync.postgres.server import Server

_CHOSEN = re.compile(r"(.*)#([^#/?&=@]{0,40})", re.DOTALL)
_MOST_LISTED = 10
_SHORTEST = 8


def join_server(address: str, folder: Path, *, progress: Progress = lambda _done, _total: None) -> Joined:
    """Make a copy in `folder` of a review on a server; behind ``#`` in the address is the beginning of the id of which.

    The copy exchanges with that server from then on; the password that the address may hold is used and not remembered.

    Raises:
        ReviewError: the server cannot be used, holds no review, or several of which none was chosen; or `folder` is not empty or
            cannot be written. Nothing is left there.
    """
    chosen = _CHOSEN.fullmatch(address)
    with Server.open(Address.of(chosen[1] if chosen else address), "", makes_tables=False) as server:
        server.review = _one_of(server, chosen[2] if chosen else "")
        shown = server.address.shown
        joined = join_source(_OnServer(server), folder, shown, shared_at=shown, progress=progress)
        return replace(joined, is_unprotected=server.is_unprotected)


def _one_of(server: Server, chosen: str) -> str:
    """The id of the only review whose id begins so."""
    shown = server.address.shown
    reviews = [one for one in server.reviews() if is_id(one)]
    if not reviews:
        raise ReviewError(f"{shown}: holds no review yet; `review sync` of a copy that has it puts it there")
    matching = [one for one in reviews if one.startswith(chosen)]
    if len(matching) == 1:
        return matching[0]
    said = f"holds {len(reviews)} reviews" if matching else f"holds no review {chosen}"
    return _refuse(server, said, matching or reviews)


def _refuse(server: Server, said: str, reviews: Sequence[str]) -> str:
    """Raise a line with the reviews to choose from."""
    titles = server.titles()
    length = _enough(reviews)
    listed = [f"{one[:length]} (“{titles[one]}”)" if one in titles else one[:length] for one in reviews]
    shown = server.address.shown
    raise ReviewError(
        f"{shown}: {said}: {first_of(listed, _MOST_LISTED)}; put the id behind the address, as in {shown}#{reviews[0][:length]}"
    )


def _enough(reviews: Sequence[str]) -> int:
    """How many digits tell the ids apart."""
    return next(
        length for length in range(_SHORTEST, 33) if len({one[:length] for one in reviews}) == len(reviews)
    )


class _OnServer:
    """What a server holds of its review."""

    def __init__(self, server: Server) -> None:
        self._server = server
        # Before the events, so that the act that names a text is among them.
        self._texts = server.differing_texts(()).only_there

    def events(self) -> Iterator[FoundEvent]:
        """Its events."""
        return self._server.events(self._server.differing_events(()).only_there)

    def texts(self, have: frozenset[str]) -> Iterator[FoundText]:
        """Its texts of documents, but for those that are there already."""
        return self._server.texts(self._texts - have)

    @property
    def refused(self) -> Sequence[RefusedInput]:
        """What cannot be read."""
        return self._server.refused
