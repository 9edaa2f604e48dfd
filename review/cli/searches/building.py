"""A search from the options of a command: a new one, or a logged one with what is given of it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from msgspec.structs import replace

from review.domain.searches import typed
from review.domain.searches.checking import NO_LIMIT
from review.domain.searches.search import (
    Search,
    SearchKind,
    SearchLimit,
    SearchLine,
    SearchResult,
    SearchSource,
)
from review.domain.searches.wording import NOT_REPORTED
from review.domain.wording.unknown import folded
from review.errors import ReviewError

Part = TypeVar("Part")


def arguments(parser: ArgumentParser) -> None:
    """The options that describe a search."""
    parser.add_argument(
        "search", metavar="ID", help="its id, such as S1; of a logged one, what is given changes"
    )
    parser.add_argument("--component", metavar="T", help="what was searched for (a new search needs it)")
    parser.add_argument(
        "--kind",
        choices=[str(kind) for kind in SearchKind],
        help="how it finds records (a new search needs it)",
    )
    parser.add_argument("--round", type=int, metavar="N", help="the round of searching (default: 1)")
    parser.add_argument("--prompted-by", metavar="P", help="plan, a code, or 'gap: …'")
    for name, what in (("--source", "a database or organisation"), ("--register", "a register of studies")):
        parser.add_argument(
            name,
            action="append",
            metavar="NAME;PLATFORM;DATE",
            help=f"{what} that was searched; any part but the name may be left out",
        )
    parser.add_argument(
        "--limit",
        action="append",
        metavar="FIELD=VALUE",
        help=f"a limit of the whole search: year=2014.., year=2014..2017, language=English; or {NO_LIMIT}",
    )
    parser.add_argument("--filter", action="append", metavar="T", help="a published filter that was used")
    parser.add_argument(
        "--line",
        action="append",
        default=[],
        metavar="LINE=STRING",
        help="a search string: 4a='market* AND care'",
    )
    parser.add_argument(
        "--found",
        action="append",
        default=[],
        metavar="LINE=N",
        help="what a line found: 4a=533, 4a='533@HMIC:not by year' (source, limit), or 4a=not-reported; several add up",
    )
    parser.add_argument(
        "--total", action="append", default=[], metavar="LINE=N", help="a line's total as it was stated"
    )
    parser.add_argument(
        "--drop", action="append", default=[], metavar="LINE", help="a line that was logged by mistake"
    )
    parser.add_argument("--stated", metavar="N", help="the search's total as it was stated, or not-reported")
    parser.add_argument("--adapted-from", metavar="T", help="a search or a published strategy")
    parser.add_argument("--stopped-because", metavar="T", help="why the search stopped")
    parser.add_argument("--note", metavar="T", help="anything else")


def built(options: Namespace, known: Search | None) -> Search:
    """The search that the options describe; `known` is the one that is logged with this id.

    Raises:
        ReviewError: a new search lacks its component or kind, or an option cannot be read.
    """
    if known is None and not (options.component and options.kind):
        raise ReviewError(f"{options.search} is not logged yet; a new search needs --component and --kind")
    kind = SearchKind(options.kind) if options.kind else known.kind if known else SearchKind.DATABASE
    search = known.content if known else Search(options.search, "", kind)
    given = {
        "component": options.component,
        "round": options.round,
        "prompted_by": options.prompted_by,
        "adapted_from": options.adapted_from,
        "stopped_because": options.stopped_because,
        "note": options.note,
    }
    changes = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in given.items()
        if value is not None
    }
    if options.source is not None or options.register is not None:
        changes["sources"] = (
            *_sources(options.source or ()),
            *_sources(options.register or (), is_register=True),
        )
    if options.limit is not None:
        changes["limits"] = tuple(map(_limit, options.limit))
    if options.filter is not None:
        changes["filters"] = tuple(one.strip() for one in options.filter)
    if options.stated is not None:
        changes["total_stated"] = _number("--stated", options.stated)
    return replace(search, kind=kind, **changes, lines=_lines(search.lines, options))


def _sources(given: Iterable[str], *, is_register: bool = False) -> tuple[SearchSource, ...]:
    name = "--register" if is_register else "--source"
    return tuple(_read(f"{name} {one}", partial(typed.source, is_register=is_register), one) for one in given)


def _limit(given: str) -> SearchLimit:
    return _read(f"--limit {given}", typed.limit, given)


def _lines(known: Sequence[SearchLine], options: Namespace) -> tuple[SearchLine, ...]:
    """The lines of a search with what is given: strings, then what they found, then stated totals."""
    lines = {line.id: line for line in known}
    for one in options.drop:
        if lines.pop(one.strip(), None) is None:
            raise ReviewError(
                f"--drop {one}: there is no line {one}; the lines are {', '.join(lines) or 'none'}"
            )
    for one in options.line:
        line, string = _halves("--line", one, "4a='market* AND care'")
        lines[line] = replace(lines.get(line, SearchLine(line, "")), string=string)
    found: dict[str, list[SearchResult] | None] = {}
    for one in options.found:
        line, said = _halves("--found", one, "4a=533")
        if folded(said) == folded(NOT_REPORTED):
            found[line] = None
        else:
            results = found.setdefault(line, [])
            if results is None:
                raise ReviewError(
                    f"--found {one}: line {line} is not reported by another --found; give one of them"
                )
            results.append(_result(one, said))
    for line, results in found.items():
        if line not in lines:
            raise ReviewError(f"--found {line}=…: there is no line {line}; add it with --line {line}=STRING")
        lines[line] = replace(lines[line], results=None if results is None else tuple(results))
    for one in options.total:
        line, said = _halves("--total", one, "4a=730")
        if line not in lines:
            raise ReviewError(f"--total {one}: there is no line {line}; add it with --line {line}=STRING")
        lines[line] = replace(lines[line], total_stated=_number("--total", said))
    _refuse_empty(lines, options.line, found)
    return tuple(lines.values())


def _refuse_empty(lines: Mapping[str, SearchLine], given: Iterable[str], found: Collection[str]) -> None:
    """Refuse a line that was given without a string and without anything on what it found."""
    for one in given:
        line = _halves("--line", one, "")[0]
        if lines[line].is_empty and line not in found:
            raise ReviewError(f"--line {one}: give the string, or what it found with --found {line}=N")


def _result(option: str, said: str) -> SearchResult:
    return _read(f"--found {option}", typed.result, said)


def _number(option: str, said: str) -> int | None:
    return _read(option, typed.number, said)


def _read(option: str, read: Callable[[str], Part], said: str) -> Part:
    """What was typed, or why an option cannot be read."""
    try:
        return read(said)
    except ReviewError as error:
        raise ReviewError(f"{option}: {error}") from None


def _halves(option: str, given: str, example: str) -> tuple[str, str]:
    name, separator, value = given.partition("=")
    if not (separator and name.strip()):
        raise ReviewError(f"{option} {given}: write it as {example}")
    return name.strip(), value.strip()
