"""A report as units of text, for its check: paragraphs, items and rows of tables, with the parts that must be right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, structs

from review.export.formats.text import shown
from review.export.report.blocks import (
    Block,
    Box,
    Fact,
    Figure,
    Gap,
    Heading,
    Inline,
    Items,
    Number,
    Paragraph,
    Quotation,
    Reference,
    ReferenceList,
    Table,
)
from review.export.report.prepared import Prepared
from review.export.report.runs import plain

_NUMBER = re.compile(r"(?<!\w)(\d+(?:[.,]\d+)*)(?!\w)")


class Part(Struct, frozen=True):
    """A part of a unit; `is_checked`: the program wrote it from the journal, so it must be as it is there."""

    text: str
    is_checked: bool = False
    is_quotation: bool = False
    is_fact: bool = False


class Unit(Struct, frozen=True):
    """A paragraph, an item, a caption, a note or a heading; or a row of a table, with a part for each cell.

    `table` is the label of the row's table, `begins` that of the table whose caption it is. `where` names the headings above it,
    or the table and the row.
    """

    where: str
    parts: tuple[Part, ...]
    table: str = ""
    begins: str = ""

    @property
    def text(self) -> str:
        """Its text; cells have a tab between them."""
        return ("\t" if self.table else "").join(part.text for part in self.parts)


def units(prepared: Prepared) -> list[Unit]:
    """The units of a report in their order."""
    above: list[tuple[int, str]] = []
    found: list[Unit] = []
    for place, block in enumerate(prepared.report.blocks):
        if isinstance(block, Heading):
            above = [*(one for one in above if one[0] < block.level), (block.level, block.text)]
        where = ", ".join(text for _, text in above) or prepared.report.title
        found += _of_block(prepared, place, block, where)
    return found


def _of_block(prepared: Prepared, place: int, block: Block, where: str) -> Iterator[Unit]:
    match block:
        case Heading():
            yield Unit(where, (Part(block.text),))
        case Paragraph():
            yield Unit(where, _parts(prepared, block.parts))
        case Items():
            for item in block.items:
                yield Unit(where, _parts(prepared, item))
        case Box():
            for inner in block.blocks:
                yield from _of_block(prepared, place, inner, f"{where}, {block.title}")
        case Table():
            label = prepared.label_at[place].text
            yield structs.replace(_caption(label, block.printed.title), begins=label)
            yield from _rows(block, label)
            said, made = block.printed.note.removesuffix(block.printed.made), block.printed.made
            yield Unit(f"{label}, note", (Part("Note. "), *_with_numbers(said), Part(made)))
        case Figure():
            yield _caption(prepared.label_at[place].text, block.caption)
        case ReferenceList():
            for entry in prepared.entries():
                yield Unit(where, (*_with_numbers(plain(entry.runs)),))


def _parts(prepared: Prepared, parts: Iterable[Inline]) -> tuple[Part, ...]:
    return tuple(_part for part in parts for _part in _shown(prepared, part))


def _shown(prepared: Prepared, part: Inline) -> Sequence[Part]:
    """A part as it is read: in words of the program the numbers are checked, in a gap and a reference nothing is."""
    if isinstance(part, Number | Fact):
        return [Part(part.text, is_checked=True, is_fact=isinstance(part, Fact))]
    if isinstance(part, Reference | Gap):
        return [Part(plain(prepared.runs([part])))]
    if isinstance(part, Quotation):
        whole = plain(prepared.runs([part]))
        before, after = whole.split(part.text, 1)
        quoted = Part(part.text, is_checked=True, is_quotation=True)
        return [Part(before), quoted, *_with_numbers(after)]
    return [*_with_numbers(plain(prepared.runs([part])))]


def _caption(label: str, text: str) -> Unit:
    """A caption; its own number is left out, because it changes with what a person adds or cuts above."""
    return Unit(f"{label}, caption", (Part(f"{label}. "), *_with_numbers(text)))


def _with_numbers(text: str) -> Iterator[Part]:
    """A text that the program wrote, whose numbers must be right."""
    for place, part in enumerate(_NUMBER.split(text)):
        if part:
            yield Part(part, is_checked=place % 2 == 1)


def _rows(block: Table, label: str) -> Iterator[Unit]:
    """The rows of a table, that of its headings left out: those are words of the program."""
    for number, row in enumerate(block.printed.rows, start=1):
        cells = tuple(Part(shown(cell), is_checked=True) for cell in row)
        yield Unit(f"{label}, row {number}", cells, label)
