"""What a model was trained on, as the model card tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trained:
    """One model: what it is for, with how much it was trained, and the hash of that material.

    Attributes:
        name: ``order at STAGE``, ``codes`` or ``source types``.
        learned_from: counts of what it learned from, by what they count.
        settings: how it works, by what is set.
        material_sha256: changes with any text, label or word of the theory map that it learned from.
        calibrated: whether its scores are probabilities.
    """

    name: str
    learned_from: Mapping[str, int]
    settings: Mapping[str, str]
    material_sha256: str
    calibrated: bool
