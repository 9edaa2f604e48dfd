"""Makes outside text safe to show as plain characters.

A title may hold escape sequences, control characters that move the cursor, marks that reverse the
reading direction, or lone surrogates that cannot be encoded. `plain` replaces each by a visible character.
The length stays the same, so that spans of the original are spans of the shown text. Markup is the other half:
plain text goes to widgets as ``Content(plain(text))`` or in segments, never as a string parsed for markup.
"""

from __future__ import annotations

from functools import cache

from textual.content import Content, Span
from textual.style import Style

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_SPACES = "\t\n\v\f\r\x85\u2028\u2029\xa0"
_INVISIBLE = "\xad\u061c\u180e\u200b\u200e\u200f\u2060\ufeff\ufff9\ufffa\ufffb\ufffe\uffff"


@cache
def _table() -> dict[int, str]:
    control_pictures = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\N{SYMBOL FOR DELETE}"}
    replaced = (
        *range(0x80, 0xA0),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x2070),
        *range(0xD800, 0xE000),
        *range(0xE0000, 0xE0080),
        *map(ord, _INVISIBLE),
    )
    return control_pictures | dict.fromkeys(replaced, _REPLACEMENT) | {ord(space): " " for space in _SPACES}


def plain(text: str) -> str:
    """The text on one line, each control character replaced by a visible one; as long as `text`."""
    # What is printable is never replaced; the table is made for the first text that is not.
    return text if text.isprintable() else text.translate(_table())


def plain_lines(text: str) -> str:
    """Like `plain`, but keeps newlines."""
    return "\n".join(plain(line) for line in text.split("\n"))


def content(text: str, style: str | Style = "") -> Content:
    """Outside text as content without markup, in one style; keeps newlines."""
    safe = plain_lines(text)
    return Content(safe, [Span(0, len(safe), style)] if style else None)


def shorten(text: str, width: int) -> str:
    """The first `width` characters of plain text, with an ellipsis if it was shortened."""
    safe = plain(text)
    return safe if len(safe) <= width else safe[: max(0, width - 1)].rstrip() + "…"
