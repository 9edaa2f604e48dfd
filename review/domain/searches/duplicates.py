"""How references that were found twice were removed."""

from __future__ import annotations

from msgspec import Struct


class Duplicates(Struct, frozen=True):
    """How many duplicates were removed, and when.

    `recognised`: references that were known when they were imported, the same in every field. `merged`: records merged since.
    """

    recognised: int = 0
    merged: int = 0
