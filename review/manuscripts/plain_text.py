"""Headings and paragraphs of plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.manuscripts.part import NO_LEVEL, ManuscriptPart

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_LONGEST_HEADING = 100


def parts(text: str) -> Iterator[ManuscriptPart]:
    """The parts of plain text: a short line alone, or one that is underlined, is a heading, without a level."""
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
        if lines:
            yield ManuscriptPart("\n".join(lines))


def _is_like_a_heading(line: str) -> bool:
    said = line.strip()
    return (
        len(said) <= _LONGEST_HEADING
        and said[-1] not in ".!?;,"
        and not said.endswith(")")
        and (said[0].isupper() or said[0].isdigit())
    )
