"""Headings and paragraphs of plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.manuscripts.part import NO_LEVEL, ManuscriptPart

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_LONGEST_HEADING = 100
_ENDS_A_SENTENCE = '.!?)]:”"’'


def parts(text: str) -> Iterator[ManuscriptPart]:
    """The parts of plain text; its headings have no level.

    A heading is a short line that is alone, underlined, or ends before the next word has to be in the next line.
    """
    for block in re.split(r"\n[ \t]*(?:\n[ \t]*)+", text):
        lines = [line for line in block.split("\n") if line.strip()]
        if not lines:
            continue
        if len(lines) > 1 and _UNDERLINE.fullmatch(lines[1]) and len(lines[0]) <= _LONGEST_HEADING:
            yield ManuscriptPart(lines[0], NO_LEVEL)
            lines = lines[2:]
        elif found := _ATX.fullmatch(lines[0]):
            yield ManuscriptPart(found[2] or "", NO_LEVEL)
            lines = lines[1:]
        elif len(lines) == 1 and _is_like_a_heading(lines[0]):
            yield ManuscriptPart(lines[0], NO_LEVEL)
            continue
        yield from _under_headings(lines)


def _under_headings(lines: list[str]) -> Iterator[ManuscriptPart]:
    """The lines of a block: paragraphs, and headings directly above them."""
    widest = max(map(len, lines), default=0)
    paragraph: list[str] = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        is_after_a_sentence = not paragraph or paragraph[-1].rstrip()[-1] in _ENDS_A_SENTENCE
        next_word = after.split()[0] if after.strip() else ""
        is_cut = len(line) + 1 + len(next_word) <= widest and next_word[:1].isupper()
        if is_after_a_sentence and is_cut and _is_like_a_heading(line):
            if paragraph:
                yield ManuscriptPart("\n".join(paragraph))
            yield ManuscriptPart(line, NO_LEVEL)
            paragraph = []
        else:
            paragraph.append(line)
    if paragraph:
        yield ManuscriptPart("\n".join(paragraph))


def _is_like_a_heading(line: str) -> bool:
    said = line.strip()
    return (
        len(said) <= _LONGEST_HEADING
        and said[-1] not in ".!?;,"
        and not said.endswith(")")
        and (said[0].isupper() or said[0].isdigit())
    )
