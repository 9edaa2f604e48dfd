"""Figures about suggestions, as JSON and as lines for people."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from review.model.stopping import Stopping


def stopping_figures(estimate: Stopping) -> dict[str, Any]:
    """What is likely left at a stage, as JSON."""
    return asdict(estimate) | {
        "recall": estimate.recall,
        "recall_at_least": estimate.recall_at_least,
        "sentence": estimate.sentence,
    }
