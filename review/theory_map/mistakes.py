"""A mistake in a theory map, and the words in which a person is told of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

Path = tuple[str | int, ...]
"""Where something stands in a theory map: the keys, and the places in lists, that lead to it from the top."""

_LONGEST_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong at a place of a theory map. `line` (from 1) is 0 where the place itself tells the line."""

    path: Path
    message: str
    line: int = 0

    def __str__(self) -> str:
        """Where it is and what is wrong there: ``rival_framings.RA.rivals: 'T9' is not a theory (T1 … T7)``."""
        where = dotted(self.path)
        return f"{where}: {self.message}" if where else self.message


def dotted(path: Path) -> str:
    """A path as a person reads it, without places in lists: ``rival_framings.RA.rivals``."""
    return ".".join(printable(step) for step in path if isinstance(step, str))


def printable(text: str) -> str:
    """Text from a file, shortened and without anything that a terminal would obey."""
    tidy = " ".join(text.split())
    short = tidy if len(tidy) <= _LONGEST_QUOTED else tidy[: _LONGEST_QUOTED - 1] + "…"
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in short
    )


def quoted(text: str) -> str:
    """Text from a file as it is quoted in a message."""
    return f"'{printable(text)}'"


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name that is most like a mistyped one, upper and lower case alike, or None when none is like it."""
    by_folded = {known.casefold(): known for known in names}
    found = get_close_matches(name[:_LONGEST_QUOTED].casefold(), by_folded, n=1)
    return by_folded[found[0]] if found else None


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """The end of a message about a mistyped name: the nearest valid one, or nothing."""
    near = nearest(name, names)
    return f"; did you mean {quoted(near)}?" if near else ""


def not_among(name: str, kind: str, names: Sequence[str]) -> str:
    """``'T9' is not a theory (T1 … T7)``, with the nearest name where one is near; `kind` has its article."""
    if len(names) > 3:
        known = f"{printable(names[0])} … {printable(names[-1])}"
    else:
        known = ", ".join(map(printable, names)) or "there is none"
    return f"{quoted(name)} is not {kind} ({known}){did_you_mean(name, names)}"
