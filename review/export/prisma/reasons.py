"""Lists such as ``Not about care, 3; Other, 0``, which the package takes apart at commas and semicolons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from review.domain.wording.formulas import begins_like_formula
from review.export.figures.characters import on_a_line

OTHER = "Other"
"""What is added to a list of one reason, at which versions before 1.1.3 stop."""
NONE = "None"
"""The reason where nothing was excluded."""
NO_REASON = "No reason reported"

_IN_A_NUMBER = re.compile(r"(?<=\d),(?=\d)")
_BETWEEN = re.compile(r"\s*[,;]+\s*")
_QUOTES = {"'": "\N{RIGHT SINGLE QUOTATION MARK}", '"': "\N{RIGHT DOUBLE QUOTATION MARK}", "`": "\N{RIGHT SINGLE QUOTATION MARK}"}  # fmt: skip
_OTHERS = {"\\": "/", "@@": "@"}


@dataclass(frozen=True)
class Parts:
    """A list in a cell; `is_filled`: "Other, 0" was added. `changed` has the texts that were written differently."""

    cell: str
    is_filled: bool = False
    changed: Mapping[str, str] = field(default_factory=dict)


def listed(parts: Iterable[tuple[str, int]], *, fills: bool) -> Parts:
    """Texts with their numbers as a cell; blank without any. `fills`: one alone gets another beside it."""
    given = list(parts)
    if not given:
        return Parts("")
    texts = _distinct([written(text) for text, _ in given])
    changed = {text: now for (text, _), now in zip(given, texts, strict=True) if now != text}
    cells = [f"{text}, {n}" for text, (_, n) in zip(texts, given, strict=True)]
    is_filled = fills and len(cells) == 1
    return Parts("; ".join([*cells, *([f"{OTHER}, 0"] if is_filled else [])]), is_filled, changed)


def written(text: str) -> str:
    """A text that fits into a list, and into the language of the drawing.

    Commas and semicolons become dashes, quotation marks those that end nothing there. It does not begin like a formula.
    """
    line = _IN_A_NUMBER.sub("", on_a_line(text))
    line = _BETWEEN.sub(" \N{EN DASH} ", line.strip(" ,;"))
    for one, other in (_QUOTES | _OTHERS).items():
        line = line.replace(one, other)
    while line and begins_like_formula(line):
        line = line[1:].strip()
    return line or "?"


def _distinct(texts: Sequence[str]) -> list[str]:
    """The texts; of those that are alike, each after the first with its place among them."""
    seen: Counter[str] = Counter()
    found: list[str] = []
    for text in texts:
        seen[text] += 1
        found.append(f"{text} ({seen[text]})" if seen[text] > 1 else text)
    return found
