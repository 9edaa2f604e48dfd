"""How a figure is written with the interval around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def with_interval(figures: Mapping[str, Any], name: str, digits: int = 2) -> str:
    """``0.52 (0.29 to 0.70)``: a figure of an evaluation, with the interval that stands beside it as ``NAME_interval``."""
    written = f"{figures[name]:.{digits}f}"
    if f"{name}_interval" not in figures:
        return written
    low, high = figures[f"{name}_interval"]
    return f"{written} ({low:.{digits}f} to {high:.{digits}f})"
