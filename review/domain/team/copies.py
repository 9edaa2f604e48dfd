"""The copies of a review, as far as their acts have come here."""

from __future__ import annotations

from msgspec import Struct


class ReviewCopy(Struct, frozen=True):
    """A copy of the review, by its random name (`replica`): how many acts it made, when the last one, and in whose names.

    `forks` is how often its chain of acts parts: a file was copied and written to in two places, or put back from a copy.
    Nothing is wrong with that; all acts count. `is_ahead`: the last act was dated in the future when it was read here.
    """

    replica: str
    is_own: bool
    acts: int
    last: str
    reviewers: tuple[str, ...]
    forks: int = 0
    is_ahead: bool = False
