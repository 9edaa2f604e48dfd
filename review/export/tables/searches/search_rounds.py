"""``search-rounds``: what prompted each search, round by round, where it was made, and why it stopped."""

from __future__ import annotations

from review.domain.searches.search import Search
from review.domain.searches.wording import (
    NOT_REPORTED,
    dates_in_words,
    is_theory,
    limits_in_words,
    prompt_in_words,
    source_in_words,
)
from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.export.material import ExportMaterial
from review.export.table import Cell, Column, ExportTable, Kind, Printed
from review.export.words import BETWEEN, Names

COLUMNS = (
    Column("search", "Search", width=8),
    Column("component", "Component", width=30),
    Column("round", "Round", Kind.INTEGER, 6),
    Column("prompted_by", "Prompted by", width=24, names=Names.CODE),
    Column("kind", "Kind", width=18),
    Column("sources", "Sources", width=50),
    Column("dates", "Dates", width=20),
    Column("limits", "Limits", width=30),
    Column("stopped_because", "Stopped because", width=40),
)


def search_rounds(material: ExportMaterial) -> ExportTable:
    """One row per search, the rounds in their order."""
    searches = sorted(material.searches(), key=lambda search: search.round)
    rounds = len({search.round for search in searches})
    made = f"{counted(len(searches), 'search', 'searches')} in {counted(rounds, 'round')}"
    return material.table(
        "search-rounds",
        "Rounds of searching",
        f"{made}, the rounds in their order; what is empty is not reported.",
        COLUMNS,
        tuple(map(_row, searches)),
        printed_title=f"Searches by round ({made})",
        note="The rounds in their order.",
        printed_as=Printed(COLUMNS, tuple(_printed(material, search) for search in searches)),
    )


def _row(search: Search) -> tuple[Cell, ...]:
    return (
        search.id,
        search.component,
        search.round,
        search.prompted_by or None,
        search.kind.value,
        BETWEEN.join(map(source_in_words, search.sources)) or None,
        dates_in_words(search) if any(source.date for source in search.sources) else None,
        limits_in_words(search) or None,
        search.stopped_because or None,
    )


def _printed(material: ExportMaterial, search: Search) -> tuple[Cell, ...]:
    """The same in words; only what is not reported anywhere is left empty, so that its column can be left out."""
    identifier, component, number, _, _, sources, dates, limits, stopped = _row(search)
    prompted = (
        material.named(search.prompted_by) if is_theory(search.prompted_by) else prompt_in_words(search)
    )
    return (
        identifier,
        component,
        number,
        prompted or NOT_REPORTED,
        named(search.kind),
        sources or NOT_REPORTED,
        dates or NOT_REPORTED,
        limits or NOT_REPORTED,
        stopped or NOT_REPORTED,
    )
