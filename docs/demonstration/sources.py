"""Read the demonstration's texts: YAML about the document, then paragraphs in a small subset of Markdown.

A block ends at an empty line. ``# `` and ``## `` begin headings, ``> `` a quotation set off from the text, ``- `` an item
of a list. ``::: box TITLE`` … ``:::`` is a box and ``::: table CAPTION`` … ``:::`` a table, a row per line and cells parted
by ``|``. A paragraph may end in one footnote, ``[^Its text.]``. The line ``=== main matter ===`` ends the front matter
of a report, whose pages are numbered in Roman numerals; ``=== page ===`` begins a new page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOOTNOTE = re.compile(r"\[\^(?P<note>.+?)\]\s*$", re.DOTALL)
MAIN_MATTER = "=== main matter ==="
NEW_PAGE = "=== page ==="


@dataclass(frozen=True)
class Block:
    """A piece of a document. `kind` is `heading`, `subheading`, `paragraph`, `quotation`, `item`, `box`, `table`, `page` or `main matter`."""

    kind: str
    text: str = ""
    note: str = ""
    blocks: tuple[Block, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Source:
    """A text of the demonstration: `name` is the PDF's name without its ending, `about` what the YAML says."""

    name: str
    about: dict[str, Any]
    blocks: tuple[Block, ...]


def read_source(path: Path) -> Source:
    """The text in a file of ``texts/``."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return Source(path.stem, yaml.safe_load(front), _blocks(body))


def _blocks(body: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    pieces = iter(re.split(r"\n\s*\n", body.strip()))
    for piece in pieces:
        if piece.startswith("::: "):
            blocks.append(_fenced(_up_to_fence(piece, pieces)))
        elif piece.startswith("- "):
            blocks.extend(
                Block("item", _joined(item)) for item in re.split(r"^- ", piece, flags=re.MULTILINE)[1:]
            )
        else:
            blocks.append(_simple(piece))
    return tuple(blocks)


def _up_to_fence(opening: str, following: Iterator[str]) -> str:
    parts = [opening]
    while not parts[-1].endswith("\n:::"):
        parts.append(next(following))
    return "\n\n".join(parts)


def _fenced(piece: str) -> Block:
    first, rest = piece.split("\n", 1)
    _, kind, title = first.split(" ", 2)
    inside = rest.removesuffix(":::").strip()
    if kind == "box":
        return Block("box", title, blocks=_blocks(inside))
    rows = (tuple(typographic(cell.strip()) for cell in line.split("|")) for line in inside.splitlines())
    return Block("table", title, rows=tuple(rows))


def _simple(piece: str) -> Block:
    text = _joined(piece)
    if text == MAIN_MATTER:
        return Block("main matter")
    if text == NEW_PAGE:
        return Block("page")
    for mark, kind in (("# ", "heading"), ("## ", "subheading"), ("> ", "quotation")):
        if text.startswith(mark):
            return Block(kind, text.removeprefix(mark).replace(" > ", " "))
    if note := FOOTNOTE.search(text):
        return Block("paragraph", text[: note.start()].rstrip(), note=note["note"])
    return Block("paragraph", text)


def _joined(lines: str) -> str:
    return typographic(" ".join(lines.split()))


def typographic(text: str) -> str:
    """The text with curly quotation marks and apostrophes in place of straight ones."""
    text = re.sub(r'(^|[\s(\[\u2014])"', "\\1\u201c", text).replace('"', "\u201d")
    return re.sub(r"(^|[\s(\u201c])'", "\\1\u2018", text).replace("'", "\u2019")
