"""Stances as they are typed and shown: the key, the sign and the colour of each."""

from __future__ import annotations

from collections.abc import Mapping

from review.domain import Stance
from review.tui.support.themes import MUTED, WARNING

STANCE_KEYS: Mapping[str, Stance] = {
    "+": Stance.SUPPORTS,
    "-": Stance.CHALLENGES,
    "~": Stance.REFINES,
    "^": Stance.EXTENDS,
    ".": Stance.BEARS_ON,
}
"""The keys of the stances, everywhere."""

STANCE_SIGNS: Mapping[Stance, str] = {
    Stance.SUPPORTS: "+",
    Stance.CHALLENGES: "−",
    Stance.REFINES: "~",
    Stance.EXTENDS: "^",
    Stance.BEARS_ON: "·",
}
"""The signs of the stances: their keys, with a longer dash and a dot in the middle of the line."""

STANCE_STYLES: Mapping[Stance, str] = {
    Stance.SUPPORTS: "$text-success",
    Stance.CHALLENGES: "$text-error",
    Stance.REFINES: WARNING,
    Stance.EXTENDS: "$text-primary",
    Stance.BEARS_ON: MUTED,
}
"""Their colours."""
