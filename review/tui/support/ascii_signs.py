"""Signs and letters for terminals that show only ASCII: each is replaced by one that looks like it and is as wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from textual.keys import KEY_DISPLAY_ALIASES

VARIABLE = "REVIEW_ASCII"
"""The environment variable that decides, if it is set: 0 or empty for all signs, anything else for ASCII only."""

_SET_BY_PYTHON = {"C.UTF-8", "C.utf8", "UTF-8"}
"""What Python itself sets LC_CTYPE to where the locale is C."""

_TWINS = {
    **dict.fromkeys("•●◦▪■◆◉★☆", "*"),
    "○": "o",
    "✓": "+",
    **dict.fromkeys("✗✘×", "x"),
    **dict.fromkeys("–—−‐‑‒―─━╌▔▁▂▃", "-"),
    **dict.fromkeys("│┃║▌▐▏▎▍▊▋▕‖", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛╔╗╚╝╺╸╹╻", "+"),
    **dict.fromkeys("█▉▇▆▅▄▀▓▒▚▞", "#"),
    **dict.fromkeys("░", ":"),
    "═": "=",
    "┄": ".",
    **dict.fromkeys("→▶▷▸›»⏎↵", ">"),
    **dict.fromkeys("←◀◂‹«", "<"),
    **dict.fromkeys("↑▲▴", "^"),
    **dict.fromkeys("↓▼▾", "v"),
    **dict.fromkeys("“”„", '"'),
    **dict.fromkeys("‘’‚", "'"),
    "·": ".",
    "¶": "#",
    "…": "~",
    **dict.fromkeys("≠", "!"),
    **dict.fromkeys("≤", "<"),
    **dict.fromkeys("≥", ">"),
    **dict.fromkeys("≈", "~"),
    **dict(zip("ßẞøØłŁđĐ", "sSoOlLdD", strict=True)),
}


def wanted(environment: Mapping[str, str]) -> bool:
    """Whether the terminal shows only ASCII, by the user's choice or else by the locale.

    Without any locale it is taken for one of today, which shows UTF-8.
    """
    if VARIABLE in environment:
        return environment[VARIABLE] not in {"", "0"}
    everything, characters, language = (environment.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    if characters in _SET_BY_PYTHON and language in {"C", "POSIX"}:
        characters = ""
    decisive = everything or characters or language
    return bool(decisive) and "utf" not in decisive.casefold()


def key_in_ascii(shown: str) -> str:
    """A key as it is shown, with names for the signs of arrows, Enter and the like."""
    for name, sign in KEY_DISPLAY_ALIASES.items():
        if not sign.isascii():
            shown = shown.replace(sign, name)
    return shown


@lru_cache(4096)
def in_ascii(text: str) -> str:
    """The text with every character replaced by ASCII ones that take as many cells."""
    return text if text.isascii() else "".join(map(_twin, text))


def _twin(character: str) -> str:
    if character.isascii():
        return character
    cells = cell_len(character)
    twin = _TWINS.get(character) or unicodedata.normalize("NFKD", character)[0]
    if "\N{BRAILLE PATTERN BLANK}" <= character <= "\N{BRAILLE PATTERN DOTS-12345678}":
        twin = " " if character == "\N{BRAILLE PATTERN BLANK}" else "."
    return (twin if twin.isascii() and twin.isprintable() else "?") * cells


class AsciiSigns(LineFilter):
    """Shows only ASCII."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's interface
        """The segments with ASCII text; control codes stay as they are."""
        return [
            segment if segment.control else Segment(in_ascii(segment.text), segment.style)
            for segment in segments
        ]
