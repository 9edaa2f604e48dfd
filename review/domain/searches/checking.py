"""What makes no sense in a search, and the contradictions that are shown and not refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from msgspec import json

from review.domain.searches.search import Search, SearchLimit, SearchLine, SearchProblem, SearchSource

PLAN, GAP = "plan", "gap:"
"""What prompts a search besides a theory: the plan, or a gap in words."""

NO_LIMIT = "none"
"""The field of a limit that says that the search had none, which differs from none being reported."""

MOST_LINES, MOST_FOUND, LONGEST, LONGEST_ID = 2_000, 10**9, 50_000, 40
"""The most lines of a search, the most records, the longest string or note in characters, and the longest id."""

Place = tuple[str | int, ...]
"""Where in a search something is: names of its parts and positions in them, as in the file."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def faults(search: Search, codes: Collection[str]) -> Iterator[tuple[Place, str]]:
    """What makes no sense, each with its place and in words; `codes` are those of the theory map, which may prompt a search."""
    if not _is_id(search.id):
        yield (
            ("id",),
            f"has to be up to {LONGEST_ID} letters, digits and signs without spaces and colons, such as S1",
        )
    if not search.component:
        yield ("component",), "is empty; say what was searched for"
    if not 1 <= search.round <= MOST_LINES:
        yield ("round",), "has to be 1, 2 …"
    prompted = search.prompted_by
    if prompted and prompted != PLAN and not prompted.startswith(GAP) and prompted not in codes:
        yield ("prompted_by",), f"'{prompted}' is not {PLAN}, a code of the theory map or '{GAP} …'"
    for place, source in enumerate(search.sources):
        yield from _within(("sources", place), _source_faults(source))
    for place, limit in enumerate(search.limits):
        yield from _within(("limits", place), _limit_faults(limit))
    if not _is_storable(search):
        yield (), "has signs that cannot be stored; write them again"
    yield from _number_faults(("total_stated",), search.total_stated)
    yield from _line_faults(search.lines)
    for name in ("component", "prompted_by", "adapted_from", "stopped_because", "note"):
        yield from _length_faults((name,), getattr(search, name))


def _is_storable(search: Search) -> bool:
    """Whether every text can be written (half of a character pair cannot)."""
    try:
        json.encode(search)
    except UnicodeEncodeError:
        return False
    return True


def _is_id(text: str) -> bool:
    """Whether people can type this id; subjects in the journal are separated by colons."""
    is_short = len(text) <= LONGEST_ID
    return is_short and text.isprintable() and any(map(str.isalnum, text)) and not set(text) & set(" :")


def _within(place: Place, found: Iterator[tuple[Place, str]]) -> Iterator[tuple[Place, str]]:
    return (((*place, *inner), message) for inner, message in found)


def _source_faults(source: SearchSource) -> Iterator[tuple[Place, str]]:
    if not source.name:
        yield ("name",), "is empty"
    if source.date and not _is_date(source.date):
        yield ("date",), f"'{source.date}' is not a day, month or year such as 2017-04-30, 2017-04 or 2017"


def _limit_faults(limit: SearchLimit) -> Iterator[tuple[Place, str]]:
    if not limit.field:
        yield ("field",), "is empty"
    if limit.field != NO_LIMIT and not (limit.since or limit.until or limit.value):
        yield (), f"is empty; give from, to or value, or `field: {NO_LIMIT}` if the search had no limit"
    years = limit.since[:4], limit.until[:4]
    if all(len(year) == 4 and year.isdecimal() for year in years) and years[0] > years[1]:
        yield (), f"ends in {years[1]}, before it begins in {years[0]}"


def _line_faults(lines: tuple[SearchLine, ...]) -> Iterator[tuple[Place, str]]:
    if len(lines) > MOST_LINES:
        yield ("lines",), f"has more than {MOST_LINES:,} lines"
    seen: set[str] = set()
    for place, line in enumerate(lines[:MOST_LINES]):
        of = ("lines", place)
        if not _is_id(line.id):
            yield (*of, "id"), "has to be a number or letters without spaces, such as 4a"
        elif line.id in seen:
            yield (*of, "id"), f"'{line.id}' is the id of an earlier line, too"
        seen.add(line.id)
        yield from _length_faults((*of, "string"), line.string)
        yield from _number_faults((*of, "total_stated"), line.total_stated)
        for position, result in enumerate(line.results or ()):
            yield from _number_faults((*of, "results", position, "n"), result.n)


def _number_faults(place: Place, number: int | None) -> Iterator[tuple[Place, str]]:
    if number is not None and not 0 <= number <= MOST_FOUND:
        yield place, f"has to be a number from 0 to {MOST_FOUND:,}; leave it out if it is not reported"


def _length_faults(place: Place, text: str) -> Iterator[tuple[Place, str]]:
    if len(text) > LONGEST:
        yield place, f"is longer than {LONGEST:,} characters"


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if not found:
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


LINE_TOTAL = "stated total of the line = sum of its results"
SEARCH_TOTAL = "stated total of the search = sum of its lines"
LIMIT = "limit of the results keeps to the search's limit"
IMPORTED = "records tied to the search are among those found"
IMPORTED_FROM = f"{IMPORTED} in "
"""The same of one source, whose name follows."""


def problems(
    search: Search, imported: int = 0, sources: Mapping[str, int] | None = None
) -> list[SearchProblem]:
    """The contradictions within a search, of which so many references were imported; left is what was stated.

    `sources` has how many of them by what their import said of their source.

    What is not reported contradicts nothing, unless the reported part alone is more than the stated total.
    """
    found = [problem for line in search.lines for problem in _of_line(line, search.limits)]
    complete = bool(search.lines) and not search.unreported
    if _differ(search.total_stated, search.computed, complete=complete):
        found.append(SearchProblem("", SEARCH_TOTAL, search.total_stated, search.computed))
    total = search.total_stated if search.total_stated is not None else search.computed if complete else None
    if total is not None and imported > total:
        found.append(SearchProblem("", IMPORTED, imported, total))
    else:
        found += _of_sources(search, sources or {})
    return found


def _of_sources(search: Search, sources: Mapping[str, int]) -> Iterator[SearchProblem]:
    """Sources of which more is tied to the search than it found there, if all that it found is reported by source."""
    results = [result for line in search.lines for result in line.results or ()]
    if search.unreported or not all(result.source for result in results):
        return
    there: Counter[str] = Counter()
    for result in results:
        there[result.source.casefold()] += result.n or 0
    for source, tied in sources.items():
        if source.casefold() in there and tied > there[source.casefold()]:
            yield SearchProblem("", f"{IMPORTED_FROM}{source}", tied, there[source.casefold()])


def _of_line(line: SearchLine, limits: tuple[SearchLimit, ...]) -> Iterator[SearchProblem]:
    if _differ(line.total_stated, line.computed, complete=line.is_reported):
        yield SearchProblem(line.id, LINE_TOTAL, line.total_stated, line.computed)
    for said in dict.fromkeys(result.limit for result in line.results or () if result.limit):
        for limit in limits:
            if _contradicts(said, limit):
                yield SearchProblem(line.id, LIMIT, said, limit_in_words(limit))


def _differ(stated: int | None, summed: int | None, *, complete: bool) -> bool:
    if stated is None or summed is None:
        return False
    return stated != summed if complete else summed > stated


def limit_in_words(limit: SearchLimit) -> str:
    """A limit in words: ``year from 2014``, ``language: English``."""
    if limit.field == NO_LIMIT:
        return "no limits"
    span = " ".join(
        f"{word} {value}" for word, value in (("from", limit.since), ("to", limit.until)) if value
    )
    return " ".join(filter(None, [limit.field, span])) + (f": {limit.value}" if limit.value else "")


_NEGATED = re.compile(r"\b(?:not|no|non|without|un(?:limited|restricted)|any|all|every)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_DATES = {"year", "years", "date", "dates", "publication year", "publication date", "published"}


def _contradicts(said: str, limit: SearchLimit) -> bool:
    """Whether what limited some results is against a limit of the whole search: ``not by year``, or years outside it."""
    field = limit.field.casefold()
    is_date = field in _DATES
    words = _DATES if is_date else {field, f"{field}s"}
    names_it = any(re.search(rf"\b{re.escape(word)}\b", said.casefold()) for word in words)
    if names_it and _NEGATED.search(said):
        return True
    if not is_date:
        return False
    years = [int(year) for year in _YEAR.findall(said)]
    first, last = (_YEAR.search(text) for text in (limit.since, limit.until))
    before = first and any(year < int(first[0]) for year in years)
    after = last and any(year > int(last[0]) for year in years)
    return bool(before or after)
