"""Hard line ends: which lines of a text are one paragraph that some program broke at a width."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_NARROWEST, _WIDEST = 40, 132
"""The widths, in characters, at which programs break lines."""

_LEAST = 3
"""The least lines that go on in the middle of a sentence, for a text to count as broken."""

_SHARE = 0.4
"""The least share of such lines among all that follow another one."""

_NEARLY = 0.85
"""How full a line is that was broken by hand or evenly, as a share of the width."""

_BEGINS = re.compile(
    r"[-*+•‣–—·o]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s|#{1,6}\s|[|>]|```|~~~"
    r"|[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:\s|$)|[\[(]\d{1,2}:\d\d"
)
"""Items of lists, headings, rows, quotations and times, each of which begins a line of its own."""

_ENDS = re.compile(r"#{1,6}\s|\||```|~~~|\W*$")
"""Headings, rows and rules, after which another line begins."""

_SPEAKER = re.compile(r"([^\W_](?:[^\s:]*|[^:]{0,40}?))\s*:(?:\s|$)")
_CLOSING = "\"'”’»)] "
_SENTENCE_ENDS = tuple(".!?…:")


def without_hard_ends(text: str) -> str:
    """A text in which hard line ends within paragraphs are spaces, so that every character keeps its place.

    A text whose lines were not broken at a width stays as it is. Blank lines, items of lists and the turns of speakers
    (`Name:`) begin paragraphs.
    """
    lines = text.split("\n")
    if not (broken := _Broken.found_in(lines)):
        return text
    parts = [lines[0]]
    for at in range(1, len(lines)):
        parts += [" " if broken.goes_on(at) else "\n", lines[at]]
    return "".join(parts)


class _Broken:
    """Lines that may have been broken at a width."""

    def __init__(self, lines: Sequence[str], width: int) -> None:
        self._lines, self._width = lines, width
        labels = Counter(filter(None, map(_speaker, lines)))
        self._speakers = {label for label, times in labels.items() if times > 1}

    @classmethod
    def found_in(cls, lines: Sequence[str]) -> _Broken | None:
        """The lines, if there are signs that they were broken: they are about as full as they can be, and go on in lower case."""
        lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
        # A few longer lines, such as addresses of web pages, do not show the width.
        width = lengths[-1 - len(lengths) // 50] if lengths else 0
        if not _NARROWEST <= width <= _WIDEST:
            return None
        broken = cls(lines, width)
        following = [at for at in range(1, len(lines)) if broken._may_go_on(at)]
        within = sum(_is_lower(lines[at]) and broken._fills(at, _NEARLY) for at in following)
        return broken if within >= max(_LEAST, _SHARE * len(following)) else None

    def goes_on(self, at: int) -> bool:
        """Whether a line goes on with the paragraph of the line before it."""
        if not self._may_go_on(at):
            return False
        if _is_lower(self._lines[at]):
            return self._fills(at, 0.5)
        return self._fills(at, 1.0 if _ends_a_sentence(self._lines[at - 1]) else _NEARLY)

    def _may_go_on(self, at: int) -> bool:
        before, line = self._lines[at - 1].strip(), self._lines[at].strip()
        if not (before and line) or _BEGINS.match(line) or _ENDS.match(before):
            return False
        speaker = _speaker(line)
        begins = speaker or _indent(self._lines[at]) > _indent(self._lines[at - 1])
        return speaker not in self._speakers and not (begins and _ends_a_sentence(before))

    def _fills(self, at: int, share: float) -> bool:
        """Whether the first word of a line had no room in the line before it, or in so much of it."""
        needed = len(self._lines[at - 1].rstrip()) + 1 + len(self._lines[at].split(None, 1)[0])
        return needed > share * self._width


def _speaker(line: str) -> str:
    """The name before a colon that begins a line; of several words only if it has a capital or a digit first."""
    found = _SPEAKER.match(line.lstrip())
    name = found[1] if found else ""
    return "" if " " in name and name[0].islower() else name


def _ends_a_sentence(line: str) -> bool:
    return line.rstrip(_CLOSING).endswith(_SENTENCE_ENDS)


def _is_lower(line: str) -> bool:
    return next((character for character in line if character.isalnum()), "").islower()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
