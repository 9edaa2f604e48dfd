"""Normal forms of text: lines, paragraphs, pages, numbers and lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n?|\x85|\u2028|\u2029")
_ISBN = re.compile(r"(?:97[89])?[0-9]{9}[0-9X]", re.IGNORECASE)


def one_line(text: str) -> str:
    """`text` without control characters, with single spaces and no space around it."""
    if not text.isprintable():
        return " ".join(_writable(text).split())
    text = text.strip(" ")  # as `_single_spaced`, without a call: a file has a dozen texts for each record
    return " ".join(text.split()) if "  " in text else text


def paragraphs(text: str) -> str:
    """`text` without control characters; each line as by `one_line`, at most one empty line in a row."""
    if text.isprintable():  # then it is a single line
        return _single_spaced(text)
    lines = [" ".join(line.split()) for line in _writable(text).split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def is_writable(text: str) -> bool:
    """Whether `text` has none of the characters that `one_line` and `paragraphs` remove."""
    return text.isprintable() or not (_UNWRITABLE.search(text) or _SURROGATE.search(text))


def page_range(text: str) -> str:
    """Pages with plain hyphens, without spaces around them: ``134-137``."""
    return re.sub(r"\s*[-‐‑‒–—−]+\s*", "-", one_line(text))


def is_isbn(text: str) -> bool:
    """Whether a number, in any spelling, is an ISBN and not an ISSN."""
    return bool(_ISBN.fullmatch(re.sub(r"[^0-9Xx]", "", text)))


def separated(text: str) -> tuple[str, ...]:
    """The values of a list in one field, separated by semicolons or line ends, else by commas."""
    parts = re.split(r"[;\r\n]", text) if re.search(r"[;\r\n]", text) else text.split(",")
    return tuple(part for part in map(one_line, parts) if part)


def joined(values: Sequence[str]) -> str:
    """A list of values as one field, which `separated` splits again unless a value contains a semicolon."""
    return "; ".join(values) + (";" if len(values) == 1 and "," in values[0] else "")


def _single_spaced(text: str) -> str:
    """A fast `one_line` for printable text, whose only white space is the space; nearly all text is like that."""
    text = text.strip(" ")
    return " ".join(text.split()) if "  " in text else text


def _writable(text: str) -> str:
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _UNWRITABLE.sub(" ", _LINE_END.sub("\n", text)))
