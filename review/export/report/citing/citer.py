"""Cites works by a style, and lists them.

citeproc-py does the work. What it lacks is done here: letters after years (the record's own, so that text and tables agree),
authors within the sentence, pages as they are printed, and ranges of numbers. What it cannot format is written as author and year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from review.domain.wording.short_id import short_id
from review.export.material import NO_BREAK
from review.export.report.blocks import Citation, Cited
from review.export.report.citing.engine import Engine, Place
from review.export.report.citing.markup import AUTHOR, clean, runs_of, with_pages, without_author
from review.export.report.citing.style import Style
from review.export.report.citing.works import Work
from review.export.report.runs import Run, RunKind

_PAGES = re.compile(r"(pp?\.|para\.|paras)[ \u00a0](.+)")
_LOCATORS = {
    "p.": ("page", False),
    "pp.": ("page", True),
    "para.": ("paragraph", False),
    "paras": ("paragraph", True),
}
_NUMBERS = re.compile(r"\d+(?:([,;] ?)\d+)(?:\1\d+)+")

_BETWEEN_NUMBERS = re.compile(r",(?=\d)")
"""Between works that are cited by number: a page among them has a comma of its own."""


class Entry(Struct, frozen=True):
    """A work in the list of references."""

    record: str
    runs: tuple[Run, ...]


def anchor_of(record: str) -> str:
    """The anchor of a work in the list of references."""
    return f"ref-{record}"


class Citer:
    """Cites `works`, by record, in a style.

    `citations` are all citations of the text in their order: numbers depend on it. `failed` are the works that the style could not
    format, which are written as author and year.
    """

    def __init__(self, style: Style, works: Mapping[str, Work], citations: Iterable[Citation]) -> None:
        """Order the works that are cited.

        Raises:
            ReviewError: citeproc-py cannot use the style.
        """
        self._works, self._style = works, style
        cited = dict.fromkeys(one.record for citation in citations for one in citation.cited)
        self._cited = frozenset(record for record in cited if record in works)
        self._engine = Engine(style, works, [record for record in cited if record in works])
        self.failed: dict[str, None] = {}

    def cite(self, citation: Citation) -> tuple[Run, ...]:
        """A citation as text; one of a single work leads to it in the list of references."""
        known = tuple(one for one in citation.cited if one.record in self._cited)
        runs: tuple[Run, ...] = ()
        if known:
            text = self._narrative(known) if citation.is_narrative else self._in_brackets(known)
            target = anchor_of(known[0].record) if len(known) == 1 else ""
            runs = runs_of(text, RunKind.CITATION, target)
        lost = [one.record for one in citation.cited if one.record not in self._cited]
        return runs + tuple(Run(f"[no record {short_id(clean(record))}]", RunKind.GAP) for record in lost)

    def entries(self) -> tuple[Entry, ...]:
        """The list of references, in the style's order."""
        return tuple(
            Entry(record, runs_of(self._entry(record), linked=True)) for record in self._engine.records
        )

    def _in_brackets(self, cited: tuple[Cited, ...]) -> str:
        text = self._engine.citation(tuple(map(_place, cited)))
        if not text:
            return f"({'; '.join(', '.join((self._author(one), self._rest(one))) for one in cited)})"
        if self._style.collapses_numbers and not any(one.pages for one in cited):
            return _NUMBERS.sub(lambda found: _collapsed(found[0], found[1]), text)
        if self._style.collapses_numbers:
            text = _BETWEEN_NUMBERS.sub("; ", text)
        return with_pages(text, [_printed(one.pages) for one in cited])

    def _narrative(self, cited: tuple[Cited, ...]) -> str:
        texts = [self._narrative_of(one) for one in cited]
        return ", ".join(texts[:-1]) + (" and " if texts[1:] else "") + texts[-1]

    def _narrative_of(self, cited: Cited) -> str:
        """``Rahman et al. (2016b, p. 12)``: the author, and the style's citation of the work without it."""
        text = self._engine.citation((_place(cited),), without_author=True)
        if not text:
            return f"{self._author(cited)} ({self._rest(cited)})"
        rest = with_pages(without_author(text), [_printed(cited.pages)])
        author = self._author_in_style(cited)
        return f"{author} {rest.replace(AUTHOR, author)}"

    def _author_in_style(self, cited: Cited) -> str:
        """What the style prints in the author's place; the record's short author where it prints none (numbers)."""
        place = (Place(cited.record),)
        usual, without = self._engine.citation(place), self._engine.citation(place, without_author=True)
        before, is_there, after = without.partition(AUTHOR)
        author = usual[len(before) : len(usual) - len(after)]
        if is_there and author and f"{before}{author}{after}" == usual:
            return author.replace(" & ", " and ")
        return clean(self._works[cited.record].record.cited_author)

    def _entry(self, record: str) -> str:
        if text := self._engine.entry(record):
            return text
        self.failed[record] = None
        one = self._works[record].record
        return " ".join(
            f"{part}." for part in map(clean, (one.author_year, one.title, one.container)) if part
        )

    def _author(self, cited: Cited) -> str:
        self.failed[cited.record] = None
        return clean(self._works[cited.record].record.cited_author)

    def _rest(self, cited: Cited) -> str:
        """What follows the author where the style fails: year and pages."""
        record = self._works[cited.record].record
        year = clean(record.author_year.removeprefix(f"{record.cited_author}, "))
        return ", ".join(filter(None, (year, clean(cited.pages))))


def _place(cited: Cited) -> Place:
    pages = clean(cited.pages)
    if found := _PAGES.fullmatch(pages):
        return Place(cited.record, *_LOCATORS[found[1]])
    return Place(cited.record, in_words=bool(pages))  # PDF p. 3


def _printed(pages: str) -> str:
    """What replaces a page in the style's text: without the label, which the style prints."""
    pages = clean(pages)
    return found[2] if (found := _PAGES.fullmatch(pages)) else pages.replace("p. ", f"p.{NO_BREAK}")


def _collapsed(numbers: str, between: str) -> str:
    """Numbers with ranges: ``1,3,4,5`` as ``1,3–5``."""
    runs: list[list[int]] = []
    for number in map(int, re.findall(r"\d+", numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return between.join(
        f"{run[0]}–{run[-1]}" if len(run) > 2 else between.join(map(str, run)) for run in runs
    )
