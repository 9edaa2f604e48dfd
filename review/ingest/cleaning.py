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
_SYMBOLS = {
    **dict(zip(range(0xF061, 0xF07B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0xF041, 0xF05B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    0xF0A3: "≤", 0xF0A7: "▪", 0xF0AE: "→", 0xF0B0: "°", 0xF0B1: "±", 0xF0B3: "≥", 0xF0B4: "×", 0xF0B7: "•",
    0xF0B9: "≠", 0xF0BB: "≈", 0xF0D8: "•", 0xF0FC: "✓",
}  # fmt: skip
"""The private characters in which files write the old Symbol font, and the common bullets of Wingdings."""

UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that clean text never holds: controls but for line feeds, changes of direction, halves of characters."""

_SPACES = re.compile(r"\s+")
_INVISIBLE = {"Cf", "Cs"}
_KEPT_MARKS = "\u200c\u200d"
"""Joiners that Persian and Indic scripts need; they change no direction."""

Piece = tuple[str, int]
"""Clean text and the offset in the raw text of its first character; the characters correspond one to one."""


def clean_pieces(raw: str) -> list[Piece]:
    """The clean text of a line, in pieces that lead back to the raw characters.

    Characters that are not shown are dropped, those that no font explains become spaces, every run of space becomes
    one space, ligatures are written out (each letter is a piece that leads to the ligature), halves of characters
    are put together.
    """
    if raw.isprintable() and "  " not in raw and _LIGATURES.keys().isdisjoint(raw):
        return [(raw, 0)] if raw else []
    pieces: list[Piece] = []
    start, run, before = 0, "", ""
    for offset, character in enumerate(raw):
        plain = _plain(character, raw[offset + 1 : offset + 2])
        if plain == " " and before == " ":
            plain = ""
        before = plain or before
        if len(plain) == 1 and (not run or start + len(run) == offset):
            start = start if run else offset
            run += plain
            continue
        if run:
            pieces.append((run, start))
            run = ""
        if len(plain) == 1:
            start, run = offset, plain
        else:
            pieces += [(letter, offset) for letter in plain]
    if run:
        pieces.append((run, start))
    return pieces


def clean_text(raw: str, *, longest: int = 2000) -> str:
    """One line of clean text, without direction marks, at most `longest` characters: for titles, names and messages."""
    pieces = (text for text, _ in clean_pieces(raw[: 4 * longest]))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", "".join(pieces))).strip()[:longest]


def _plain(character: str, following: str) -> str:
    """What is written for a raw character; `following` completes it where it is half of one."""
    if character in "\r\n":
        return ""
    if character.isprintable():
        return _LIGATURES.get(character, character)
    if "\ud800" <= character <= "\udbff" and "\udc00" <= following <= "\udfff":
        whole = chr(0x10000 + ((ord(character) - 0xD800) << 10) + ord(following) - 0xDC00)
        return whole if whole.isprintable() else " "
    if character in _KEPT_MARKS:
        return character
    return "" if unicodedata.category(character) in _INVISIBLE else _SYMBOLS.get(ord(character), " ")
