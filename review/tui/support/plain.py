"""Text from papers, made safe to show: whatever it holds, it is only characters in cells.

A title may hold escape sequences that a terminal obeys, control characters that move the cursor, marks that turn the
reading direction round, or lone surrogates that cannot be encoded. `plain` puts a visible character in the place of
each. The length stays the same, so that spans of the original are spans of what is shown. Markup is the other half:
plain text goes to widgets as ``Content(plain(text))`` or in segments, never as a string that is parsed for markup.
"""

from __future__ import annotations

from textual.content import Content, Span
from textual.style import Style

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_SPACES = "\t\n\v\f\r\x85\u2028\u2029\xa0"
_INVISIBLE = "\xad\u061c\u180e\u200b\u200e\u200f\u2060\ufeff\ufff9\ufffa\ufffb\ufffe\uffff"


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


_TABLE = _table()


def plain(text: str) -> str:
    """The text on one line with a visible character in the place of each control character; as long as `text`."""
    return text.translate(_TABLE)


def plain_lines(text: str) -> str:
    """Like `plain`, but newlines stay."""
    return "\n".join(plain(line) for line in text.split("\n"))


def content(text: str, style: str | Style = "") -> Content:
    """Outside text as content without markup, in one style; newlines stay."""
    safe = plain_lines(text)
    return Content(safe, [Span(0, len(safe), style)] if style else None)


def shorten(text: str, width: int) -> str:
    """The first `width` characters of plain text, with an ellipsis where something was left out."""
    safe = plain(text)
    return safe if len(safe) <= width else safe[: max(0, width - 1)].rstrip() + "…"
