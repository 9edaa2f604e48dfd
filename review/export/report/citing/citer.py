"""Cites works by a style, and lists them.

citeproc-py does the work. What it lacks is done here: letters after years (the record's own, so that text and tables agree),
authors within the sentence, pages as they are printed, and ranges of numbers. What it cannot format is written as author and year.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence

from citeproc import Citation as CslCitation
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, Locator
from citeproc.source import BibliographySource
from msgspec import Struct

from review.errors import ReviewError
from review.export.material import NO_BREAK
from review.export.report.blocks import Citation, Cited
from review.export.report.citing.markup import (
    AUTHOR,
    Formatter,
    clean,
    page,
    runs_of,
    tidied,
    with_pages,
    without_marks,
)
from review.export.report.citing.style import Style
from review.export.report.citing.works import Work, named, source_of
from review.export.report.runs import Run, RunKind

_PAGES = re.compile(r"(pp?\.|para\.|paras\.)[ \u00a0](.+)")
_LABELS = {"p.": "page", "pp.": "page", "para.": "paragraph", "paras.": "paragraph"}
_MANY = {"pp.", "paras."}
_AFTER_AUTHOR = re.compile(rf"{AUTHOR}[,.:;]?[ \u00a0]*")
_NUMBERS = re.compile(r"\d+(?:([,;] ?)\d+)(?:\1\d+)+")


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
        self._works = works
        self._style = style
        self._known: dict[tuple[tuple[Cited, ...], bool], str] = {}
        self.failed: dict[str, None] = {}
        cited = dict.fromkeys(one.record for citation in citations for one in citation.cited)
        self._keys = {record: f"w{place}" for place, record in enumerate(r for r in cited if r in works)}
        self._records = {key: record for record, key in self._keys.items()}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                self._bibliography = self._ordered()
            except Exception as error:
                raise ReviewError(f"{style.name}: citeproc-py cannot use this style; use another") from error

    def cite(self, citation: Citation) -> tuple[Run, ...]:
        """A citation as text; one of a single work leads to it in the list of references."""
        known = tuple(one for one in citation.cited if one.record in self._keys)
        runs: tuple[Run, ...] = ()
        if known:
            target = anchor_of(known[0].record) if len(known) == 1 else ""
            runs = runs_of(self._text(known, narrative=citation.is_narrative), RunKind.CITATION, target)
        lost = [one.record for one in citation.cited if one.record not in self._keys]
        return runs + tuple(Run(f"[no record {clean(record)[:12]}]", RunKind.GAP) for record in lost)

    def entries(self) -> tuple[Entry, ...]:
        """The list of references, in the style's order."""
        return tuple(
            Entry(record, runs_of(self._entry(item, record), linked=True))
            for item in self._bibliography.items
            for record in [self._records[item.key]]
        )

    def _ordered(self) -> CitationStylesBibliography:
        source = BibliographySource()
        for record, key in self._keys.items():
            source.add(source_of(self._works[record], key, self._style.letters))
        csl = CitationStylesStyle(
            io.BytesIO(self._style.content), locale=self._style.language, validate=False
        )
        bibliography = CitationStylesBibliography(csl, source, Formatter())
        bibliography.register(CslCitation([CitationItem(key) for key in self._keys.values()]))
        bibliography.sort()
        return bibliography

    def _text(self, cited: tuple[Cited, ...], *, narrative: bool) -> str:
        """A citation with its looks; equal ones are made once."""
        if (cited, narrative) not in self._known:
            if narrative:
                texts = [self._narrative(one) for one in cited]
                text = ", ".join(texts[:-1]) + (" and " if texts[1:] else "") + texts[-1]
            else:
                text = self._in_brackets(cited)
            self._known[cited, narrative] = text
        return self._known[cited, narrative]

    def _in_brackets(self, cited: Sequence[Cited]) -> str:
        text = self._rendered(cited)
        if self._style.collapses_numbers and not any(one.pages for one in cited):
            return _NUMBERS.sub(lambda found: _collapsed(found[0], found[1]), text)
        return text

    def _narrative(self, cited: Cited) -> str:
        """``Rahman et al. (2016b, p. 12)``: the style's citation of a work whose author it does not print."""
        key, source = self._keys[cited.record], self._bibliography.source
        usual = source[key]
        changed = source_of(self._works[cited.record], key, self._style.letters)
        changed["author"] = named(AUTHOR)
        source[key] = changed
        try:
            text = self._rendered([cited])
        finally:
            source[key] = usual
        author = clean(self._works[cited.record].record.short_author)
        return f"{author} {_AFTER_AUTHOR.sub('', text)}".replace(AUTHOR, author)

    def _rendered(self, cited: Sequence[Cited]) -> str:
        """What citeproc-py makes of works that are cited together, every time as if for the first time."""
        citation = CslCitation([self._item(one, place) for place, one in enumerate(cited)])
        citation.bibliography = self._bibliography
        text = _made(lambda: self._bibliography.style.render_citation(citation, [], lambda _: ""))
        if not without_marks(text).strip("()[]{}., "):
            self.failed |= dict.fromkeys(one.record for one in cited)
            return f"({'; '.join(map(self._by_program, cited))})"
        return with_pages(tidied(text), [_printed(one.pages) for one in cited])

    def _item(self, cited: Cited, place: int) -> CitationItem:
        """A work with what stands for its pages: citeproc-py takes ``3-12`` for two pages and ``v–vi`` for one."""
        key, pages = self._keys[cited.record], clean(cited.pages)
        if not pages:
            return CitationItem(key)
        if found := _PAGES.fullmatch(pages):
            label = found[1]
            return CitationItem(key, locator=Locator(_LABELS[label], page(place, many=label in _MANY)))
        return CitationItem(key, suffix=f"({page(place)})" if self._style.is_numeric else f", {page(place)}")

    def _entry(self, item: CitationItem, record: str) -> str:
        text = _made(lambda: "".join(map(str, self._bibliography.style.render_bibliography([item]))))
        if not without_marks(text).strip():
            self.failed |= {record: None}
            one = self._works[record].record
            return " ".join(
                f"{part}." for part in map(clean, (one.author_year, one.title, one.container)) if part
            )
        return tidied(text)

    def _by_program(self, cited: Cited) -> str:
        author_year = self._works[cited.record].record.author_year
        return ", ".join(filter(None, (clean(author_year), _printed(cited.pages))))


def _made(make: Callable[[], object]) -> str:
    """A text by citeproc-py, which warns of what it does not know; empty if it stumbles over a style or a record."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return str(make())
        except Exception:  # noqa: BLE001 - an index, a type, an attribute: whatever the style runs into
            return ""


def _printed(pages: str) -> str:
    """What replaces a page in the style's text: without the label, which the style prints."""
    pages = clean(pages)
    return found[2] if (found := _PAGES.fullmatch(pages)) else pages.replace("p. ", f"p.{NO_BREAK}")


def _collapsed(numbers: str, between: str) -> str:
    """Numbers with ranges: ``1,3,4,5`` as ``1,3–5``."""
    parts = [int(number) for number in re.findall(r"\d+", numbers)]
    runs: list[list[int]] = []
    for number in parts:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    texts = [f"{run[0]}–{run[-1]}" if len(run) > 2 else between.join(map(str, run)) for run in runs]
    return between.join(texts)
