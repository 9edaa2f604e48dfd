"""The flow of records through a review, in the boxes of PRISMA 2020 (Page et al. 2021), and the rules that it should meet."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from review.domain.outcome import Outcome
from review.domain.searches.against_earlier import AgainstEarlier


class Box(StrEnum):
    """A box of the flow, from the top."""

    IDENTIFIED_DATABASES = "identified_databases"
    IDENTIFIED_REGISTERS = "identified_registers"
    IDENTIFIED_ORGANISATIONS = "identified_organisations"
    IDENTIFIED_CITATIONS = "identified_citations"
    IDENTIFIED_OTHER = "identified_other"
    DUPLICATES = "duplicates"
    SCREENED = "screened"
    EXCLUDED_SCREENING = "excluded_screening"
    POTENTIAL = "potential"
    NOT_RETRIEVED = "not_retrieved"
    ASSESSED = "assessed"
    EXCLUDED_ASSESSMENT = "excluded_assessment"
    PARKED = "parked"
    INCLUDED = "included"


TIED = "records tied to a search = records"
"""The rule that fails where records came with no search, and so are in no box of what was identified."""


class Stated(Struct, frozen=True):
    """What somebody stated about a box: how many, or None for not reported, and why; `event` is the act.

    `others` were stated apart, in other copies of the review, and nobody has replaced them since.
    """

    n: int | None
    because: str
    reviewer: str = ""
    time: str = ""
    event: str = ""
    others: tuple[Stated, ...] = ()

    @property
    def in_words(self) -> str:
        """What was stated, by whom and why: ``120 (ann: removed before the import)``."""
        return f"{'not reported' if self.n is None else f'{self.n:,}'} ({self.reviewer}: {self.because})"


class BoxCount(Struct, frozen=True):
    """How many are in a box.

    `n` is what was stated, else what was computed; None where a part is not reported (the sum of the other parts is in `computed`
    then) or where it was stated as not reported (`is_not_reported`). `reason` says why it was stated. `by` has parts: sources, criteria.
    `apart` are other statements about it, made apart, in words.
    """

    n: int | None
    computed: int | None
    stated: int | None = None
    reason: str = ""
    by: Mapping[str, int | None] = {}
    is_not_reported: bool = False
    apart: tuple[str, ...] = ()


class FlowCheck(Struct, frozen=True):
    """A rule that should hold between boxes; `ok` is None where a side is not known.

    `at_least` is what a side that is not known is at the least: the sum of what is reported. `is_outside`: the left side was
    stated, with a reason, and nothing of it happened in the program, so that the right one, 0, contradicts nothing.
    `beside` has how many records are subtracted though they are in no box, by their name in the rule.
    """

    rule: str
    left: int | None
    right: int | None
    ok: bool | None
    at_least: int | None = None
    is_outside: bool = False
    beside: Mapping[str, int] = {}

    @property
    def fails(self) -> bool:
        """Whether it is broken: its sides differ, or would whatever is not reported."""
        return (self.ok is False and not self.is_outside) or self.cannot_hold

    @property
    def cannot_hold(self) -> bool:
        """Whether the side that is not known is more than the other at the least."""
        known = self.left if self.right is None else self.right
        if self.ok is not None or self.at_least is None or known is None:
            return False
        return self.at_least > known

    @property
    def difference(self) -> int | None:
        """By how much it fails; None where a side is not known."""
        return None if self.left is None or self.right is None else self.left - self.right


class DecidedUnseen(NamedTuple):
    """A record that was excluded or parked after the first stage, and counts as not retrieved, as its document was."""

    record: str
    stage: str
    outcome: Outcome


class Flow(Struct, frozen=True):
    """The boxes, the rules between them, and how many studies the included reports are of.

    `undecided` has how many records of evidence are in no box yet, by where they are (``not yet screened``); `untied` of those
    that wait for the first decision are tied to no search, while searches are logged. `unseen` are those that count as
    not retrieved, whatever was decided. `differing` are those in the boxes of excluded ones that reviewers excluded by
    different criteria. `against_earlier` are those that a later stage decided on though an earlier one had not let them through;
    `without_file` those that passed the first stage, have no document in the review and are not reported as not retrieved.
    """

    boxes: Mapping[Box, BoxCount]
    checks: tuple[FlowCheck, ...]
    studies: int
    reports: int
    undecided: Mapping[str, int] = {}
    unseen: tuple[DecidedUnseen, ...] = ()
    untied: int = 0
    differing: tuple[str, ...] = ()
    against_earlier: tuple[AgainstEarlier, ...] = ()
    without_file: tuple[str, ...] = ()


class Streams(Struct, frozen=True):
    """The boxes from the duplicates on, of what only other methods than databases and registers found.

    `others` is None where the two cannot be separated; `because` says why.
    """

    others: Mapping[Box, BoxCount] | None = None
    because: str = ""
