"""Texts in lists of one line each."""

from __future__ import annotations

_MORE = " …"


def on_one_line(text: str) -> str:
    """The text with its line ends and repeated spaces as single spaces."""
    return " ".join(text.split())


def first_words(text: str, most: int = 48) -> str:
    """The first words of a text in at most `most` characters, with an ellipsis if there are more."""
    line = on_one_line(text)
    if len(line) <= most:
        return line
    cut = most
    while (cut := line.rfind(" ", most // 2, cut)) > 0:
        words = line[:cut].rstrip(" ,;:.")
        if len(words) + len(_MORE) <= most:
            return words + _MORE
    return line[: most - len(_MORE)].rstrip(" ,;:.") + _MORE
