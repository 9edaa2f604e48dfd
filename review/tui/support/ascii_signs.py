"""Signs and letters for terminals that show only ASCII: each is replaced by one that looks like it and is as wide."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

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
