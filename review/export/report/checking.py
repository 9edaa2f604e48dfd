"""Compares a written report with the same report made from the journal now: each number, quotation and cell that differs.

What a person wrote or cut in the file is not checked, so both are aligned first: paragraphs and rows as wholes,
then those that differ word by word (`difflib`, after Ratcliff and Metzener 1988).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import zip_longest

from msgspec import Struct

from review.export.report.units import Part, Unit

LIKE = 0.5
"""Paragraphs that have so much in common are one that was changed; others are two."""
MOST_PAIRS = 40_000
"""Stretches are compared each with each up to so many pairs."""
STARTING_WORDS = 8
"""Rows whose first cells, and paragraphs which, begin with the same words so far are pairs in long stretches."""
QUOTED_WORDS = 4
"""Quoted texts of fewer words are terms, not quotations."""

_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+|[^\w\s]")
_QUOTED = re.compile("“([^“”]+)”")
_TYPED = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00ad": "", "\u200b": ""}
)


class Written(Struct, frozen=True):
    """A paragraph of a written file, or a row of one of its tables with its cells."""

    cells: tuple[str, ...]
    is_row: bool = False

    @property
    def text(self) -> str:
        """Its text; cells have a tab between them."""
        return "\t".join(self.cells)


class Difference(Struct, frozen=True):
    """A number, quotation or cell that is not as the journal has it; empty where one side has none."""

    where: str
    written: str
    journal: str


class Checked(Struct, frozen=True):
    """What differs, and how many events were added to the journal since the report was written (or removed, if negative)."""

    differences: tuple[Difference, ...]
    events_since: int = 0


def differences(expected: Sequence[Unit], written: Sequence[Written]) -> list[Difference]:
    """What differs, in the order of the report.

    A paragraph that was cut is not listed; a row that a table lacks, or should not have, is, and so is a quotation that the
    report would not have now.
    """
    known = {_plain(part.text) for unit in expected for part in unit.parts if part.is_quotation}
    found: list[Difference] = []
    where, table = "", ""
    matcher = SequenceMatcher(
        None, [_plain(unit.text) for unit in expected], [_plain(one.text) for one in written], autojunk=False
    )
    for _, i, end_i, j, end_j in matcher.get_opcodes():
        for unit, one in _paired(expected[i:end_i], written[j:end_j]):
            if unit is not None:
                where, table = unit.where, unit.table or unit.begins
            if unit is None:
                assert one is not None
                found += _added(one, where, table, known)
            elif one is None:
                found += [Difference(unit.where, "", " | ".join(part.text for part in unit.parts))] * bool(
                    unit.table
                )
            else:
                found += _within(unit, one)
    return found


def _paired(
    expected: Sequence[Unit], written: Sequence[Written]
) -> Iterator[tuple[Unit | None, Written | None]]:
    """Units with what was written in their place, in order; None where there is nothing alike.

    In long stretches those that begin alike are pairs, so that only what is between them is compared each with each.
    """
    if len(expected) == len(written) and all(
        unit.text == one.text or _plain(unit.text) == _plain(one.text)
        for unit, one in zip(expected, written, strict=True)
    ):
        yield from zip(expected, written, strict=True)
        return
    if len(expected) * len(written) <= MOST_PAIRS:
        yield from _aligned(expected, written)
        return
    matcher = SequenceMatcher(
        None,
        [(bool(unit.table), _start(unit.parts[0].text if unit.table else unit.text)) for unit in expected],
        [(one.is_row, _start(one.cells[0])) for one in written],
        autojunk=False,
    )
    for tag, i, end_i, j, end_j in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(expected[i:end_i], written[j:end_j], strict=True)
        elif (end_i - i) * (end_j - j) <= MOST_PAIRS:
            yield from _aligned(expected[i:end_i], written[j:end_j])
        else:
            for unit, one in zip_longest(expected[i:end_i], written[j:end_j]):
                if unit is None or one is None or _similarity(unit, one) >= LIKE:
                    yield unit, one
                else:
                    yield unit, None
                    yield None, one


def _start(text: str) -> tuple[str, ...]:
    """The first words of a text, which say what a row or a paragraph is about."""
    return _tokens(text)[:STARTING_WORDS]


def _aligned(
    expected: Sequence[Unit], written: Sequence[Written]
) -> Iterator[tuple[Unit | None, Written | None]]:
    """The same, compared each with each.

    The pairs are those whose likenesses add up to most (the alignment of Needleman and Wunsch 1970).
    """
    alike = [[_similarity(unit, one) for one in written] for unit in expected]
    best = [[0.0] * (len(written) + 1) for _ in range(len(expected) + 1)]
    for i in range(len(expected) - 1, -1, -1):
        for j in range(len(written) - 1, -1, -1):
            both = best[i + 1][j + 1] + alike[i][j] if alike[i][j] >= LIKE else 0.0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(expected) or j < len(written):
        has_both = i < len(expected) and j < len(written)
        if has_both and alike[i][j] >= LIKE and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            yield expected[i], written[j]
            i, j = i + 1, j + 1
        elif i < len(expected) and (j == len(written) or best[i][j] == best[i + 1][j]):
            yield expected[i], None
            i += 1
        else:
            yield None, written[j]
            j += 1


def _similarity(unit: Unit, one: Written) -> float:
    """How much a unit and a written one have in common, from 0 to 1."""
    if bool(unit.table) != one.is_row:
        return 0.0
    if unit.table and len(unit.parts) == len(one.cells):
        same = sum(
            _plain(part.text) == _plain(cell) for part, cell in zip(unit.parts, one.cells, strict=True)
        )
        # The first cell names what a row is about.
        return max(same / len(one.cells), 0.5 * (_plain(unit.parts[0].text) == _plain(one.cells[0])))
    left, right = _tokens(unit.text), _tokens(one.text)
    if not left or not right:
        return float(left == right)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= LIKE else 0.0


def _within(unit: Unit, one: Written) -> Iterator[Difference]:
    """The checked parts of a unit that are not as they were written."""
    if unit.table and len(unit.parts) == len(one.cells):
        for column, (part, cell) in enumerate(zip(unit.parts, one.cells, strict=True), start=1):
            if _plain(part.text) != _plain(cell):
                yield Difference(f"{unit.where}, column {column}", cell.strip(), part.text)
        return
    text = one.text
    spans = [found.span() for found in _WORD.finditer(text)]
    for part, start, end in _written_for(unit.parts, [text[a:b] for a, b in spans]):
        if part.is_checked and _tokens(part.text) != _tokens(
            found := text[spans[start][0] : spans[end - 1][1]] if start < end else ""
        ):
            yield Difference(unit.where, found, part.text)


def _written_for(parts: Sequence[Part], words: Sequence[str]) -> Iterator[tuple[Part, int, int]]:
    """Each part with the half-open range of the written words in its place, but for parts cut with words beside them."""
    expected = [_tokens(part.text) for part in parts]
    joined = [word for tokens in expected for word in tokens]
    matcher = SequenceMatcher(None, joined, [_plain(word) for word in words], autojunk=False)
    begins, ends = [0] * len(joined), [0] * len(joined)
    cut: dict[int, tuple[int, int]] = {}
    for tag, i, end_i, j, end_j in matcher.get_opcodes():
        if tag == "delete":
            cut |= dict.fromkeys(range(i, end_i), (i, end_i))
        for place in range(i, end_i):
            exact = tag == "equal" or end_i - i == end_j - j
            begins[place] = j + place - i if exact else j
            ends[place] = j + place - i + 1 if exact else end_j
    place = 0
    for part, tokens in zip(parts, expected, strict=True):
        end = place + len(tokens)
        first, last = cut.get(place, (place, place))
        if tokens and last >= end and last - first > len(tokens):
            pass
        elif part.is_quotation:
            # What was added at its beginning or end is within the quotation marks.
            yield part, ends[place - 1] if place else 0, begins[end] if end < len(joined) else len(words)
        elif part.is_fact and place:
            yield part, ends[place - 1], max(ends[place - 1], ends[end - 1])
        elif tokens:
            yield part, begins[place], max(begins[place], ends[end - 1])
        place = end


def _added(one: Written, where: str, table: str, known: Iterable[str]) -> Iterator[Difference]:
    """What a written unit that is not in the report has which it should not have."""
    if one.is_row:
        if table:
            yield Difference(f"{table}, a row that the journal does not have", " | ".join(one.cells), "")
        return
    for quoted in _QUOTED.findall(one.text):
        if len(_tokens(quoted)) >= QUOTED_WORDS and _plain(quoted) not in known:
            yield Difference(where, quoted, "")


@cache
def _plain(text: str) -> str:
    """A text without what editors change by themselves: forms of quotation marks, dashes and spaces."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_TYPED).split())


@cache
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_plain(text)))
