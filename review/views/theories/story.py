"""The answer of theory story: a theory from its first wording to its present one, with the verdicts on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from review.domain.theories.theory_version import TheoryChange
from review.domain.theories.verdict import Verdict, VerdictKind
from review.domain.wording.meaning import meaning
from review.views.theories.changes import Chapter
from review.views.view import CodeId, Reviewer, Time, View


class GivenVerdict(View, frozen=True, kw_only=True):
    """A verdict on a theory."""

    event: Annotated[str, meaning("id of the event that gave it")]
    verdict: VerdictKind
    caveat: Annotated[str, meaning("what limits it; may be empty")]
    gap: Annotated[str, meaning("the gap in the evidence; may be empty")]
    version: Annotated[
        int | None, meaning("number of the version of the map under which it was given; null if not known")
    ]
    time: Time
    reviewer: Reviewer
    present: Annotated[bool, meaning("whether it is the one that counts")]
    since: Annotated[
        tuple[str, ...],
        meaning("what changed since, of the theory or its evidence, if it is the one that counts"),
    ]

    @classmethod
    def of(cls, given: Verdict, present: Verdict | None) -> GivenVerdict:
        """The view of a verdict, beside the one that counts."""
        counts = present is not None and given.event == present.event
        return cls(
            event=given.event,
            verdict=given.verdict,
            caveat=given.caveat,
            gap=given.gap,
            version=given.theory_version,
            time=given.time,
            reviewer=given.reviewer,
            present=counts,
            since=present.since if present and counts else (),
        )


class Story(View, frozen=True, kw_only=True):
    """A theory from its first wording to its present one."""

    code: CodeId
    chapters: Annotated[tuple[Chapter, ...], meaning("oldest first; the first has the first wording")]
    verdicts: Annotated[tuple[GivenVerdict, ...], meaning("the verdicts on it, oldest first")]

    @classmethod
    def of(
        cls,
        code: str,
        changes: Iterable[TheoryChange],
        verdicts: Iterable[Verdict] = (),
        present: Verdict | None = None,
    ) -> Story:
        """The view of a theory's changes, and the verdicts on it with the one that counts."""
        return cls(
            code=code,
            chapters=tuple(map(Chapter.of, changes)),
            verdicts=tuple(GivenVerdict.of(one, present) for one in verdicts),
        )
