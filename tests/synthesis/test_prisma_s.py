"""PRISMA-S: an item is ticked where the log answers it in full, and never for what the log cannot know."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from review.domain.searches.duplicates import Duplicates
from review.domain.searches.prisma import PrismaItem
from review.domain.searches.search import (
    Search,
    SearchKind,
    SearchLimit,
    SearchLine,
    SearchResult,
    SearchSource,
)
from review.synthesis.prisma_s import NO_DUPLICATES, prisma_s

OVID = (SearchSource("HMIC", "Ovid", "2017-04"), SearchSource("Medline", "Ovid", "2017-04"))
LINES = (SearchLine("1", "market* AND care", (SearchResult(12),)),)
FULL = Search(
    *("S1", "Care markets", SearchKind.DATABASE),
    sources=OVID,
    limits=(SearchLimit("year", "2014"),),
    lines=LINES,
)


def item(number: int, *searches: Search, duplicates: Duplicates = NO_DUPLICATES) -> PrismaItem:
    return prisma_s(searches, duplicates)[number - 1]


def test_an_empty_log_answers_nothing_and_every_item_says_what_is_missing() -> None:
    items = prisma_s(())
    assert [one.number for one in items] == list(range(1, 17))
    assert not any(one.is_reported for one in items)
    assert all(one.missing and one.name and one.asks for one in items)


@pytest.mark.parametrize(
    ("number", "search", "where"),
    [
        (1, FULL, ("HMIC (Ovid)", "Medline (Ovid)")),
        (2, FULL, ("Ovid: HMIC, Medline",)),
        (3, replace(FULL, sources=(SearchSource("ISRCTN", is_register=True),)), ("ISRCTN",)),
        (4, replace(FULL, kind=SearchKind.ORGANISATION), ("S1",)),
        (5, replace(FULL, kind=SearchKind.CITATION_BACKWARD), ("S1",)),
        (5, replace(FULL, kind=SearchKind.CITATION_FORWARD), ("S1",)),
        (6, replace(FULL, kind=SearchKind.EXPERT), ("S1",)),
        (6, replace(FULL, kind=SearchKind.HAND_OVER), ("S1",)),
        (7, replace(FULL, kind=SearchKind.CHANCE), ("S1",)),
        (8, FULL, ("S1",)),
        (9, FULL, ("S1",)),
        (9, replace(FULL, limits=(SearchLimit("none"),)), ("S1",)),
        (10, replace(FULL, filters=("a filter",)), ("S1",)),
        (11, replace(FULL, adapted_from="Needham et al. 2015"), ("S1",)),
        (13, FULL, ("S1",)),
        (15, FULL, ("S1",)),
        (15, replace(FULL, lines=(), total_stated=31), ("S1",)),
        (15, replace(FULL, lines=(SearchLine("1", "a"),), total_stated=31), ("S1",)),
    ],
)
def test_the_log_answers_an_item(number: int, search: Search, where: tuple[str, ...]) -> None:
    found = item(number, search)
    assert (found.where, found.missing, found.is_reported) == (where, (), True)


@pytest.mark.parametrize(
    ("number", "search", "missing"),
    [
        (1, replace(FULL, sources=(SearchSource("HMIC"),)), "no platform: HMIC"),
        (1, replace(FULL, sources=()), "no database named: S1"),
        (2, replace(FULL, sources=OVID[:1]), "no databases searched together on one platform are logged"),
        (8, replace(FULL, lines=(SearchLine("1", ""),)), "not every string is logged: S1"),
        (8, replace(FULL, lines=()), "not every string is logged: S1"),
        (9, replace(FULL, limits=()), "no limit is logged, nor that there was none: S1"),
        (11, replace(FULL, adapted_from="S1"), "no strategy of another review is logged"),
        (
            12,
            FULL,
            "no search is logged as an earlier one that was run again, adapted from it in a later round",
        ),
        (13, replace(FULL, sources=(SearchSource("HMIC"),)), "not every source has a date: S1"),
        (15, replace(FULL, lines=(*LINES, SearchLine("2", "b"))), "the total is not reported in full: S1"),
        (14, FULL, "you write this in the report"),
    ],
)
def test_an_item_says_what_the_log_lacks(number: int, search: Search, missing: str) -> None:
    found = item(number, search)
    assert not found.is_reported
    assert found.missing[0].startswith(missing)


def test_a_later_round_of_a_logged_search_is_an_update() -> None:
    again = replace(FULL, id="S2", round=2, adapted_from="S1")
    assert item(12, FULL, again).where == ("S2",)
    assert item(11, FULL, again).where == ()
    of_citations = replace(again, kind=SearchKind.CITATION_BACKWARD)
    assert item(12, FULL, of_citations).where == ()


def test_one_search_that_lacks_something_leaves_an_item_open_and_both_are_named() -> None:
    found = item(13, FULL, replace(FULL, id="S2", sources=()))
    assert (found.where, found.missing) == (("S1",), ("not every source has a date: S2",))
    assert not found.is_reported


def test_duplicates_are_reported_where_they_were_removed_here() -> None:
    assert item(16, FULL, duplicates=Duplicates(80, 12)).where == (
        "80 references known when imported",
        "12 records merged, in this program",
    )
    assert item(16, FULL, duplicates=Duplicates(80, 0)).missing == ()
    assert item(16, FULL).missing


def test_limits_and_strings_are_asked_of_every_search_that_is_made_with_strings() -> None:
    website = replace(FULL, id="S2", kind=SearchKind.ORGANISATION, limits=(), lines=())
    items = {item.number: item for item in prisma_s([FULL, website])}
    assert items[8].missing == ("not every string is logged: S2",)
    assert items[9].missing == ("no limit is logged, nor that there was none: S2",)
