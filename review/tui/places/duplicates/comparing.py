"""Compares two records field by field: pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from textual.content import Content, Span

from review.tui.places.duplicates.desk import outcome, why
from review.tui.places.duplicates.fields import Fields
from review.tui.support.plain import plain, shorten
from review.tui.support.themes import MUTED

if TYPE_CHECKING:
    from review.duplicates import DuplicateGroup

LONGEST = 1500
"""The most characters shown of a field: comparing takes time quadratic in its words."""

DIFFERENT = "bold $text-warning"


def compared(one: str, other: str) -> tuple[Content, Content]:
    """Two values of a field, with the words highlighted that only one has."""
    left, right = shorten(one, LONGEST), shorten(other, LONGEST)
    words, others = (re.findall(r"\s*\S+", text) for text in (left, right))
    matcher = SequenceMatcher(None, [w.strip() for w in words], [w.strip() for w in others], autojunk=False)
    different = [opcode[1:] for opcode in matcher.get_opcodes() if opcode[0] != "equal"]
    return (
        _highlighted(words, [(start, end) for start, end, _, _ in different]),
        _highlighted(others, [(start, end) for _, _, start, end in different]),
    )


def _highlighted(words: list[str], ranges: Iterable[tuple[int, int]]) -> Content:
    spans = [
        Span(sum(map(len, words[:start])), sum(map(len, words[:end])), DIFFERENT)
        for start, end in ranges
        if start < end
    ]
    return Content("".join(words), spans)


def described(group: DuplicateGroup, fields: Mapping[str, Fields]) -> Content:
    """A group in the list: certainty, citation, reasons."""
    first = fields[group.records[0]]
    style = "bold $text-success" if group.certain else "bold $text-warning"
    count = f" · {len(group.records)} records" if len(group.records) > 2 else ""
    return Content.assemble(
        (outcome(group), style),
        count,
        f" · {shorten(first['name'], 40)} · {shorten(first['Title'], 60)}\n",
        (f"  {plain(why(group, fields, (group.records[0], group.records[1])))}", MUTED),
    )
