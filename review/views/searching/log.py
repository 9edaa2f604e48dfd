"""Answers about searches: search add, import, list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from review.domain.searches.prisma import PrismaItem
from review.domain.searches.search import (
    Search,
    SearchKind,
    SearchLimit,
    SearchLine,
    SearchProblem,
    SearchResult,
    SearchSource,
)
from review.domain.wording.meaning import meaning
from review.views.view import EventId, Reviewer, Time, View

SearchId = Annotated[str, meaning("id of the search: `S1`")]
Stated = Annotated[int | None, meaning("the total as it was given beside the results; null if none was")]


class SearchedSource(View, frozen=True, kw_only=True):
    """A database, register or organisation that was searched."""

    name: Annotated[str, meaning("the database, register or organisation")]
    platform: Annotated[str, meaning("such as `Ovid`; empty if not reported")]
    date: Annotated[str, meaning("day, month or year; empty if not reported")]
    register: Annotated[bool, meaning("whether it is a register of studies")]

    @classmethod
    def of(cls, source: SearchSource) -> SearchedSource:
        """The view of a source."""
        return cls(name=source.name, platform=source.platform, date=source.date, register=source.is_register)


class LimitOfSearch(View, frozen=True, kw_only=True, rename={"since": "from", "until": "to"}):
    """A limit of a whole search."""

    field: Annotated[str, meaning("what it is about: `year`, `language` …; `none`: the search had no limit")]
    since: Annotated[str, meaning("may be empty")]
    until: Annotated[str, meaning("may be empty")]
    value: Annotated[str, meaning("in words; may be empty")]

    @classmethod
    def of(cls, limit: SearchLimit) -> LimitOfSearch:
        """The view of a limit."""
        return cls(field=limit.field, since=limit.since, until=limit.until, value=limit.value)


class ResultOfSearch(View, frozen=True, kw_only=True):
    """A number of records found."""

    n: Annotated[int | None, meaning("null if it is not reported")]
    source: Annotated[str, meaning("the source that it is of; empty: of all")]
    limit: Annotated[str, meaning("under which limit; may be empty")]

    @classmethod
    def of(cls, result: SearchResult) -> ResultOfSearch:
        """The view of a result."""
        return cls(n=result.n, source=result.source, limit=result.limit)


class LineOfSearch(View, frozen=True, kw_only=True):
    """A search string and what it found."""

    id: Annotated[str, meaning("its number, with a variant's letter: `4a`")]
    string: Annotated[str, meaning("the string as it was entered")]
    results: Annotated[tuple[ResultOfSearch, ...] | None, meaning("null if they are not reported")]
    computed: Annotated[int | None, meaning("sum of the results that are reported; null if none is")]
    stated: Stated

    @classmethod
    def of(cls, line: SearchLine) -> LineOfSearch:
        """The view of a line."""
        results = None if line.results is None else tuple(map(ResultOfSearch.of, line.results))
        return cls(
            id=line.id, string=line.string, results=results, computed=line.computed, stated=line.total_stated
        )


class ProblemOfSearch(View, frozen=True, kw_only=True):
    """A contradiction within a search."""

    line: Annotated[str, meaning("id of the line; empty: the search as a whole")]
    rule: Annotated[str, meaning("what does not hold")]
    left: Annotated[str | int | None, meaning("the rule's left side, as it was stated")]
    right: Annotated[str | int | None, meaning("its right side")]

    @classmethod
    def of(cls, problem: SearchProblem) -> ProblemOfSearch:
        """The view of a problem."""
        return cls(line=problem.line, rule=problem.rule, left=problem.left, right=problem.right)


class LoggedSearch(View, frozen=True, kw_only=True):
    """A search as it was logged."""

    search: SearchId
    component: Annotated[str, meaning("which part of the search strategy it is")]
    round: Annotated[int, meaning("round of searching, from 1")]
    prompted_by: Annotated[str, meaning("`plan`, a code, or `gap: …`; empty if not reported")]
    kind: SearchKind
    sources: tuple[SearchedSource, ...]
    limits: tuple[LimitOfSearch, ...]
    filters: Annotated[tuple[str, ...], meaning("filters, such as a published one for a study design")]
    lines: tuple[LineOfSearch, ...]
    computed: Annotated[int | None, meaning("sum of what is reported; null if nothing is")]
    stated: Stated
    unreported: Annotated[int, meaning("number of lines without a number")]
    imported: Annotated[int, meaning("number of references and documents that are tied to it")]
    problems: Annotated[tuple[ProblemOfSearch, ...], meaning("contradictions between what is stated")]
    adapted_from: Annotated[str, meaning("a search or a published strategy; may be empty")]
    stopped_because: Annotated[str, meaning("why the search stopped; may be empty")]
    note: Annotated[str, meaning("what else is to be said of it")]
    apart: Annotated[
        int,
        meaning("how many other wordings there are, logged in other copies; `review search add` settles it"),
    ]
    event: EventId
    logged_by: Reviewer
    time: Time

    @classmethod
    def of(cls, search: Search, imported: int, problems: Iterable[SearchProblem]) -> LoggedSearch:
        """The view of a search, of which so many references were imported."""
        return cls(
            search=search.id,
            component=search.component,
            round=search.round,
            prompted_by=search.prompted_by,
            kind=search.kind,
            sources=tuple(map(SearchedSource.of, search.sources)),
            limits=tuple(map(LimitOfSearch.of, search.limits)),
            filters=search.filters,
            lines=tuple(map(LineOfSearch.of, search.lines)),
            computed=search.computed,
            stated=search.total_stated,
            unreported=search.unreported,
            imported=imported,
            problems=tuple(map(ProblemOfSearch.of, problems)),
            adapted_from=search.adapted_from,
            stopped_because=search.stopped_because,
            note=search.note,
            apart=len(search.others),
            event=search.event,
            logged_by=search.logged_by,
            time=search.time,
        )


class PrismaSItem(View, frozen=True, kw_only=True):
    """An item of PRISMA-S."""

    number: Annotated[int, meaning("from 1 to 16")]
    name: Annotated[str, meaning("the item's name in PRISMA-S")]
    asks: Annotated[str, meaning("what it asks for")]
    reported: Annotated[bool, meaning("whether the log answers it in full")]
    where: Annotated[tuple[str, ...], meaning("searches or sources that answer it")]
    missing: Annotated[tuple[str, ...], meaning("what the log lacks, in words")]

    @classmethod
    def of(cls, item: PrismaItem) -> PrismaSItem:
        """The view of an item."""
        return cls(
            number=item.number,
            name=item.name,
            asks=item.asks,
            reported=item.is_reported,
            where=item.where,
            missing=item.missing,
        )


class SearchList(View, frozen=True, kw_only=True):
    """The log of searches."""

    searches: tuple[LoggedSearch, ...]
    without_search: Annotated[int, meaning("number of references that are tied to no search")]
    prisma_s: Annotated[
        tuple[PrismaSItem, ...], meaning("the sixteen items of PRISMA-S, answered from the log")
    ]


class SearchesLogged(View, frozen=True, kw_only=True):
    """Searches that were logged, as they are now."""

    searches: tuple[LoggedSearch, ...]
    logged: Annotated[tuple[str, ...], meaning("ids of those that are new or worded again")]
    unchanged: Annotated[tuple[str, ...], meaning("ids of those that were logged like this before")]
