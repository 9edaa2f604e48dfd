"""Sentences with the numbers that the program counted: they read well with none, one and many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from review.domain.wording.named import capitalised
from review.export.report.blocks import Inline, Items, Look, Number, Paragraph, Text

Part = str | Inline | Sequence["Part"]
"""A part of a sentence: words, an inline part, or several parts."""


SEMICOLON = "; "
"""Between parts of a list that have commas themselves."""


def number(count: int | Decimal, of: str) -> Number:
    """A number that the program counted: ``1,204``; `of` says what it counts."""
    return Number(f"{count:,}", of)


def counted(count: int, noun: str, of: str, plural: str = "") -> tuple[Inline, ...]:
    """A number with its noun: ``no documents``, ``1 document``, ``37 documents``."""
    nouns = noun if count == 1 else plural or f"{noun}s"
    return amount(count, of, "no"), Text(f" {nouns}")


def amount(count: int, of: str, nothing: str = "none") -> Number:
    """A number without a noun: ``none``, ``1``, ``37``."""
    return Number(f"{count:,}" if count else nothing, of)


def flat(parts: Iterable[Part]) -> tuple[Inline, ...]:
    """Parts as inline parts in a row, without empty ones; words beside words are one part."""
    found: list[Inline] = []
    for part in parts:
        if isinstance(part, str):
            made: tuple[Inline, ...] = (Text(part),) if part else ()
        elif isinstance(part, Sequence):
            made = flat(part)
        else:
            made = (part,)
        for one in made:
            last = found[-1] if found else None
            if isinstance(one, Text) and isinstance(last, Text) and _look(one) == _look(last):
                found[-1] = Text(last.text + one.text, last.is_emphasis, last.is_strong)
            else:
                found.append(one)
    return tuple(found)


def sentence(*parts: Part) -> tuple[Inline, ...]:
    """Parts as a sentence: its first letter is a capital, and it ends with a full stop."""
    found = list(flat(parts))
    if not found:
        return ()
    first, last = found[0], found[-1]
    if isinstance(first, Text):
        found[0] = Text(capitalised(first.text), first.is_emphasis, first.is_strong)
    elif isinstance(first, Number):
        found[0] = Number(capitalised(first.text), first.of)
    if not (isinstance(last, Text) and last.text.rstrip().endswith((".", "?", "!", ":"))):
        found = list(flat([*found, "."]))
    return tuple(found)


def said(*sentences: Part, look: Look = Look.BODY) -> Paragraph:
    """A paragraph of sentences or other parts, with a space between them; empty ones are left out."""
    filled = [part for one in sentences if (part := flat([one]))]
    pieces = (piece for place, part in enumerate(filled) for piece in (" " if place else "", part))
    return Paragraph(flat(pieces), look)


def listed(parts: Sequence[Part], last: str = "and", between: str = ", ") -> tuple[Inline, ...]:
    """Parts as a list in a sentence: ``a``, ``a and b``, ``a, b and c``; between semicolons, one is before the last, too."""
    pieces: list[Part] = []
    for place, part in enumerate(parts):
        is_last = 0 < place == len(parts) - 1
        before = f"{';' if between == SEMICOLON else ''} {last} " if is_last else between if place else ""
        pieces += [before, part]
    return flat(pieces)


def items(found: Iterable[Part], *, is_numbered: bool = False) -> Items:
    """A list of items, each from its parts."""
    return Items(tuple(flat([one]) for one in found), is_numbered)


def strong(text: str) -> Text:
    """Words that begin a paragraph or an item, as a small heading of it."""
    return Text(text, is_strong=True)


def _look(text: Text) -> tuple[bool, bool]:
    return text.is_emphasis, text.is_strong
