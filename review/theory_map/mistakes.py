"""Mistakes in a theory map, and their messages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from review.domain.wording.unknown import nearest, unknown_name

Path = tuple[str | int, ...]
"""A place in a theory map: the keys and list indexes from the top."""

_LONGEST_QUOTED = 60
_MOST_LISTED = 12


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong at a place of a theory map. `line` (from 1) is 0 if it follows from the place."""

    path: Path
    message: str
    line: int = 0

    def __str__(self) -> str:
        """The place and what is wrong: ``rival_framings.RA.rivals: Unknown theory 'T9'. Theories: T1, T2``."""
        where = dotted(self.path)
        return f"{where}: {self.message}" if where else self.message


def dotted(path: Path) -> str:
    """A path for people, without list indexes: ``rival_framings.RA.rivals``."""
    return ".".join(printable(step) for step in path if isinstance(step, str))


def printable(text: str) -> str:
    """Text from a file, shortened and without terminal control characters."""
    tidy = " ".join(text.split())
    short = tidy if len(tidy) <= _LONGEST_QUOTED else tidy[: _LONGEST_QUOTED - 1] + "…"
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in short
    )


def quoted(text: str) -> str:
    """Text from a file, quoted for a message."""
    return f"'{printable(text)}'"


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """The end of a message about a mistyped name: the most similar valid one, or nothing."""
    near = nearest(name, names)
    return f"; did you mean {quoted(near)}?" if near else ""


def unknown(kind: str, name: str, names: Sequence[str]) -> str:
    """``Unknown theory 'T9'. Theories: T1, T2``, or the similar name that was meant."""
    shown = names if len(names) <= _MOST_LISTED else [*names[:_MOST_LISTED], "…"]
    close = nearest(name, names)
    return unknown_name(kind, printable(name), map(printable, [close] if close else shown))
