"""Protects text that a spreadsheet could interpret as a formula with an apostrophe."""

from __future__ import annotations

import unicodedata

_FORMULA_SIGNS = frozenset("=+-@")


def begins_like_formula(text: str) -> bool:
    """Whether a spreadsheet could interpret `text` as a formula.

    It does if the first character is ``=``, ``+``, ``-``, ``@`` or a wide or small form of one, or if a tab or line end
    comes first. Spaces, other invisible characters and apostrophes before it are skipped (apostrophes so that an
    original one can be distinguished from an added one).
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
    """`text` with an apostrophe in front if a spreadsheet could interpret it as a formula."""
    return f"'{text}" if begins_like_formula(text) else text


def unguarded(text: str) -> str:
    """The original text of `guarded`."""
    return text[1:] if text.startswith("'") and begins_like_formula(text) else text
