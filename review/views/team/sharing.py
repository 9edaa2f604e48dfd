"""The answer of an exchange with other copies of the review."""

from __future__ import annotations

from typing import Annotated

from review.domain.wording.meaning import meaning
from review.project.sharing.synced import SyncReport
from review.views.team.refused import Conflicts, KeptApart, RefusedPart
from review.views.view import View


class Synced(View, frozen=True, kw_only=True):
    """The result of an exchange with a shared folder or a server."""

    sent: Annotated[int, meaning("number of acts that were sent")]
    received: Annotated[int, meaning("number of acts that were new in this copy")]
    refused: Annotated[tuple[RefusedPart, ...], meaning("what was not imported; the exit code is 1")]
    conflicts: Conflicts
    texts: Annotated[int, meaning("number of documents' texts that were sent or received")]
    files: Annotated[int, meaning("number of documents' files that were sent or received")]
    at: Annotated[str, meaning("the shared folder, or the server's address without its password")]
    kept_apart: KeptApart

    @classmethod
    def of(cls, synced: SyncReport) -> Synced:
        """The view of an exchange."""
        return cls(
            sent=synced.sent,
            received=synced.received,
            refused=tuple(map(RefusedPart.of, synced.refused)),
            conflicts=synced.conflicts,
            texts=synced.texts,
            files=synced.files,
            at=synced.at,
            kept_apart=synced.kept_apart,
        )
