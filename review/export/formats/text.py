"""Cleans untrusted text for files that people open with other programs."""

from __future__ import annotations

import re
from datetime import date

from review.export.table import Cell

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_ILLEGIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ENDS = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys("\u2066\u2067\u2068", "\u2069")
"""What ends each sign that begins another direction."""
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINE_END = re.compile("\r\n?")


def legible(text: str) -> str:
    """`text` with U+FFFD instead of characters that are invalid in XML or control a terminal.

    These are control characters other than tab and line feed, lone surrogates and noncharacters. Line
    ends become line feeds.
    """
    return _ILLEGIBLE.sub(REPLACEMENT, _LINE_END.sub("\n", text))


def closed(text: str) -> str:
    """`text` with its changes of direction ended, so that a right-to-left override does not turn what follows in the line."""
    ends: list[str] = []
    for sign in _DIRECTIONS.findall(text):
        if sign in _ENDS:
            ends.append(_ENDS[sign])
        elif sign in ends:
            del ends[max(place for place, end in enumerate(ends) if end == sign) :]
    return text + "".join(reversed(ends))


def shown(cell: Cell) -> str:
    """A cell as text; empty for None."""
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else legible(str(cell))
