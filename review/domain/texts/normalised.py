"""The frozen text of a text file: what is changed in it, and where each of its characters is afterwards."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_REMOVED = re.compile(r"\A\ufeff|\r(?=\n)")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Normalised:
    """A text as it is stored, and which characters of the original it lacks (`removed`, positions in the original)."""

    text: str
    removed: tuple[int, ...]

    def at(self, offset: int) -> int:
        """Where the character at a code point of the original is; that of a removed one is the next one's place."""
        return offset - bisect_right(self.removed, offset - 1)


def normalised(original: str) -> Normalised:
    """A text without its byte order mark, with line feeds as line ends, and spaces for control characters.

    Tabs are among these. Everything else stays as it is, so that offsets of other programs can be mapped.
    """
    removed = tuple(match.start() for match in _REMOVED.finditer(original))
    text = original.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return Normalised(_CONTROL.sub(" ", text), removed)
