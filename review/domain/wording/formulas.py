"""Text that a spreadsheet could take for a formula, and the apostrophe that keeps it from that."""

from __future__ import annotations

import unicodedata

_FORMULA_SIGNS = frozenset("=+-@")


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


def guarded(text: str) -> str:
    """`text` with an apostrophe in front where a spreadsheet could take it for a formula."""
    return f"'{text}" if begins_like_formula(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if text.startswith("'") and begins_like_formula(text) else text
