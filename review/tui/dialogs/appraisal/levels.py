"""The levels of an appraisal as they are shown: the keys that choose them, their signs and colours."""

from __future__ import annotations

from collections.abc import Mapping

from review.domain.theories.appraisal import Level
from review.tui.support.themes import MUTED, WARNING

KEYS: Mapping[str, Level] = {
    "1": Level.HIGH,
    "2": Level.MODERATE,
    "3": Level.LOW,
    "0": Level.NOT_ASSESSED,
}
"""The keys that choose a level."""

SIGNS: Mapping[Level, str] = {
    Level.HIGH: "▲",
    Level.MODERATE: "◆",
    Level.LOW: "▼",
    Level.NOT_ASSESSED: "–",
}
"""A sign for each level; each has a twin of its own in ASCII."""

STYLES: Mapping[Level, str] = {
    Level.HIGH: "$text-success",
    Level.MODERATE: "$text-primary",
    Level.LOW: WARNING,
    Level.NOT_ASSESSED: MUTED,
}

UNJUDGED = "·"
"""The sign of a dimension without a level."""
