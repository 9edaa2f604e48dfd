"""Headings, paragraphs and rows of Markdown, as Pandoc and GitHub show them; code is left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from review.manuscripts.part import ManuscriptPart, row

if TYPE_CHECKING:
    from markdown_it.token import Token

COMMENT = "realist-review report"
"""What the comment in the first line of a report begins with; its options follow, as a JSON object."""
DEEPEST = 6

_FRONT_MATTER = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)
_COMMENT = re.compile(rf"\A<!-- {COMMENT}: (\{{.*\}}) -->")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def parts(text: str) -> Iterator[ManuscriptPart]:
    """The parts of Markdown; links are their text, and a line in bold alone is a heading below all others."""
    from markdown_it import MarkdownIt

    tokens = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .parse(_FRONT_MATTER.sub("", text, count=1))
    )
    cells: list[str] = []
    level, is_head = 0, False
    in_row = False
    for token in tokens:
        match token.type:
            case "heading_open":
                level = int(token.tag[1])
            case "heading_close":
                level = 0
            case "thead_open" | "tbody_open":
                is_head = token.type == "thead_open"
            case "tr_open":
                cells, in_row = [], True
            case "tr_close":
                in_row = False
                yield row(cells, is_head=is_head)
            case "inline" if in_row:
                cells.append(_plain(token.children or ()))
            case "inline":
                children = token.children or ()
                yield ManuscriptPart(_plain(children), level or (DEEPEST if _is_bold(children) else 0))


def options(text: str) -> Iterator[tuple[str, str]]:
    """The options that a report keeps in its first line."""
    found = _COMMENT.match(text.partition("\n")[0])
    with suppress(ValueError, RecursionError):
        for name, value in (json.loads(found[1]) if found else {}).items():
            if isinstance(value, str):
                yield name, value


def _plain(children: Sequence[Token]) -> str:
    """The words of a line; markup in HTML is left out, a line end within it is a space."""
    words: list[str] = []
    for token in children:
        if token.type in {"text", "code_inline", "text_special"}:
            words.append(token.content)
        elif token.type in {"softbreak", "hardbreak"} or (
            token.type == "html_inline" and _BREAK.fullmatch(token.content)
        ):
            words.append(" ")
    return "".join(words)


def _is_bold(children: Sequence[Token]) -> bool:
    kinds = [token.type for token in children if token.type != "text" or token.content.strip(" :")]
    return len(kinds) > 2 and kinds[0] == "strong_open" and kinds.index("strong_close") == len(kinds) - 1
