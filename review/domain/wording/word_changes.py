"""What changed between two wordings, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

_WORDS = re.compile(r"\s+|\w+(?:[-'’]\w+)*|[^\w\s]")
"""White space, words (hyphened ones whole), and single signs."""
_LETTERS = re.compile(r"\w+")
_SHORT = 3
_ELLIPSIS = 10
"""So many characters are shown rather than ``…``."""


class Change(StrEnum):
    """Whether some words stayed, went or came."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Words(NamedTuple):
    """Some words of a wording, with their white space, and whether they stayed, went or came."""

    change: Change
    text: str


def word_changes(before: str, after: str) -> tuple[Words, ...]:
    """Two wordings as one text with the words removed and added.

    Removed words come before those added in their place. The words that are the same and those removed give `before`
    together, those that are the same and those added give `after`.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Words] = []
    for kind, start, stop, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Words(Change.SAME, "".join(old[start:stop])))
        else:
            pieces += [
                Words(change, text)
                for change, text in (
                    (Change.REMOVED, "".join(old[start:stop])),
                    (Change.ADDED, "".join(new[begin:end])),
                )
                if text
            ]
    return tuple(_joined(pieces))


def _joined(pieces: list[Words]) -> list[Words]:
    """Changes between which there is almost nothing as one change: a phrase is read whole."""
    found: list[Words] = []
    for is_change, group in groupby(_spread(pieces), key=lambda piece: piece.change is not Change.SAME):
        run = list(group)
        if not is_change:
            found.append(Words(Change.SAME, "".join(piece.text for piece in run)))
            continue
        for change in (Change.REMOVED, Change.ADDED):
            text = "".join(piece.text for piece in run if piece.change is change)
            found += [Words(change, text)] if text else []
    return found


def _spread(pieces: list[Words]) -> list[Words]:
    """What is almost nothing between two changes as removed and added again."""
    found: list[Words] = []
    for place, piece in enumerate(pieces):
        is_between = 0 < place < len(pieces) - 1 and _is_almost_nothing(piece.text)
        if piece.change is Change.SAME and is_between:
            found += [Words(Change.REMOVED, piece.text), Words(Change.ADDED, piece.text)]
        else:
            found.append(piece)
    return found


def _is_almost_nothing(text: str) -> bool:
    """Whether a text is white space, signs or one short word, such as "and" or "the"."""
    return sum(map(len, _LETTERS.findall(text))) <= _SHORT


def near_changes(words: Iterable[Words], kept: int) -> Iterator[Words]:
    """The changes, with up to `kept` characters of what stayed before and after each; the rest of it is ``…``."""
    pieces = tuple(words)
    for place, piece in enumerate(pieces):
        if piece.change is not Change.SAME:
            yield piece
            continue
        before = "" if place == 0 else _whole_words(piece.text[:kept], from_start=True)
        after = "" if place == len(pieces) - 1 else _whole_words(piece.text[-kept:], from_start=False)
        is_short = len(piece.text) <= len(before) + len(after) + _ELLIPSIS
        yield piece if is_short else Words(Change.SAME, f"{before}…{after}")


def _whole_words(text: str, *, from_start: bool) -> str:
    """A text without the word that was cut at its end, or at its start."""
    if from_start:
        return text[: text.rfind(" ") + 1]
    return text[text.find(" ") :] if " " in text else ""


def marked(words: tuple[Words, ...]) -> str:
    """The changes in one text without styles: ``Many [-person-centred-] {+person-oriented+} services``."""
    return "".join(_marked(piece) for piece in words)


def _marked(piece: Words) -> str:
    if piece.change is Change.SAME:
        return piece.text
    text = piece.text.strip()
    lead, tail = (
        piece.text[: len(piece.text) - len(piece.text.lstrip())],
        piece.text[len(piece.text.rstrip()) :],
    )
    if not text:
        return piece.text if piece.change is Change.ADDED else ""
    return f"{lead}[-{text}-]{tail}" if piece.change is Change.REMOVED else f"{lead}{{+{text}+}}{tail}"
