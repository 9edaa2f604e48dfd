"""The command search: log searches, and read the log."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from review.cli.command import Command, Result, acknowledged, verbs_of
from review.cli.searches.building import arguments, built
from review.domain import Selection
from review.domain.searches.prisma import PrismaItem
from review.domain.searches.search import Search
from review.domain.searches.wording import (
    dates_in_words,
    found_in_words,
    headline,
    limits_in_words,
    problem_in_words,
    results_in_words,
    source_in_words,
)
from review.domain.wording.counted import counted
from review.domain.wording.one_line import on_one_line
from review.domain.wording.unknown import folded
from review.errors import ReviewError
from review.project import Project
from review.views.searching.log import LoggedSearch, PrismaSItem, SearchesLogged, SearchList


def _arguments(parser: ArgumentParser) -> None:
    add_verb = verbs_of(parser)

    arguments(add_verb("add", "log a search, or change what is given of a logged one"))
    importing = add_verb("import", "log the searches of a YAML file, all or none")
    importing.add_argument("file", type=Path, metavar="FILE", help="a file of searches")
    listing = add_verb("list", "the log of searches, with what contradicts itself in it")
    listing.add_argument(
        "--prisma-s", action="store_true", help="the sixteen items of PRISMA-S, and what the log lacks"
    )
    tying = add_verb("tie", "say that a search found records, such as documents without a reference")
    tying.add_argument("search", metavar="ID", help="the search's id")
    tying.add_argument(
        "records", nargs="*", metavar="RECORD", help="the beginning of an id, a DOI, or a path in corpus/"
    )
    tying.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        help="all records that meet a condition (several: all of them), such as search=S2",
    )
    tying.add_argument(
        "--off", action="store_true", help="the search did not find them, even if their import said so"
    )
    removing = add_verb("remove", "remove a search from the log; its references stay")
    removing.add_argument("search", metavar="ID", help="the search's id")
    removing.add_argument("--because", required=True, metavar="T", help="why")


def _search(project: Project, options: Namespace) -> Result:
    return _VERBS[options.verb](project, options)


def _add(project: Project, options: Namespace) -> Result:
    known = {folded(one.id): one for one in project.searches.all()}.get(folded(options.search))
    done = project.searches.log(built(options, known))
    search = project.searches.find(options.search)
    is_new = known is None or known.event != done.event
    view = SearchesLogged(
        searches=_viewed(project, [search]),
        logged=(search.id,) if is_new else (),
        unchanged=() if is_new else (search.id,),
    )
    return Result(view, [done.message, *_problem_lines(project, search)])


def _import(project: Project, options: Namespace) -> Result:
    done = project.searches.import_file(options.file)
    of_file = {*done.logged, *done.unchanged}
    searches = [search for search in project.searches.all() if search.id in of_file]
    view = SearchesLogged(searches=_viewed(project, searches), logged=done.logged, unchanged=done.unchanged)
    lines = [
        line
        for search in searches
        for line in (f"{search.id}: {found_in_words(search)}", *_problem_lines(project, search))
    ]
    return Result(view, [*lines, *_import_lines(done.logged, done.unchanged)])


def _import_lines(logged: Sequence[str], unchanged: Sequence[str]) -> Iterator[str]:
    if unchanged:
        yield f"logged like this before: {', '.join(unchanged)}"
    yield f"{_searches(len(logged))} logged"


def _searches(count: int) -> str:
    return f"{counted(count, 'search', 'searches')}"


def _list(project: Project, options: Namespace) -> Result:
    searches = project.searches.all()
    items = project.searches.prisma_s()
    view = SearchList(
        searches=_viewed(project, searches),
        without_search=project.searches.imported().get("", 0),
        prisma_s=tuple(map(PrismaSItem.of, items)),
    )
    if options.prisma_s:
        return Result(view, list(_item_lines(items)))
    lines = [line for search in searches for line in _search_lines(project, search)]
    return Result(view, lines or ["No search is logged: `review search add` or `review search import`"])


def _remove(project: Project, options: Namespace) -> Result:
    done = project.searches.remove(options.search, options.because)
    return acknowledged(done.event, done.message)


def _tie(project: Project, options: Namespace) -> Result:
    records = [project.records.find(typed) for typed in options.records]
    if options.where:
        where = tuple(map(project.records.condition, options.where))
        keys = project.records.listing(Selection(where))
        records += [record.id for record, _ in project.records.whole(keys)]
    if not records:
        raise ReviewError("no record is named; give records, or --where with a condition that some meet")
    done = project.searches.tie(options.search, records, off=options.off)
    return acknowledged(done[-1].event, done[-1].message)


def _viewed(project: Project, searches: Iterable[Search]) -> tuple[LoggedSearch, ...]:
    imported = project.searches.imported()
    return tuple(
        LoggedSearch.of(search, imported.get(search.id, 0), project.searches.problems(search))
        for search in searches
    )


def _search_lines(project: Project, search: Search) -> Iterator[str]:
    """A search with its lines and problems."""
    yield headline(search)
    where = ", ".join(map(source_in_words, search.sources))
    said = (
        ("in", where),
        ("on", dates_in_words(search) if any(source.date for source in search.sources) else ""),
        ("limits:", limits_in_words(search)),
        ("adapted from", search.adapted_from),
        ("stopped because", search.stopped_because),
        ("note:", search.note),
    )
    yield from (f"    {name} {on_one_line(text)}" for name, text in said if text)
    found = {line.id: results_in_words(line) for line in search.lines}
    widest = max((len(line) for line in found), default=0)
    for line in search.lines:
        total = f" = {line.computed:,}" if len(line.results or ()) > 1 and line.computed is not None else ""
        stated = line.total_stated
        beside = f", {stated:,} stated" if stated is not None and stated != line.computed else ""
        yield f"    {line.id:<{widest}}  {found[line.id]}{total}{beside}: {on_one_line(line.string)}"
    count = project.searches.imported().get(search.id, 0)
    records = len({tie.record for tie in project.searches.ties() if tie.search == search.id})
    tied = counted(count, "reference") + (f" ({counted(records, 'record')})" if records != count else "")
    yield f"    {found_in_words(search)}; {tied} tied to it"
    if search.others:
        by = ", ".join(one.logged_by for one in search.others)
        yield f"    logged apart in another copy by {by}: `review search add {search.id}` settles what counts"
    yield from _problem_lines(project, search)


def _problem_lines(project: Project, search: Search) -> Iterator[str]:
    for problem in project.searches.problems(search):
        yield f"    ! {problem_in_words(problem)}"


def _item_lines(items: Sequence[PrismaItem]) -> Iterator[str]:
    """The items of PRISMA-S, ticked where the log answers them."""
    for item in items:
        said = "; ".join([*([", ".join(item.where)] if item.where else []), *item.missing])
        yield f"[{'x' if item.is_reported else ' '}] {item.number:>2}  {item.name}: {said}"
    yield f"{sum(item.is_reported for item in items)} of {len(items)} items are answered by the log"


_VERBS: dict[str, Callable[[Project, Namespace], Result]] = {
    "add": _add,
    "import": _import,
    "list": _list,
    "remove": _remove,
    "tie": _tie,
}

COMMANDS = (
    Command(
        "search",
        "log searches, and read their log",
        _search,
        _arguments,
        looks=lambda options: options.verb == "list",
    ),
)
