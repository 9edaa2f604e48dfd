"""What waits for another look since a theory changed: codings, and records that were parked."""

from __future__ import annotations

from msgspec import Struct

from review.domain.act import Coding
from review.domain.wording.counted import first_of
from review.domain.wording.moments import day_of


class Standing(Struct, frozen=True):
    """Since which version of the theory map a code's wording stands, and `how` it came about (added, reworded, split).

    `of_theory`: it is that of a theory or rival framing, not of a sub-theme.
    """

    since: int
    how: str
    of_theory: bool


class Waiting(Struct, frozen=True):
    """A code of a coding that was made, or last looked at, under an older wording of the code.

    `code` is its present id, `coded` the one under which the passage was coded. The wording then is that of the version
    `made_under`; the present one stands since the version `now`, and came about as `how` says (see `Standing`). Where two
    copies gave the code to different theories, `made_under` is 0 for codings of the one that is not in the map, and `then` its wording.
    `stance` is the one toward `coded`, where that was merged into another code of the coding, toward which the stance is another.
    """

    coding: Coding
    code: str
    coded: str
    made_under: int
    now: int
    how: str
    then: str = ""
    stance: str = ""

    @property
    def what_changed(self) -> str:
        """``T1 changed in v2``, ``T1 was split in v3`` or ``coded to T3, which was merged into T1 in v6``."""
        if not self.made_under:
            return f"coded to another {self.coded}, which was added apart"
        if self.how.startswith("merged"):
            stance = f" ({self.stance})" if self.stance else ""
            return f"coded to {self.coded}{stance}, which was {self.how} in v{self.now}"
        if self.how == "split":
            return f"{self.coded} was split in v{self.now}"
        stance = f"; coded to {self.coded} ({self.stance}), too" if self.stance else ""
        return f"{self.code} changed in v{self.now}{stance}"


class ParkedAgain(Struct, frozen=True):
    """A parked record that is offered again, because theories changed since it was parked (`time`, ISO 8601, UTC).

    `theories` are those that it was parked for, if they were named; `changed` are those that changed, and since when.
    """

    record: str
    stage: str
    time: str
    theories: tuple[str, ...]
    changed: tuple[tuple[str, Standing], ...]

    @property
    def reason(self) -> str:
        """Why it is offered: ``parked for T3 on 2026-03-12; T3 was reworded in v4``."""
        parked_for = f" for {', '.join(self.theories)}" if self.theories else ""
        changes = first_of([f"{code} was {now.how} in v{now.since}" for code, now in self.changed], MOST)
        return f"parked{parked_for} on {day_of(self.time)}; {changes}"


MOST = 3
"""How many changed theories the reason names."""
