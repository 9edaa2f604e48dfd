"""``search-log``: every search string as it was run, what it found, and where that contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from review.domain.searches.search import Search, SearchLine, SearchProblem
from review.domain.searches.wording import (
    NOT_REPORTED,
    found_in_words,
    limits_in_words,
    problem_in_words,
    results_in_words,
    source_in_words,
)
from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.export.material import ExportMaterial
from review.export.table import Cell, Column, ExportTable, Kind, Printed
from review.export.words import BETWEEN

COLUMNS = (
    Column("search", "Search", width=8),
    Column("component", "Component", width=30),
    Column("round", "Round", Kind.INTEGER, 6),
    Column("line", "Line", width=6),
    Column("string", "Search string", width=70),
    Column("results", "Results", width=30),
    Column("total_computed", "Computed", Kind.INTEGER, 10),
    Column("total_stated", "Stated", Kind.INTEGER, 10),
    Column("note", "Note", width=50),
)
PRINTED = tuple(column for column in COLUMNS if column.key not in {"component", "round"})
TOTAL = "total"
"""The line of a search's last row, which has what its lines come to."""

NOTE = (
    "Computed is the sum of the results that are reported, stated the total that was given with them; where they differ, both stand as they"
    " are. Nothing is calculated from what is not reported."
)


def search_log(material: ExportMaterial) -> ExportTable:
    """One row per search string in the order of the log, after those of a search one with its totals."""
    searches = material.searches()
    problems = {search.id: material.search_problems(search) for search in searches}
    found = sum(len(those) for those in problems.values())
    differences = (
        f" In {counted(found, 'place')} numbers or limits do not agree: the column Note says how."
        if found
        else ""
    )
    lines = sum(len(search.lines) for search in searches)
    return material.table(
        "search-log",
        "Search log",
        f"{counted(lines, 'search string')} of {counted(len(searches), 'search', 'searches')}; after those of each search"
        f" a row with its totals.{differences} {NOTE}",
        COLUMNS,
        tuple(row for search in searches for row in _rows(search, problems[search.id])),
        printed_title=f"Search strings and what they found ({counted(len(searches), 'search', 'searches')})",
        note=f"In the first row of each search: its component, sources and limits, and the totals of its lines.{differences} {NOTE}",
        printed_as=Printed(
            PRINTED, tuple(row for search in searches for row in _printed(search, problems[search.id]))
        ),
    )


def _rows(search: Search, problems: Sequence[SearchProblem]) -> Iterator[tuple[Cell, ...]]:
    of = (search.id, search.component, search.round)
    for line in search.lines:
        yield *of, *_line(line, problems)
    note = _joined([*_said(problems, ""), *_unreported(search), search.note])
    found = None if search.lines or search.total_stated is not None else NOT_REPORTED
    yield *of, TOTAL, None, found, search.computed, search.total_stated, note


def _printed(search: Search, problems: Sequence[SearchProblem]) -> Iterator[tuple[Cell, ...]]:
    """A row for the search, then one for each of its strings."""
    where = ", ".join(map(source_in_words, search.sources))
    about = BETWEEN.join(filter(None, [named(search.kind), where, limits_in_words(search)]))
    note = _joined([*_said(problems, ""), search.note])
    found = _joined(_unreported(search)) or (None if search.lines else found_in_words(search))
    yield search.id, None, f"{search.component} ({about})", found, search.computed, search.total_stated, note
    for line in search.lines:
        yield None, *_line(line, problems)


def _line(line: SearchLine, problems: Sequence[SearchProblem]) -> tuple[Cell, ...]:
    return (
        line.id,
        line.string or NOT_REPORTED,
        results_in_words(line),
        line.computed,
        line.total_stated,
        _joined(_said(problems, line.id)),
    )


def _said(problems: Sequence[SearchProblem], line: str) -> Iterator[str]:
    """What contradicts itself at a line, or in the search as a whole."""
    return (problem_in_words(one, with_line=False) for one in problems if one.line == line)


def _unreported(search: Search) -> Iterator[str]:
    if search.unreported:
        yield f"{search.unreported:,} of {counted(len(search.lines), 'line')} {NOT_REPORTED}"


def _joined(parts: Sequence[str] | Iterator[str]) -> str | None:
    return BETWEEN.join(filter(None, parts)) or None
