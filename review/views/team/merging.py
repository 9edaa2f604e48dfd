"""The answer of merging other copies of the review."""

from __future__ import annotations

from typing import Annotated

from review.domain.wording.meaning import meaning
from review.project.sharing.joining import Joined
from review.project.sharing.service import Received
from review.views.team.refused import Conflicts, KeptApart, RefusedPart
from review.views.view import View


class Merged(View, frozen=True, kw_only=True):
    """What was imported from other copies of the review."""

    received: Annotated[int, meaning("number of acts that were new in this copy")]
    refused: Annotated[tuple[RefusedPart, ...], meaning("what was not imported; the exit code is 1")]
    conflicts: Conflicts
    texts: Annotated[int, meaning("number of documents' texts that were new in this copy")]
    kept_apart: KeptApart

    @classmethod
    def of(cls, received: Received) -> Merged:
        """The view of what was received."""
        return cls(
            received=received.received,
            refused=tuple(map(RefusedPart.of, received.refused)),
            conflicts=received.conflicts,
            texts=received.texts,
            kept_apart=received.kept_apart,
        )


class JoinedReview(View, frozen=True, kw_only=True):
    """A new copy of a review that others share."""

    project: Annotated[str, meaning("the folder of the copy")]
    received: Annotated[int, meaning("number of acts in it")]
    texts: Annotated[int, meaning("number of documents' texts in it")]
    refused: Annotated[tuple[RefusedPart, ...], meaning("what was not imported; the exit code is 1")]

    @classmethod
    def of(cls, joined: Joined) -> JoinedReview:
        """The view of what was made."""
        return cls(
            project=str(joined.project),
            received=joined.received,
            texts=joined.texts,
            refused=tuple(map(RefusedPart.of, joined.refused)),
        )
