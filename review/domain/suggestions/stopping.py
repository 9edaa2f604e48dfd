"""Estimates of how many relevant records are left."""

from __future__ import annotations

from msgspec import Struct

from review.domain.wording.counted import are, counted
from review.domain.wording.named import named

ASSUMPTION = (
    "The estimate assumes that relevant records come earlier than in random order. In suggested order they do. In random order it is"
    " somewhat too optimistic. If they come late (sorted by date or author, say), it is wrong and more are left."
)
COUNTED = (
    "Relevant: included or maybe. A parked record is not counted as decided: the judgement on it is postponed. What was decided in bulk (one"
    " decision on many records) or imported was not read in this order, and does not show what is left."
)
"""What the numbers in `Stopping.sentence` count."""

FEWEST_ONE_BY_ONE = 20
"""Beside many records decided in bulk or imported, an estimate from fewer than this would look more certain than it is."""


class Stopping(Struct, frozen=True):
    """An estimate of what is left at a stage, from the records decided so far (see ``review.learning.evaluation.stopping``).

    Attributes:
        stage: a stage of the theory map.
        records: the number of records to decide on at the stage.
        read: how many have been decided on.
        relevant: how many of these are relevant.
        in_a_row: how many irrelevant ones were decided one by one since the last relevant one.
        in_suggested_order: how many of `read` were decided on in a model's order.
        target: the share of relevant records to find, 0 to 1.
        chance_missed: the chance of going on this long without finding more if the target were still missed, 0 to 1.
        confidence: the confidence of `left_at_most`, 0 to 1.
        left: the median estimate of relevant records that nobody has decided on.
        left_at_most: with `confidence`, at most this many of them are relevant (and at least none).
        parked: how many were parked, which does not count as a decision here.
        in_conflict: how many of `relevant` are conflicts that nobody has settled.
        imported: how many of `read` were decided on elsewhere, in an order that is not known.
        in_bulk: how many of `read` got one decision together with others.
    """

    stage: str
    records: int
    read: int
    relevant: int
    in_a_row: int
    in_suggested_order: int
    target: float
    chance_missed: float
    confidence: float
    left: int
    left_at_most: int
    parked: int = 0
    in_conflict: int = 0
    imported: int = 0
    in_bulk: int = 0

    @property
    def recall(self) -> float | None:
        """The share found if `left` are left; None if nothing was found."""
        return self._recall(self.left)

    @property
    def recall_at_least(self) -> float | None:
        """The lower end of its interval, whose upper end is 1; None if nothing was found."""
        return self._recall(self.left_at_most)

    def _recall(self, left: int) -> float | None:
        return self.relevant / (self.relevant + left) if self.relevant else None

    @property
    def is_informative(self) -> bool:
        """Whether the estimate says anything; after few records, nearly all that are left may be relevant."""
        unread = self.records - self.read
        if self._aside and self.read - self._aside < min(FEWEST_ONE_BY_ONE, unread):
            return False
        if self._aside and self.left_at_most == unread:
            return False
        return self.left_at_most <= 0.9 * unread or (self.recall_at_least or 0) >= 0.05

    @property
    def only_parked_left(self) -> bool:
        """Whether all that is unread is parked: then nothing is left to estimate."""
        return 0 < self.records - self.read <= self.parked

    @property
    def rests_on_conflicts(self) -> bool:
        """Whether at least half of the relevant ones are conflicts, so that an estimate says little until they are settled."""
        return 2 * self.in_conflict >= self.relevant > 0

    @property
    def advice(self) -> str:
        """What the estimate means for the reviewer, in one plain sentence or two."""
        if not self.records:
            return "No record waits for a decision at this stage."
        if not self.read:
            return "Nothing has been decided at this stage yet."
        if self.read == self.records:
            return "Every record has been decided on."
        if self.only_parked_left:
            return f"Every record has been decided on, except {self.parked:,} parked."
        if not self.is_informative:
            return f"Too few records have been decided{self._one_by_one} to say how many relevant ones are left: keep screening."
        if self.rests_on_conflicts:
            return "How many relevant records are left cannot be said before the conflicts are settled."
        if self.chance_missed < 1 - self.confidence:
            return f"Probably at least {self.target:.0%} of the relevant records have been found. Whether that is enough is for you to decide."
        if not self.left:
            return f"Up to {counted(self.left_at_most, 'relevant record')} may still be left: keep screening."
        return f"About {counted(self.left, 'relevant record')} {are(self.left)} probably still left: keep screening."

    @property
    def sentence(self) -> str:
        """The estimate in words. Whether that is few enough is for the reviewers to decide."""
        if not self.read:
            return (
                f"{named(self.stage)}: none of {counted(self.records, 'record')} decided yet{self._parked}."
            )
        read = f"{self.read:,} of {counted(self.records, 'record')} decided{self._beside}{self._parked}"
        so_far = f"{named(self.stage)}: {read}, {self.relevant:,} relevant{self._conflicts}"
        if self.read == self.records:
            return f"{so_far}; none left undecided."
        if self.only_parked_left:
            return f"{so_far}; only the parked {'one is' if self.parked == 1 else 'ones are'} left."
        if not self.is_informative:
            return f"{so_far}. Too few records decided{self._one_by_one} to estimate how many relevant ones are left."
        if self.rests_on_conflicts:
            return f"{so_far}. Settle the conflicts first: they count as relevant here, and an estimate from them says little."
        row = f", none of the last {self.in_a_row:,}" if self.in_a_row > 1 else ""
        found = (
            f"; recall is about {self.recall:.0%}, at least {self.recall_at_least:.0%}"
            if self.recall is not None and self.recall_at_least is not None
            else ""
        )
        return (
            f"{so_far}{row}. Likely left: about {self.left:,} relevant, at most {self.left_at_most:,}"
            f" ({self.confidence:.0%} confidence){found}."
            f" The chance that more than {1 - self.target:.0%} of the relevant ones are still missing is {_percent(self.chance_missed)}."
            f"{' It rests on those decided one by one.' if self._aside else ''}"
        )

    @property
    def _conflicts(self) -> str:
        return f" ({counted(self.in_conflict, 'conflict')} among them)" if self.in_conflict else ""

    @property
    def _aside(self) -> int:
        """How many were decided in no order that the estimate can rest on."""
        return self.imported + self.in_bulk

    @property
    def _one_by_one(self) -> str:
        return " one by one" if self._aside else ""

    @property
    def _beside(self) -> str:
        ways = [(self.in_bulk, "in bulk"), (self.imported, "as imported")]
        said = [f"{many:,} {how}" for many, how in ways if many]
        return f" ({', '.join(said)})" if said else ""

    @property
    def _parked(self) -> str:
        return f", not counting {self.parked:,} parked" if self.parked else ""


def _percent(chance: float) -> str:
    return "below 1%" if chance < 0.01 else f"{chance:.0%}"
