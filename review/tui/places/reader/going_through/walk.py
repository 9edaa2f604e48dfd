"""Passages to go through in the Reader, one after the other, wherever they are."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Place(NamedTuple):
    """Where a passage is, and the coding and code in focus there, if it is about one."""

    record: str
    start: int
    end: int
    text_sha256: str
    coding: str = ""
    code: str = ""


class Walk(Protocol):
    """Passages to go through; the current one is answered or passed over."""

    @property
    def place(self) -> Place | None:
        """Where the current one is; None if none is left."""

    def step(self, by: int) -> None:
        """Go to another one without an answer."""

    def reload(self) -> None:
        """Read again what is left, after acts elsewhere."""

    def undone(self) -> bool:
        """Go back to the last one that was answered here and whose answer was undone; returns whether there is one."""
