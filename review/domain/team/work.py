"""The work of several reviewers at a stage, as far as it is each one's own or a number."""

from __future__ import annotations

from msgspec import Struct

from review.domain.wording.counted import counted, do


class PilotWork(Struct, frozen=True):
    """A pilot that is not finished: how many records, how many of them too few have decided on, and how many wait for you."""

    records: int
    left: int
    mine: int

    @property
    def sentence(self) -> str:
        """What is left of it, and for whom."""
        mine = f"{self.mine:,} of them yours" if self.mine else "none of them yours"
        return f"Pilot: {self.left:,} of {self.records:,} records need more decisions, {mine}; other records wait."


class StageWork(Struct, frozen=True):
    """What one reviewer and all have done at a stage.

    `left` records wait for this reviewer, who has decided on `done`. `reviewers` decide on each record; of those `drawn` in
    the random sample, `twice` have the two decisions. `second` lack a second decision (or more). `closed` says why no more
    are decided twice, by whom, if somebody closed the sample. `owing` has who has not decided on how many of the records that
    lack decisions (of the pilot's, while one is not finished), and `pilots` says of the pilots before how they ended.
    """

    stage: str
    left: int
    done: int
    reviewers: int = 1
    second: int = 0
    drawn: int = 0
    twice: int = 0
    pilot: PilotWork | None = None
    closed: str = ""
    owing: tuple[tuple[str, int], ...] = ()
    pilots: tuple[str, ...] = ()

    @property
    def is_shared(self) -> bool:
        """Whether any record of the stage is decided by more than one reviewer."""
        return self.reviewers > 1 or bool(self.drawn or self.pilot or self.second)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The numbers about work that is shared, a sentence each; none where one reviewer decides on everything."""
        # The pilot's records are the first of those drawn, once there was one.
        first = " (a pilot's first)" if self.pilot or self.pilots else ""
        found = [
            *self.pilots,
            self.pilot.sentence if self.pilot else "",
            self.who if self.pilot else "",
            f"Sample: {self.twice:,} of {counted(self.drawn, 'record')} drawn{first} have two decisions or more."
            if self.drawn
            else "",
            f"Sample closed by {self.closed}." if self.closed else "",
            f"{counted(self.second, 'record')} {do(self.second, 'lack')} a second decision."
            if self.second
            else "",
            "" if self.pilot else self.who,
        ]
        return tuple(filter(None, found))

    @property
    def who(self) -> str:
        """Whose decisions the records can have that lack some, a sentence; ``""`` if none lacks any, or nobody is listed."""
        names = ", ".join(f"{name} ({records:,})" for name, records in self.owing)
        those = "the pilot's records" if self.pilot else "it" if self.second == 1 else "them"
        return f"Who can still decide on {those}: {names}." if names else ""
