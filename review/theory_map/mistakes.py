"""Mistakes in a theory map, and their messages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

Path = tuple[str | int, ...]
"""A place in a theory map: the keys and list indexes from the top."""

_LONGEST_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong at a place of a theory map. `line` (from 1) is 0 if it follows from the place."""

    path: Path
    message: str
    line: int = 0

    def __str__(self) -> str:
        """The place and what is wrong: ``rival_framings.RA.rivals: 'T9' is not a theory (T1 … T7)``."""
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


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The valid name most similar to a mistyped one, ignoring case, or None."""
    by_folded = {known.casefold(): known for known in names}
    found = get_close_matches(name[:_LONGEST_QUOTED].casefold(), by_folded, n=1)
    return by_folded[found[0]] if found else None


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """The end of a message about a mistyped name: the most similar valid one, or nothing."""
    near = nearest(name, names)
    return f"; did you mean {quoted(near)}?" if near else ""


def not_among(name: str, kind: str, names: Sequence[str]) -> str:
    """``'T9' is not a theory (T1 … T7)``, with a similar name if there is one; `kind` includes its article."""
    if len(names) > 3:
        known = f"{printable(names[0])} … {printable(names[-1])}"
    else:
        known = ", ".join(map(printable, names)) or "there is none"
    return f"{quoted(name)} is not {kind} ({known}){did_you_mean(name, names)}"
