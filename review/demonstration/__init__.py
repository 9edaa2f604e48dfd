"""The demonstration: a review of invented documents with the work of two invented reviewers."""

from __future__ import annotations

from pathlib import Path

from review.demonstration.acts import perform

__all__ = ["corpus_folder", "perform", "theory_map_file"]

_HERE = Path(__file__).parent
_CHECKOUT = _HERE.parents[1]


def corpus_folder() -> Path:
    """The folder of the demonstration's PDFs: in the installed package, or ``corpus/`` of a checkout."""
    return _installed_or_in_checkout("corpus")


def theory_map_file() -> Path:
    """The theory map of the worked example, which ``review init --example`` writes, too."""
    return _installed_or_in_checkout("theory_map.yaml")


def _installed_or_in_checkout(name: str) -> Path:
    installed = _HERE / name
    return installed if installed.exists() else _CHECKOUT / name
