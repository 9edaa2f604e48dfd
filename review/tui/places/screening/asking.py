"""The question by which criterion to exclude: which keys answer it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from review.theory_map import Criterion
from review.tui.places.screening.desk import ScreeningDesk

KEYS = "123456789abcdefghijklmnopqrstuvwyz"
"""The keys of exclusion criteria without a number of their own, in order; x is left out because it asks."""

_NUMBER = re.compile(r"(?<!\d)[1-9]$", re.ASCII)

WITHOUT = ""
"""The answer to exclude without a criterion."""


def exclusion_keys(criteria: Sequence[Criterion]) -> dict[str, str]:
    """Keys for the exclusion criteria: their own number (E3 is 3), else the next free digit or letter."""
    ids = [criterion.id for criterion in criteria if criterion.excludes]
    own: dict[str, str] = {}
    for one in ids:
        if number := _NUMBER.search(one):
            own.setdefault(number[0], one)
    keys = {one: key for key, one in own.items()}
    free = (key for key in KEYS if key not in own)
    return {key: one for one in ids if (key := keys.get(one) or next(free, ""))}


class ExclusionQuestion:
    """Whether the question is asked, and what was wrong with the last key. A wrong key does not end it."""

    def __init__(self, desk: ScreeningDesk) -> None:
        self._desk = desk
        self.is_open = False
        self.complaint = ""

    def ask(self) -> None:
        """Ask."""
        self.is_open, self.complaint = True, ""

    def close(self) -> None:
        """Stop asking."""
        self.is_open, self.complaint = False, ""

    def is_for(self, key: str, character: str | None) -> bool:
        """Whether a key is meant as an answer: a letter, a digit, or enter; others, such as those that scroll, are not."""
        return self.is_open and (key == "enter" or (character or "").isalnum())

    def answer(self, key: str, character: str | None) -> str | None:
        """The criterion that a key answers with, or `WITHOUT`; None with a complaint if it is not an answer."""
        if key == "enter":
            return self.without()
        if character == "X":
            return self.again()
        criterion = exclusion_keys(self._desk.criteria).get(character or "")
        if criterion is None:
            self.complaint = f"no criterion has the key {character}"
        return criterion

    def again(self) -> str | None:
        """The criterion of the last exclusion at this stage."""
        if not self._desk.same_again:
            self.complaint = "no exclusion by criterion to repeat"
        return self._desk.same_again or None

    def without(self) -> str | None:
        """`WITHOUT` a criterion, where the stage allows it."""
        if self._desk.criterion_required:
            self.complaint = "this stage needs a criterion"
            return None
        return WITHOUT
