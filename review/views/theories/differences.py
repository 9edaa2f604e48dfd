"""The answer of theory diff: what differs between two versions of the theory map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from review.domain.wording.meaning import meaning
from review.views.theories.changes import After, Before, TheoryText
from review.views.view import CodeId, VersionEvent, VersionNumber, View

if TYPE_CHECKING:
    from review.project.theories.history import MapDifference


class DifferentTheory(View, frozen=True, kw_only=True):
    """A theory or rival framing that differs between two versions."""

    code: CodeId
    before: Before
    after: After
    sources: Annotated[
        tuple[int | None, int | None],
        meaning("number of included sources coded to it as of each version; null where the version lacks it"),
    ]
    codings: Annotated[
        tuple[int | None, int | None],
        meaning("number of passages in these sources that are coded to it, as of each version"),
    ]
    verdict: Annotated[
        tuple[str | None, str | None],
        meaning("the verdict on it that stood as of each version; null where there was none"),
    ]


class MapDifferences(View, frozen=True, kw_only=True, rename={"from_": "from"}):
    """What differs between two versions of the theory map."""

    from_: VersionNumber
    to: VersionNumber
    from_event: VersionEvent
    to_event: VersionEvent
    theories: tuple[DifferentTheory, ...]

    @classmethod
    def of(cls, found: MapDifference) -> MapDifferences:
        """The view of two versions."""
        return cls(
            from_=found.old.number,
            to=found.new.number,
            from_event=found.old.event,
            to_event=found.new.event,
            theories=tuple(
                DifferentTheory(
                    code=one.code,
                    before=TheoryText.of(one.before),
                    after=TheoryText.of(one.after),
                    sources=one.sources,
                    codings=one.codings,
                    verdict=one.verdict,
                )
                for one in found.theories
            ),
        )
