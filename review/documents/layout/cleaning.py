"""Cleans text from files: removes control characters and surrogates, and writes out ligatures.

Whatever the file contains, the result can be stored, shown and quoted as text.
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
"""The private-use characters of the old Symbol font, and the common bullets of Wingdings."""

_ACCENTS = {
    "´": "\u0301",
    "`": "\u0300",
    "¨": "\u0308",
    "˜": "\u0303",
    "ˆ": "\u0302",
    "ˇ": "\u030c",
    "¸": "\u0327",
    "˚": "\u030a",
}
_MAY_HAVE = {**dict.fromkeys(_ACCENTS, "aeiouy"), "˜": "aon", "ˇ": "scrzend", "¸": "cst", "˚": "au"}
_ACCENT = re.compile(f"[{''.join(_ACCENTS)}]")
_ACCENTED = re.compile(rf"(?P<before>[^\W\d_])?(?P<accent>{_ACCENT.pattern})(?P<after>[^\W\d_])?")
"""An accent that stands alone, and the letters beside it."""

_WIDE_ACCENT = re.compile(r"(?<=[^\W\d_][¨˚˜ˇ])\s(?=[a-zß-ÿ])")
"""A space behind an accent that ends hardly any word: ``Mu¨ ller``."""

UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that clean text never contains: controls except line feeds, direction marks, surrogates."""

_PIECE = re.compile(r"[^\r\n]+")
_SPACES = re.compile(r"\s+")
_INVISIBLE = {"Cf", "Cs"}
_KEPT_MARKS = "\u200c\u200d"
"""Joiners that Persian and Indic scripts need; they do not affect the direction."""

Piece = tuple[str, int]
"""Clean text and the offset in the raw text of its first character; the characters correspond one to one."""


def clean_pieces(raw: str) -> list[Piece]:
    """The clean text of a line, in pieces that map back to the raw characters.

    Invisible characters are dropped, characters that no font maps become spaces, runs of white space become one
    space, ligatures are written out (each letter maps to the ligature), and surrogate pairs are joined.
    """
    raw = raw.replace("\u00a0", " ").replace("\t", " ")
    if _is_plain(raw):
        return [(raw, 0)] if raw else []
    pieces: list[Piece] = []
    for match in _PIECE.finditer(raw):
        part, offset = match[0], match.start()
        if pieces and pieces[-1][0].endswith(" "):
            offset += len(part) - len(part.lstrip(" "))
            part = part.lstrip(" ")
        if _is_plain(part):
            pieces += [(part, offset)] if part else []
        else:
            pieces += _written_out(part, offset, pieces[-1][0][-1] if pieces else "")
    return pieces


def _is_plain(raw: str) -> bool:
    return raw.isprintable() and "  " not in raw and (raw.isascii() or _LIGATURES.keys().isdisjoint(raw))


def _written_out(raw: str, first: int, before: str) -> list[Piece]:
    """The pieces of a raw text, character by character; `first` is its offset."""
    pieces: list[Piece] = []
    start, run = first, ""
    for index, character in enumerate(raw):
        offset = first + index
        plain = _plain(character, raw[index + 1 : index + 2])
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


def with_accents(text: str) -> str:
    """The text with accents that stand as characters of their own over the letters beside them: ``Pare´``, ``A¨ıt``.

    Old fonts draw an accent after its letter or before it; it is set over a vowel rather than a consonant.
    """
    return _ACCENTED.sub(_accented, _WIDE_ACCENT.sub("", text)) if _ACCENT.search(text) else text


def _accented(match: re.Match[str]) -> str:
    accent, dotless = _ACCENTS[match["accent"]], str.maketrans("ı", "i")
    before, after = ((match[side] or "").translate(dotless) for side in ("before", "after"))
    over_before, over_after = (
        unicodedata.normalize("NFC", f"{letter}{accent}") for letter in (before, after)
    )
    fits_before, fits_after = bool(before) and len(over_before) == 1, bool(after) and len(over_after) == 1
    if fits_after and (
        not fits_before or match["after"] == "ı" or before.casefold() not in _MAY_HAVE[match["accent"]]
    ):
        return before + over_after
    return over_before + after if fits_before else match[0]


def _plain(character: str, following: str) -> str:
    """The clean form of a raw character; `following` completes a surrogate pair."""
    if character.isprintable():
        return _LIGATURES.get(character, character)
    if "\ud800" <= character <= "\udbff" and "\udc00" <= following <= "\udfff":
        whole = chr(0x10000 + ((ord(character) - 0xD800) << 10) + ord(following) - 0xDC00)
        return whole if whole.isprintable() else " "
    if character in _KEPT_MARKS:
        return character
    return "" if unicodedata.category(character) in _INVISIBLE else _SYMBOLS.get(ord(character), " ")
