"""The result of an exchange with a shared folder or a server."""

from __future__ import annotations

from msgspec import Struct

from review.domain.team.exchange import RefusedInput

SHARED_AT = "shared_at"
"""The name in ``meta`` of where this copy exchanged last: a folder, or a server's address without its password."""

SENT_UNTIL = "shared_until"
"""The name in ``meta`` of the revision up to which all events lay on the server, only to say how many wait to be sent."""

UNPROTECTED = (
    "What travels between here and the server is not encrypted, and others on the network can read it; "
    "put sslmode=verify-full into the address (docs/reference/server.md)."
)


def no_longer_shared(at: str) -> str:
    """What is said of a copy put back from a backup that exchanged at this place before; ``""`` if it did nowhere."""
    return f"this copy exchanges no more; `review sync {at}` begins again" if at else ""


class SyncReport(Struct, frozen=True):
    """What an exchange did.

    `sent` and `received` count events, `texts` and `files` documents' texts and files that went one way or the other. `conflicts`
    and `kept_apart` are those of `Received`. `is_unprotected`: what travelled crossed a network without encryption.
    `is_new_folder`: the folder was not there before.
    """

    at: str
    sent: int
    received: int
    refused: tuple[RefusedInput, ...] = ()
    conflicts: int = 0
    texts: int = 0
    files: int = 0
    kept_apart: tuple[str, ...] = ()
    is_unprotected: bool = False
    is_new_folder: bool = False
