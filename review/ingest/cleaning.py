"""Text from files made harmless and plain: no control characters, no halves of characters, no ligatures.

Whatever a file holds, what leaves this module can be stored, shown and quoted as text.
"""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
_SPACES = re.compile(r"\s+")
_DROPPED_CATEGORIES = {"Cc", "Cs", "Cf", "Co", "Cn"}
_LINE_BREAKS = "\r\n"
_KEPT_MARKS = "\u200c\u200d"
"""Joiners that Persian and Indic scripts need; they change no direction."""

Piece = tuple[str, int]
"""Clean text and the offset in the raw text of its first character; the characters correspond one to one."""


def clean_pieces(raw: str) -> list[Piece]:
    """The clean text of a line, in pieces that lead back to the raw characters.

    Control, private and unassigned characters are dropped, every run of space becomes one space, ligatures are
    written out (each letter is a piece that leads to the ligature).
    """
    if raw.isprintable() and "  " not in raw and not _LIGATURES.keys() & set(raw):
        return [(raw, 0)] if raw else []
    pieces: list[Piece] = []
    start, run = 0, ""
    for offset, character in enumerate(raw):
        plain = _plain(character)
        if plain == " " and (run.endswith(" ") or (not run and pieces and pieces[-1][0].endswith(" "))):
            plain = ""
        if len(plain) == 1:
            if not run:
                start = offset
            run += plain
            continue
        if run:
            pieces.append((run, start))
            run = ""
        pieces += [(letter, offset) for letter in plain]
    if run:
        pieces.append((run, start))
    return pieces


def clean_text(raw: str, *, longest: int = 2000) -> str:
    """One line of clean text, without direction marks, at most `longest` characters: for titles, names and messages."""
    pieces = (text for text, _ in clean_pieces(raw[: 4 * longest]))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", "".join(pieces))).strip()[:longest]


def _plain(character: str) -> str:
    if character in _LINE_BREAKS:
        return ""
    if character.isspace():
        return " "
    if character.isprintable():
        return _LIGATURES.get(character, character)
    if character in _KEPT_MARKS or unicodedata.category(character) not in _DROPPED_CATEGORIES:
        return character if not character.isspace() else " "
    return ""
