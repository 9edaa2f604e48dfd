"""Reads a file of searches: YAML, every mistake with its line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TypeVar

from review.domain.searches.checking import faults
from review.domain.searches.search import (
    Search,
    SearchKind,
    SearchLimit,
    SearchLine,
    SearchResult,
    SearchSource,
)
from review.domain.wording.unknown import folded
from review.errors import ReviewError
from review.theory_map.located import located
from review.theory_map.mistakes import Mistake, did_you_mean, printable, quoted, unknown
from review.theory_map.mistakes import Path as Place
from review.theory_map.yaml_file import bytes_of, lines_about, text_in

LARGEST = 4_000_000
"""The largest file of searches in bytes."""

MOST_VALUES = 200_000
"""The most names and values in a file, about 10,000 search strings."""

NOT_REPORTED = "not reported"
"""In the place of a number, the same as an empty value."""

_SEARCH = (
    "id", "component", "round", "prompted_by", "kind", "sources", "limits", "filters", "lines", "total_stated",
    "adapted_from", "stopped_because", "note",
)  # fmt: skip
_SOURCE = ("name", "platform", "date", "register")
_LIMIT = ("field", "from", "to", "value")
_LINE = ("id", "string", "results", "total_stated")
_RESULT = ("n", "source", "limit")
_MOST_DIGITS = 15

Part = TypeVar("Part")


def read_searches(path: Path, codes: Collection[str]) -> list[Search]:
    """The searches in a YAML file; `codes` are those of the theory map.

    Raises:
        ReviewError: the file cannot be read or has mistakes; one ``FILE:LINE: place: what`` line for each.
    """
    return parse_searches(bytes_of(path, LARGEST), codes, printable(path.name))


def parse_searches(data: bytes, codes: Collection[str], name: str = "searches.yaml") -> list[Search]:
    """The searches in the bytes of a YAML file, which mistakes refer to as `name`.

    Raises:
        ReviewError: as for `read_searches`.
    """
    source = located(text_in(data, name, LARGEST), MOST_VALUES)
    reader = _Reader()
    searches = [] if source.unreadable else reader.searches(source.plain, codes)
    if mistakes := [*source.mistakes, *reader.mistakes]:
        raise ReviewError(lines_about(name, source, mistakes))
    return searches


class _Reader:
    """Makes searches of plain values, and collects the mistakes in them."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []

    def searches(self, plain: object, codes: Collection[str]) -> list[Search]:
        """The searches of a whole file."""
        listed = self._mapping(plain, (), ("searches",)).get("searches")
        if not isinstance(plain, dict):
            return []
        if not isinstance(listed, list) or not listed:
            self._wrong(("searches",), "has to be a list of searches: `searches:` and below it `- id: S1` …")
            return []
        found = []
        first: dict[str, str] = {}
        for place, one in enumerate(listed):
            at = ("searches", place)
            before = len(self.mistakes)
            search = self._search(one, at)
            wrong = [mistake.path for mistake in self.mistakes[before:]]
            for inner, message in faults(search, codes):
                is_given = not inner or (isinstance(one, dict) and inner[0] in one)
                if is_given and not any(_is_about((*at, *inner), other) for other in wrong if other != at):
                    self._wrong((*at, *inner), message)
            if search.id and folded(search.id) in first:
                same = first[folded(search.id)]
                as_what = f", before as {quoted(same)}" if same != search.id else ""
                self._wrong((*at, "id"), f"{quoted(search.id)} is in this file twice{as_what}")
            first.setdefault(folded(search.id), search.id)
            found.append(search)
        return found

    def _search(self, plain: object, at: Place) -> Search:
        of = self._mapping(plain, at, _SEARCH)
        typed = self._text(of, at, "kind")
        kinds = {folded(kind): kind for kind in SearchKind}
        kind = kinds.get(folded(typed))
        if kind is None and "kind" in of:
            self._wrong((*at, "kind"), unknown("kind", typed, list(SearchKind)))
        for needed in ("id", "component", "kind"):
            if needed not in of and isinstance(plain, dict):
                self._wrong(
                    at, f"{self._text(of, (), 'id') if needed != 'id' else 'a search'} has no {needed}"
                )
        return Search(
            id=self._text(of, at, "id"),
            component=self._text(of, at, "component"),
            kind=kind or SearchKind.DATABASE,
            round=1 if of.get("round") is None else self._number(of, at, "round") or 0,
            prompted_by=self._text(of, at, "prompted_by"),
            sources=self._parts(of, at, "sources", self._source),
            limits=self._parts(of, at, "limits", self._limit),
            filters=self._parts(of, at, "filters", self._filter),
            lines=self._parts(of, at, "lines", self._line),
            total_stated=self._number(of, at, "total_stated"),
            adapted_from=self._text(of, at, "adapted_from"),
            stopped_because=self._text(of, at, "stopped_because"),
            note=self._text(of, at, "note"),
        )

    def _source(self, plain: object, at: Place) -> SearchSource:
        if isinstance(plain, str):
            return SearchSource(plain.strip())
        of = self._mapping(plain, at, _SOURCE)
        return SearchSource(
            self._text(of, at, "name"),
            self._text(of, at, "platform"),
            self._text(of, at, "date"),
            self._flag(of, at, "register"),
        )

    def _limit(self, plain: object, at: Place) -> SearchLimit:
        of = self._mapping(plain, at, _LIMIT)
        field, since, until, value = (self._text(of, at, name) for name in _LIMIT)
        return SearchLimit(field, since, until, value)

    def _filter(self, plain: object, at: Place) -> str:
        return self._text({"filter": plain}, at, "filter", at)

    def _line(self, plain: object, at: Place) -> SearchLine:
        of = self._mapping(plain, at, _LINE)
        results = of.get("results")
        reported = results is not None and not _is_not_reported(results)
        return SearchLine(
            id=self._text(of, at, "id"),
            string=self._text(of, at, "string"),
            results=self._parts(of, at, "results", self._result) if reported else None,
            total_stated=self._number(of, at, "total_stated"),
        )

    def _result(self, plain: object, at: Place) -> SearchResult:
        if isinstance(plain, str):
            return SearchResult(self._number({"n": plain}, at, "n", at))
        of = self._mapping(plain, at, _RESULT)
        if isinstance(plain, dict) and "n" not in of:
            self._wrong(at, f"lacks n:, the number found; write `n: null` if it is {NOT_REPORTED}")
        return SearchResult(
            self._number(of, at, "n"), self._text(of, at, "source"), self._text(of, at, "limit")
        )

    def _mapping(self, plain: object, at: Place, known: tuple[str, ...]) -> Mapping[str, object]:
        if not isinstance(plain, dict):
            self._wrong(at, f"has to have keys: {', '.join(known)}")
            return {}
        for key in plain:
            if key not in known:
                near = did_you_mean(key, known)
                self._wrong((*at, key), f"unknown key{near or '; known are ' + ', '.join(known)}")
        return plain

    def _parts(
        self, of: Mapping[str, object], at: Place, name: str, read: Callable[[object, Place], Part]
    ) -> tuple[Part, ...]:
        """A list, of which one item may be written without the list's brackets."""
        plain = of.get(name)
        listed = [] if plain is None else [plain] if isinstance(plain, str) else plain
        if not isinstance(listed, list):
            self._wrong((*at, name), "has to be a list")
            return ()
        return tuple(read(one, (*at, name, place)) for place, one in enumerate(listed))

    def _text(self, of: Mapping[str, object], at: Place, name: str, place: Place = ()) -> str:
        plain = of.get(name)
        if plain is None:
            return ""
        if not isinstance(plain, str):
            self._wrong(place or (*at, name), "has to be a text")
            return ""
        return plain.strip()

    def _number(self, of: Mapping[str, object], at: Place, name: str, place: Place = ()) -> int | None:
        plain = of.get(name)
        if plain is None or _is_not_reported(plain):
            return None
        digits = plain.replace(",", "").strip() if isinstance(plain, str) else ""
        if not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
            said = quoted(plain) if isinstance(plain, str) else "this"
            self._wrong(place or (*at, name), f"{said} is not a number; write null if it is {NOT_REPORTED}")
            return None
        return int(digits)

    def _flag(self, of: Mapping[str, object], at: Place, name: str) -> bool:
        said = self._text(of, at, name).casefold()
        if said not in {"", "true", "yes", "false", "no"}:
            self._wrong((*at, name), "has to be true or false")
        return said in {"true", "yes"}

    def _wrong(self, at: Place, message: str) -> None:
        self.mistakes.append(Mistake(at, message))


def _is_about(place: Place, other: Place) -> bool:
    """Whether one of two places is within the other: what is wrong there has one cause."""
    return all(one == two for one, two in zip(place, other, strict=False))


def _is_not_reported(plain: object) -> bool:
    return isinstance(plain, str) and folded(plain) == folded(NOT_REPORTED)
