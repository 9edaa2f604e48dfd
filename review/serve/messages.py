"""What a page sends: JSON lists as the script of textual-serve makes them, read as hostile."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

WIDTHS = (20, 1000)
HEIGHTS = (5, 500)
"""The least and the most columns and lines of a screen."""

_LONGEST_PING = 40


@dataclass(frozen=True)
class Typed:
    """Keys, mouse and pasted text, as a terminal sends them."""

    text: str


@dataclass(frozen=True)
class Resized:
    """The screen's columns and lines."""

    width: int
    height: int


@dataclass(frozen=True)
class Ping:
    """Asks for the same text back."""

    text: str


@dataclass(frozen=True)
class Focus:
    """The tab got or lost the keyboard."""

    is_here: bool


Message = Typed | Resized | Ping | Focus


def size(width: object, height: object) -> Resized:
    """A size within bounds; what is not a whole number, as a number or in digits, counts as 80 and 24."""
    return Resized(_within(width, 80, WIDTHS), _within(height, 24, HEIGHTS))


def _within(value: object, otherwise: int, bounds: tuple[int, int]) -> int:
    if isinstance(value, str):
        value = int(value) if value.isascii() and value.isdigit() and len(value) < 6 else otherwise
    if not isinstance(value, int):
        value = otherwise
    return max(bounds[0], min(value, bounds[1]))


def read(text: str) -> Message | None:
    """A message from a page; `None` if it is not one."""
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    match value:
        case ["stdin", str(typed)]:
            return Typed(typed)
        case ["resize", {"width": int(width), "height": int(height)}]:
            return size(width, height)
        case ["ping", str(ping)] if len(ping) <= _LONGEST_PING:
            return Ping(ping)
        case [("focus" | "blur") as what]:
            return Focus(what == "focus")
    return None


def pong(ping: Ping) -> tuple[Literal["pong"], str]:
    """The answer to a ping."""
    return "pong", ping.text
