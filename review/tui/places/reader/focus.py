"""Which coding and which of its codes keys apply to, where a passage has several."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from review.domain import Coding


class InFocus(NamedTuple):
    """The code of a coding that the keys of stances apply to."""

    coding: Coding
    code: str


class Focus:
    """The `coding` that was chosen and the `code` of it, for the `reviewer`.

    Status and memo apply to a coding, stances to one of its codes. Where none was chosen, it is the reviewer's latest coding, else
    the latest, and its first code.
    """

    def __init__(self, reviewer: Callable[[], str]) -> None:
        self._reviewer = reviewer
        self.coding = self.code = ""

    def choose(self, coding: str, code: str) -> None:
        """Choose a coding and one of its codes."""
        self.coding, self.code = coding, code

    def choose_next(self, codings: Collection[Coding]) -> None:
        """Choose the next code of these codings."""
        every = [InFocus(coding, code) for coding in codings for code in coding.codes]
        current = self.of(codings)
        if current in every:
            following = every[(every.index(current) + 1) % len(every)]
            self.choose(following.coding.id, following.code)

    def choose_among(self, codes: Collection[str], codings: Iterable[Coding]) -> None:
        """Choose one of these codes, if one of these codings has it."""
        coding = self.coding_of(one for one in codings if not set(codes).isdisjoint(one.codes))
        if coding is not None:
            self.choose(coding.id, next(code for code in coding.codes if code in codes))

    def coding_of(self, codings: Iterable[Coding]) -> Coding | None:
        """The coding of these that status and memo apply to."""
        latest = sorted(codings, key=lambda one: (one.id == self.coding, self._is_own(one), one.time))
        return latest[-1] if latest else None

    def of(self, codings: Iterable[Coding]) -> InFocus | None:
        """The code of these codings that stances apply to."""
        coding = self.coding_of(codings)
        if coding is None:
            return None
        first = next(iter(coding.codes), "")
        return InFocus(coding, self.code if self.code in coding.stances else first)

    def _is_own(self, coding: Coding) -> bool:
        return coding.reviewer == self._reviewer()
