"""An item of PRISMA-S, the list of what a review reports of its searches (Rethlefsen et al. 2021)."""

from __future__ import annotations

from msgspec import Struct


class PrismaItem(Struct, frozen=True):
    """An item of PRISMA-S: what it asks for, what in the log answers it, and what the log lacks.

    `where` has searches, or sources of them, in words. An item is reported where nothing is missing.
    """

    number: int
    name: str
    asks: str
    where: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_reported(self) -> bool:
        """Whether the log answers it in full."""
        return bool(self.where) and not self.missing
