"""Evidence against: the passages likeliest to challenge a theory or a configuration."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from review.domain.suggestions.suggestion import Terms
from review.domain.theories.configuration import Configuration
from review.domain.theories.looked_at import LookedAtPassage


class AgainstItem(Struct, frozen=True):
    """A passage that may challenge a claim: its score (0-1), in words why, and the terms behind that."""

    record: str
    start: int
    end: int
    score: float
    why: str
    terms: Terms = ()

    def is_in(self, start: int, end: int) -> bool:
        """Whether a span of its document covers half of it, or is by half in it: what was said of the span was said of it."""
        common = min(self.end, end) - max(self.start, start)
        return 2 * common >= min(self.end - self.start, end - start) > 0


class AgainstQueue(Struct, frozen=True):
    """Passages in the order in which to look at them, and the name of the model behind it with its training size.

    `calibrated`: whether scores are probabilities.
    """

    items: tuple[AgainstItem, ...]
    model: str
    calibrated: bool = False


class AgainstMaterial(Struct, frozen=True):
    """Where evidence against is looked for: the included records, the configurations, and what was looked at."""

    included: Sequence[str] = ()
    configurations: Sequence[Configuration] = ()
    looked_at: Sequence[LookedAtPassage] = ()
