"""citeproc-py, asked for one citation or one entry of the list of references at a time."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Mapping, Sequence

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, Locator
from citeproc.source import BibliographySource
from msgspec import Struct

from review.errors import ReviewError
from review.export.report.citing.markup import AUTHOR, Formatter, page, tidied, without_marks
from review.export.report.citing.repairs import repair
from review.export.report.citing.style import Style
from review.export.report.citing.works import Work, named, source_of


class Place(Struct, frozen=True):
    """A place in a work that is cited: no page, a `locator` of CSL (``page``, ``paragraph``), or pages in other words."""

    record: str
    locator: str = ""
    is_plural: bool = False
    in_words: bool = False


class Engine:
    """Works in a style. All that it returns has the looks of `markup`; it is empty where citeproc-py stumbles."""

    def __init__(self, style: Style, works: Mapping[str, Work], records: Sequence[str]) -> None:
        """Order `records`, which are in the order of their first citation.

        Raises:
            ReviewError: citeproc-py cannot use the style.
        """
        repair()
        self._style, self._works = style, works
        self._keys = {record: f"w{number}" for number, record in enumerate(records)}
        self._records = {key: record for record, key in self._keys.items()}
        self._source = BibliographySource()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._bibliography = self._ordered()
        except Exception as error:  # what it raises depends on where the style is wrong
            raise ReviewError(
                f"{style.name}: the citation processor cannot use this style; use another"
            ) from error
        self._items = {item.key: item for item in self._bibliography.items}
        self._known: dict[tuple[tuple[Place, ...], bool], str] = {}

    @property
    def records(self) -> list[str]:
        """The records in the order of the list of references."""
        return [self._records[item.key] for item in self._bibliography.items]

    def citation(self, places: tuple[Place, ...], *, without_author: bool = False) -> str:
        """A citation of works together, with signs in place of their pages, and of their author if that is left out."""
        if (places, without_author) not in self._known:
            self._known[places, without_author] = self._citation(places, without_author=without_author)
        return self._known[places, without_author]

    def entry(self, record: str) -> str:
        """A work in the list of references."""
        item = self._items[self._keys[record]]
        return _made(lambda: "".join(map(str, self._bibliography.style.render_bibliography([item]))))

    def _ordered(self) -> CitationStylesBibliography:
        for record, key in self._keys.items():
            self._source.add(source_of(self._works[record], key, self._style.letters))
        csl = CitationStylesStyle(
            io.BytesIO(self._style.content), locale=self._style.language, validate=False
        )
        bibliography = CitationStylesBibliography(csl, self._source, Formatter())
        bibliography.register(Citation([CitationItem(key) for key in self._keys.values()]))
        bibliography.sort()
        return bibliography

    def _citation(self, places: tuple[Place, ...], *, without_author: bool) -> str:
        citation = Citation([self._item(place, number) for number, place in enumerate(places)])
        citation.bibliography = self._bibliography
        usual = {key: self._source[key] for key in (self._keys[place.record] for place in places)}
        if without_author:
            for place in places:
                self._source[self._keys[place.record]] = self._authorless(place.record)
        cited: list[
            object
        ] = []  # empty: every work as if cited for the first time, so that no “ibid.” depends on the order
        try:
            text = _made(lambda: self._bibliography.style.render_citation(citation, cited, lambda _: ""))
        finally:
            self._source.update(usual)
        return text if len(cited) == len(places) else ""

    def _authorless(self, record: str) -> object:
        source = source_of(self._works[record], self._keys[record], self._style.letters)
        source["author"] = named(AUTHOR)
        return source

    def _item(self, place: Place, number: int) -> CitationItem:
        """A work with a sign in place of its pages: citeproc-py takes ``3-12`` for two pages and ``v–vi`` for one."""
        key, pages = self._keys[place.record], page(number, many=place.is_plural)
        if place.in_words:
            return CitationItem(key, suffix=f", {pages}")
        return (
            CitationItem(key, locator=Locator(place.locator, pages)) if place.locator else CitationItem(key)
        )


def _made(make: Callable[[], object]) -> str:
    """A text by citeproc-py, which warns of what it does not know; empty if it stumbles over a style or a record."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            text = tidied(str(make()))
        except Exception:  # noqa: BLE001 - an index, a type, an attribute: whatever the style runs into
            return ""
    return text if without_marks(text).strip("()[]{}., ") else ""
