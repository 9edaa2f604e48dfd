"""Headings and paragraphs of Markdown and of plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.domain.writing.citations import NO_LEVEL

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_BOLD = re.compile(r"(\*\*|__)(?P<text>[^*_]{1,200})\1:?")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_MARKUP = re.compile(
    r"(?<!\w)(\*{1,3}|_{1,3})(?=\S)|(?<=\S)(\*{1,3}|_{1,3})(?!\w)|`|<[^<>\n]{1,200}>|^ {0,3}>[ \t]?"
)
_LONGEST_HEADING = 100
_DEEPEST = 6


def markdown_parts(text: str) -> Iterator[tuple[str, int]]:
    """The parts of Markdown, each with its level; links are their text, and code is left out."""
    paragraph: list[str] = []
    fence = ""
    for line in _without_front_matter(text).split("\n"):
        if found := _FENCE.match(line):
            fence = "" if fence and found[1].startswith(fence) else fence or found[1]
            continue
        if fence:
            continue
        heading, underline = _ATX.match(line), _UNDERLINE.match(line)
        if heading:
            yield from _finished(paragraph)
            yield _unmarked(heading[2] or ""), len(heading[1])
        elif underline and paragraph:
            *before, last = paragraph
            yield from _finished(before)
            paragraph.clear()
            yield _unmarked(last), 1 if underline[1].startswith("=") else 2
        elif line.strip():
            paragraph.append(line)
        else:
            yield from _finished(paragraph)
    yield from _finished(paragraph)


def _without_front_matter(text: str) -> str:
    return re.sub(r"\A---\n.*?\n(?:---|\.\.\.)\n", "", text, count=1, flags=re.DOTALL)


def _finished(paragraph: list[str]) -> Iterator[tuple[str, int]]:
    """The paragraph that was begun; a line in bold alone is a heading below all others."""
    whole = "\n".join(paragraph)
    paragraph.clear()
    if bold := _BOLD.fullmatch(whole.strip()):
        yield bold["text"], _DEEPEST
    elif whole.strip():
        yield _unmarked(whole), 0


def _unmarked(text: str) -> str:
    return _MARKUP.sub("", _LINK.sub(r"\1", text)).replace("\\", "")


def text_parts(text: str) -> Iterator[tuple[str, int]]:
    """The parts of plain text: a short line alone, or one that is underlined, is a heading, without a level."""
    for block in re.split(r"\n[ \t]*(?:\n[ \t]*)+", text):
        lines = [line for line in block.split("\n") if line.strip()]
        if not lines:
            continue
        if len(lines) > 1 and _UNDERLINE.fullmatch(lines[1]) and len(lines[0]) <= _LONGEST_HEADING:
            yield lines[0], NO_LEVEL
            lines = lines[2:]
        elif found := _ATX.fullmatch(lines[0]):
            yield found[2] or "", NO_LEVEL
            lines = lines[1:]
        elif len(lines) == 1 and _is_like_a_heading(lines[0]):
            yield lines[0], NO_LEVEL
            continue
        if lines:
            yield "\n".join(lines), 0


def _is_like_a_heading(line: str) -> bool:
    said = line.strip()
    return (
        len(said) <= _LONGEST_HEADING
        and said[-1] not in ".!?;,"
        and not said.endswith(")")
        and (said[0].isupper() or said[0].isdigit())
    )
