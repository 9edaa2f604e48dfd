"""Formats a figure with its interval."""

from __future__ import annotations

from msgspec import UnsetType


def with_interval(
    figure: float | UnsetType, interval: tuple[float, float] | UnsetType, digits: int = 2
) -> str:
    """``0.52 (0.29 to 0.70)``: a figure of an evaluation, with its interval if it has one; never ``-0.00``."""
    written = f"{figure:z.{digits}f}"
    if isinstance(interval, UnsetType):
        return written
    low, high = interval
    return f"{written} ({low:z.{digits}f} to {high:z.{digits}f})"
