"""How many relevant records are likely to be left, as far as reading has gone."""

from __future__ import annotations

from dataclasses import dataclass

from review.domain.wording.counted import counted

ASSUMPTION = (
    "The estimate of what is left takes it that relevant records come earlier than by lot. In suggested order they do; by lot it is"
    " somewhat too hopeful; where they come late (by date or by author, say) it is wrong, and more are left."
)


@dataclass(frozen=True, slots=True)
class Stopping:
    """What reading so far says about what is left at a stage (see ``review.learning.evaluation.stopping``).

    Attributes:
        stage: a stage of the theory map.
        records: how many there are to decide on at the stage.
        read: how many have been decided on.
        relevant: how many of these are relevant.
        in_a_row: how many irrelevant ones were read since the last relevant one.
        in_suggested_order: how many of `read` were decided on while a model's order was on the screen.
        target: the share of the relevant records that is to be found, 0 to 1.
        chance_missed: the chance of reading this long without finding more if the target were still missed, 0 to 1.
        confidence: of `left_at_most`, 0 to 1.
        left: as likely as not, there are no more relevant records unread than this.
        left_at_most: with `confidence`, there are no more unread than this. At least there are none.
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

    @property
    def recall(self) -> float | None:
        """The share found, if `left` are left; none where nothing was found."""
        return self._recall(self.left)

    @property
    def recall_at_least(self) -> float | None:
        """The lower end of its interval, whose upper end is 1; none where nothing was found."""
        return self._recall(self.left_at_most)

    def _recall(self, left: int) -> float | None:
        return self.relevant / (self.relevant + left) if self.relevant else None

    @property
    def sentence(self) -> str:
        """In plain words: what is likely left. Whether that is few enough is for the reviewers to say."""
        if not self.read:
            return f"{self.stage}: nothing is read yet of {counted(self.records, 'record')}."
        so_far = (
            f"{self.stage}: {self.read} of {counted(self.records, 'record')} read, {self.relevant} relevant"
        )
        if self.read == self.records:
            return f"{so_far}; none is left unread."
        row = f", none of the last {self.in_a_row}" if self.in_a_row > 1 else ""
        found = (
            f", so that recall is about {self.recall:.0%}, at least {self.recall_at_least:.0%}"
            if self.recall is not None and self.recall_at_least is not None
            else ""
        )
        return (
            f"{so_far}{row}. Likely left: about {self.left} relevant, at most {self.left_at_most}"
            f" ({self.confidence:.0%} confidence){found}; chance that {self.target:.0%} are not found yet: {_percent(self.chance_missed)}."
        )


def _percent(chance: float) -> str:
    return "below 1%" if chance < 0.01 else f"{chance:.0%}"
