"""Conflicts between reviewers, what settled them, and the criteria that were changed because of them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from review.domain.act import Coding, Decision, Settlement, Stance


class CriterionSince(Struct, frozen=True):
    """A criterion of a stage, as it was at the first of some decisions and as it is.

    `before` is its wording as it was under the theory map of that decision (``""``: there was none), `now` its present one (``""``: it was
    removed).
    """

    id: str
    before: str
    now: str
    excludes: bool = True

    @property
    def is_changed(self) -> bool:
        """Whether it was reworded, added or removed since."""
        return self.before != self.now

    @property
    def change(self) -> str:
        """How it was changed, in a word or two; ``""`` if nothing did."""
        if not self.is_changed:
            return ""
        return "added since" if not self.before else "reworded since" if self.now else "removed since"


class ConflictTie(Struct, frozen=True):
    """A criterion that was changed because of a conflict, as `reviewer` stated it."""

    event: str
    record: str
    stage: str
    criterion: str
    because: str
    reviewer: str
    time: str


class Conflict(Struct, frozen=True):
    """The decisions on a record at a stage, which disagree, by reviewer in alphabetical order.

    `settlement` says which decision counts, if anybody settled it; `ties` are the criteria that were changed because of it.
    `apart` is what another copy settled on, without knowing that settlement, which counts all the same: so the conflict is not open, and
    is listed with those that are until somebody who knows both settles it again.
    """

    decisions: tuple[Decision, ...]
    settlement: Settlement | None = None
    ties: tuple[ConflictTie, ...] = ()
    apart: Settlement | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has settled it, so that the outcome of its decisions is `conflict`."""
        return self.settlement is None

    @property
    def is_to_settle(self) -> bool:
        """Whether it is to be settled, for the first time, or again because two copies settled it apart."""
        return self.is_open or self.apart is not None

    @property
    def record(self) -> str:
        """The record."""
        return self.decisions[0].record

    @property
    def stage(self) -> str:
        """The stage."""
        return self.decisions[0].stage

    @property
    def since(self) -> str:
        """The time of the last of its decisions."""
        return max(made.time for made in self.decisions)


class CodingDifference(Struct, frozen=True):
    """Codings by several reviewers on overlapping passages of a record that differ in codes or stances.

    `start` and `end` are those of all of them together. `by` has for each reviewer the codes with the stances toward each: several where own
    codings differ.
    """

    record: str
    start: int
    end: int
    codings: tuple[Coding, ...]
    by: Mapping[str, Mapping[str, tuple[Stance, ...]]]

    @property
    def of_code(self) -> tuple[str, ...]:
        """The codes that some of them put there and others did not."""
        return tuple(code for code in self._codes if not all(code in codes for codes in self.by.values()))

    @property
    def of_stance(self) -> tuple[str, ...]:
        """The codes that all of them put there, under different stances."""
        return tuple(
            code
            for code in self._codes
            if all(code in codes for codes in self.by.values())
            and len({frozenset(codes[code]) for codes in self.by.values()}) > 1
        )

    @property
    def _codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for codes in self.by.values() for code in codes))
