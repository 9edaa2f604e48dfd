"""The items that PRISMA-S asks a review to report of its searches (Rethlefsen et al. 2021), answered from their log.

An item is reported where the log answers it; what the log cannot know is left to the author.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from review.domain.searches.duplicates import Duplicates
from review.domain.searches.prisma import PrismaItem
from review.domain.searches.search import Search, SearchKind
from review.domain.searches.wording import limits_in_words
from review.domain.wording.counted import counted

NO_DUPLICATES = Duplicates()
YOU_WRITE = "you write this in the report"
WITH_STRINGS = (SearchKind.DATABASE, SearchKind.ORGANISATION)
"""Kinds of searches that are made with strings, within limits, on a day."""
CITATIONS = (SearchKind.CITATION_BACKWARD, SearchKind.CITATION_FORWARD)
CONTACTS = (SearchKind.EXPERT, SearchKind.HAND_OVER)


def prisma_s(searches: Sequence[Search], duplicates: Duplicates = NO_DUPLICATES) -> tuple[PrismaItem, ...]:
    """The sixteen items; `duplicates` says how references that were found twice were removed."""
    log = _Log(searches, duplicates)
    return tuple(
        PrismaItem(number, name, asks, *map(tuple, answer(log)))
        for number, (name, asks, answer) in enumerate(_ITEMS, 1)
    )


Answer = tuple[Iterable[str], Iterable[str]]
"""What in the log answers an item, and what it lacks."""


class _Log:
    """The searches, by what items ask for."""

    def __init__(self, searches: Sequence[Search], duplicates: Duplicates) -> None:
        self.searches = searches
        self.duplicates = duplicates
        self.databases = self.of(SearchKind.DATABASE)
        self.kinds = {search.id: search.kind for search in searches}

    def of(self, *kinds: SearchKind) -> list[Search]:
        """The searches of some kinds."""
        return [search for search in self.searches if search.kind in kinds]


def _parted(searches: Iterable[Search], answers: Callable[[Search], bool], lacks: str, none: str) -> Answer:
    """Which searches answer an item, and which of them lack what it asks for; `none` if there are none."""
    listed = list(searches)
    where = [search.id for search in listed if answers(search)]
    lacking = [search.id for search in listed if not answers(search)]
    missing = [f"{lacks}: {', '.join(lacking)}"] if lacking else []
    return where, missing if listed else [none]


def _databases(log: _Log) -> Answer:
    sources = [
        (search, source) for search in log.databases for source in search.sources if not source.is_register
    ]
    where = dict.fromkeys(f"{source.name} ({source.platform})" for _, source in sources if source.platform)
    lacking = dict.fromkeys(source.name for _, source in sources if not source.platform)
    unnamed = [search.id for search in log.databases if not search.sources]
    missing = [f"no platform: {', '.join(lacking)}"] if lacking else []
    missing += [f"no database named: {', '.join(unnamed)}"] if unnamed else []
    return where, missing or ([] if where else ["no search of a database is logged"])


def _at_once(log: _Log) -> Answer:
    by_platform: dict[tuple[str, str], list[str]] = {}
    for search in log.databases:
        for source in search.sources:
            if source.platform:
                by_platform.setdefault((search.id, source.platform), []).append(source.name)
    where = [
        f"{platform}: {', '.join(names)}" for (_, platform), names in by_platform.items() if len(names) > 1
    ]
    return where, [] if where else [f"no databases searched together on one platform are logged; {YOU_WRITE}"]


def _registers(log: _Log) -> Answer:
    where = dict.fromkeys(one.name for search in log.searches for one in search.sources if one.is_register)
    return where, [] if where else [f"no study register is logged; if none was searched, {YOU_WRITE}"]


def _kinds(*kinds: SearchKind, called: str) -> Callable[[_Log], Answer]:
    """An item that any search of some kinds answers."""

    def answer(log: _Log) -> Answer:
        where = [search.id for search in log.of(*kinds)]
        return where, [] if where else [f"no {called} is logged; if there was none, {YOU_WRITE}"]

    return answer


def _strategies(log: _Log) -> Answer:
    def is_full(search: Search) -> bool:
        return bool(search.lines) and all(line.string for line in search.lines)

    return _parted(
        log.of(*WITH_STRINGS),
        is_full,
        "not every string is logged",
        "no search of a database or organisation is logged",
    )


def _limits(log: _Log) -> Answer:
    return _parted(
        log.of(*WITH_STRINGS),
        lambda search: bool(limits_in_words(search)),
        "no limit is logged, nor that there was none",
        "no search of a database or organisation is logged",
    )


def _any(answers: Callable[[_Log, Search], bool], none: str) -> Callable[[_Log], Answer]:
    """An item that one search is enough for."""

    def answer(log: _Log) -> Answer:
        where = [search.id for search in log.searches if answers(log, search)]
        return where, [] if where else [f"{none}; if there was none, {YOU_WRITE}"]

    return answer


def _dates(log: _Log) -> Answer:
    return _parted(
        log.of(*WITH_STRINGS),
        lambda search: bool(search.sources) and all(source.date for source in search.sources),
        "not every source has a date",
        "no search of a database or organisation is logged",
    )


def _totals(log: _Log) -> Answer:
    return _parted(
        log.searches,
        lambda search: (
            search.total_stated is not None or (search.computed is not None and not search.unreported)
        ),
        "the total is not reported in full",
        "no search is logged",
    )


def _deduplication(log: _Log) -> Answer:
    recognised, merged = log.duplicates.recognised, log.duplicates.merged
    found = [f"{counted(recognised, 'reference')} known when imported"] if recognised else []
    found += [f"{counted(merged, 'record')} merged, in this program"] if merged else []
    return found, [] if found else [f"no duplicates were removed in this program; {YOU_WRITE}"]


def _peer_review(log: _Log) -> Answer:
    del log  # a log of searches does not know who looked at them
    return [], [YOU_WRITE]


_ITEMS: Sequence[tuple[str, str, Callable[[_Log], Answer]]] = (
    ("Databases", "each database, with its platform", _databases),
    ("Databases searched together", "which were searched at once on one platform", _at_once),
    ("Study registers", "each register that was searched", _registers),
    (
        "Websites and browsing",
        "websites of organisations and other sources that were looked through, and how",
        _kinds(SearchKind.ORGANISATION, called="search of an organisation"),
    ),
    (
        "Citation searching",
        "whether cited and citing references were followed, and how",
        _kinds(*CITATIONS, called="citation search"),
    ),
    (
        "Contacts",
        "whether authors, experts or others were asked",
        _kinds(*CONTACTS, called="contact with experts or others"),
    ),
    ("Other methods", "any other way of finding sources", _kinds(SearchKind.CHANCE, called="other method")),
    ("Full strategies", "the string of each database, as it was run", _strategies),
    ("Limits", "the limits of each search, and why; or that there were none", _limits),
    (
        "Filters",
        "published filters that were used, with their source",
        _any(lambda _log, search: bool(search.filters), "no published filter is logged"),
    ),
    (
        "Earlier work",
        "strategies of other reviews that were adapted",
        _any(
            lambda log, search: bool(search.adapted_from) and search.adapted_from not in log.kinds,
            "no strategy of another review is logged",
        ),
    ),
    (
        "Updates",
        "how searches were run again later",
        _any(
            lambda log, search: search.round > 1 and log.kinds.get(search.adapted_from) is search.kind,
            "no search is logged as an earlier one that was run again, adapted from it in a later round",
        ),
    ),
    ("Dates", "when each source was last searched", _dates),
    ("Peer review", "who reviewed the strategies", _peer_review),
    ("Total records", "how many each source gave", _totals),
    ("Deduplication", "how records found twice were removed", _deduplication),
)
