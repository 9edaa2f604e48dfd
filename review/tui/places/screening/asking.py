"""The question by which criterion to exclude: which keys answer it."""

from __future__ import annotations

from collections.abc import Sequence

from review.theory_map import Criterion
from review.tui.places.screening.desk import ScreeningDesk

KEYS = "123456789abcdefghijklmnopqrstuvwyz"
"""The keys of the exclusion criteria in order; x is left out because it asks."""

WITHOUT = ""
"""The answer to exclude without a criterion."""


def exclusion_keys(criteria: Sequence[Criterion]) -> dict[str, str]:
    """Keys for the exclusion criteria in order: digits, then letters."""
    return {
        key: criterion.id for key, criterion in zip(KEYS, (c for c in criteria if c.excludes), strict=False)
    }


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
            self.complaint = "nothing excluded by a criterion yet"
        return self._desk.same_again or None

    def without(self) -> str | None:
        """`WITHOUT` a criterion, where the stage allows it."""
        if self._desk.criterion_required:
            self.complaint = "this stage needs a criterion"
            return None
        return WITHOUT
