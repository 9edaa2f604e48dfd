"""A report before it is written: tables, figures and boxes have their numbers, citations their text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count

from msgspec import Struct, structs

from review.domain.record import year_letter
from review.domain.wording.quoted import quoted
from review.export.formats.text import closed
from review.export.report.blocks import (
    Block,
    Box,
    Citation,
    Cited,
    Fact,
    Figure,
    Gap,
    Heading,
    Inline,
    Number,
    Quotation,
    Reference,
    ReferenceList,
    Report,
    Table,
    Text,
    inlines,
)
from review.export.report.citing.citer import Citer, Entry
from review.export.report.citing.style import Letters, Style
from review.export.report.citing.works import Work
from review.export.report.runs import Mark, Run, RunKind
from review.export.unconfirmed import MARK, NOTE, is_unconfirmed

Picture = Callable[[str, str], bytes]
"""Draws a figure: its export's name (``figure-flow``) and the format (``svg``, ``png``) to the content of a file."""

TO_WRITE = "To write"
LEFT_OUT = "a part that this report does not have"
LETTERS = (
    "Letters behind years distinguish all records of the review: of a work with a letter, those with the letters before it may not be"
    " listed here."
)

_NO_ANCHOR = re.compile(r"[^a-z0-9]+")


class Label(Struct, frozen=True):
    """What a reference shows: ``Table`` and its `number` (0: the text of a heading alone), and the anchor that it leads to."""

    word: str
    number: int
    anchor: str

    @property
    def text(self) -> str:
        """``Table 2``."""
        return f"{self.word} {self.number}" if self.number else self.word


class Prepared:
    """A report with labels by key and by place in `report.blocks`, and citations by a style."""

    def __init__(self, report: Report, style: Style, works: Mapping[str, Work]) -> None:
        """Number what has a caption, and order the works that are cited.

        Raises:
            ReviewError: the style cannot be used.
        """
        self.report = report
        self._works = works
        self._has_letters = style.letters is not Letters.NONE
        citations = [*_citations(report.blocks), *_listed(report.blocks, works)]
        self._citer = Citer(style, works, citations)
        self._has_list = any(isinstance(block, ReferenceList) for block in report.blocks)
        for citation in citations:
            self._citer.cite(citation)  # so that it is known what fails before anything is written
        self._unconfirmed = {record for record, work in works.items() if is_unconfirmed(work.record)}
        self._entries = tuple(map(self._marked, self._citer.entries()))
        self._listed = {one.record for citation in citations for one in citation.cited}
        self.label_at: Mapping[int, Label] = dict(_labels(report.blocks))
        keys = [getattr(block, "key", "") for block in report.blocks]
        self.label_of = {keys[place]: label for place, label in self.label_at.items() if keys[place]}

    def runs(self, parts: Iterable[Inline]) -> tuple[Run, ...]:
        """Inline parts as runs; runs of equal look and kind are not joined."""
        return tuple(run for part in parts for run in self._runs_of(part))

    def entries(self) -> tuple[Entry, ...]:
        """The list of references."""
        return self._entries

    @property
    def failed(self) -> Sequence[str]:
        """The records that the style could not format, which are cited as author and year."""
        return tuple(self._citer.failed)

    def below_entries(self) -> tuple[Run, ...]:
        """What is said below the list of references: what marks mean, why letters are missing, and what could not be formatted."""
        said: list[Inline] = [Text(NOTE)] if self._unconfirmed & {one.record for one in self._entries} else []
        if self._has_letters and self._lacks_letters():
            said += [Text(" "), Text(LETTERS)] if said else [Text(LETTERS)]
        if self.failed:
            names = "; ".join(self._works[record].record.author_year for record in self.failed)
            failed = Gap(f"these works as the style wants them, which it could not format: {names}")
            said += [Text(" "), failed] if said else [failed]
        return self.runs(said)

    def _marked(self, entry: Entry) -> Entry:
        """An entry with the mark of a reference that nobody has confirmed, as in the tables."""
        if entry.record not in self._unconfirmed:
            return entry
        return structs.replace(entry, runs=(*entry.runs, *self._runs_of(Text(f" {MARK}"))))

    def _lacks_letters(self) -> bool:
        """Whether the list has a letter behind a year without those before it: 2011b, but no 2011a."""
        letters: defaultdict[tuple[str, int | None], set[str]] = defaultdict(set)
        for one in (self._works[record].record for record in self._listed if record in self._works):
            if one.year_suffix:
                letters[one.short_author.casefold(), one.year].add(one.year_suffix)
        return any(those != set(map(year_letter, range(1, len(those) + 1))) for those in letters.values())

    def _cited(self, citation: Citation) -> tuple[Run, ...]:
        """A citation, which leads to the list of references if there is one."""
        runs = self._citer.cite(citation)
        return runs if self._has_list else tuple(structs.replace(run, target="") for run in runs)

    def _runs_of(self, part: Inline) -> Iterable[Run]:
        match part:
            case Text():
                marks = {Mark.ITALIC: part.is_emphasis, Mark.BOLD: part.is_strong}
                return [Run(closed(part.text), marks=frozenset(mark for mark, has in marks.items() if has))]
            case Number():
                return [Run(part.text, RunKind.NUMBER)]
            case Fact():
                return [Run(part.text)]
            case Citation():
                return self._cited(part)
            case Quotation():
                words = Run(quoted(closed(part.text)), RunKind.QUOTATION)
                return [words, Run(" "), *self._cited(Citation((part.source,)))]
            case Reference():
                label = self.label_of.get(part.key)
                return [Run(label.text, RunKind.REFERENCE, target=label.anchor) if label else Run(LEFT_OUT)]
            case Gap():
                return [Run(f"[{TO_WRITE}: {closed(part.text)}]", RunKind.GAP)]


def _labels(blocks: Sequence[Block]) -> Iterator[tuple[int, Label]]:
    """The labels of headings, tables, figures and boxes, by place; each anchor is used once."""
    numbers = {"Table": count(1), "Figure": count(1), "Box": count(1)}
    used: set[str] = set()
    for place, block in enumerate(blocks):
        match block:
            case Heading():
                yield place, Label(block.text, 0, _anchor(block.key or block.text, used))
            case Table() | Figure() | Box():
                word = type(block).__name__
                number = next(numbers[word])
                yield place, Label(word, number, _anchor(block.key or f"{word}-{number}", used))
            case _:
                pass


def _anchor(name: str, used: set[str]) -> str:
    wanted = _NO_ANCHOR.sub("-", name.lower()).strip("-")[:60] or "part"
    anchor = next(
        one for one in (wanted, *(f"{wanted}-{n}" for n in range(2, len(used) + 3))) if one not in used
    )
    used.add(anchor)
    return anchor


def _listed(blocks: Iterable[Block], works: Mapping[str, Work]) -> Iterator[Citation]:
    """What is listed without being cited, after all that is: numbers of the text stay."""
    for block in blocks:
        if isinstance(block, ReferenceList):
            yield from (Citation((Cited(record),)) for record in block.also if record in works)


def _citations(blocks: Iterable[Block]) -> Iterator[Citation]:
    """All citations in their order, those of quotations too."""
    for part in (part for block in blocks for part in inlines(block)):
        if isinstance(part, Citation):
            yield part
        elif isinstance(part, Quotation):
            yield Citation((part.source,))
