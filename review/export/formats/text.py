"""Text from outside on its way into a file that people open with other programs."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from review.export.table import Cell

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_ILLEGIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")
_FORMULA_SIGNS = frozenset("=+-@")


def legible(text: str) -> str:
    """`text` with visible marks (U+FFFD) for what no XML file can hold or a terminal would obey.

    These are control characters other than tab and line feed, halves of surrogate pairs and noncharacters. Line
    ends become line feeds.
    """
    return _ILLEGIBLE.sub(REPLACEMENT, _LINE_END.sub("\n", text))


def shown(cell: Cell) -> str:
    """A cell as people read it; empty for None."""
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else legible(str(cell))


def begins_like_formula(text: str) -> bool:
    """Whether a spreadsheet could take `text` for a formula.

    It does where the first sign is ``=``, ``+``, ``-``, ``@`` or a wide or small form of one, or a tab or line end
    comes first. Spaces, other invisible characters and apostrophes before that sign don't count (the last so that
    an apostrophe that was there can be told from one that was put there).
    """
    for character in text:
        if character in "\t\r\n":
            return True
        if character != "'" and not _is_invisible(character):
            return unicodedata.normalize("NFKC", character)[0] in _FORMULA_SIGNS
    return False


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Zs", "Zl", "Zp"}
