"""Searches of all kinds for the pictures: with contradictions, not reported, hostile, long, prompted by a theory or a gap."""

from __future__ import annotations

from review.domain.searches.search import (
    Search,
    SearchKind,
    SearchLimit,
    SearchLine,
    SearchResult,
    SearchSource,
)
from review.project import Project
from tests.tui.legibility.reviews import HOSTILE, LONG, WIDE

BOOLEAN = " OR ".join(
    f'("market* {number}" AND commission* NOT [bold]{number}[/bold])' for number in range(48)
)
"""A string of some 2,000 characters."""


def log(project: Project) -> None:
    """Log searches, and state boxes of the flow."""
    if project.read_only or project.searches.all():
        return
    first = next(iter(project.theory.map.codes)).id
    for search in searches(first):
        project.searches.log(search)
    project.flow.state("duplicates", "not-reported", f"removed in the reference manager {HOSTILE}")
    project.flow.state("identified_organisations", 23, LONG)


def searches(theory: str) -> list[Search]:
    """A plain one, one of lines that contradict themselves, one of hostile texts, and one of nothing but a total."""
    return [
        Search(
            "S1",
            "Local authority commissioning practice",
            SearchKind.DATABASE,
            prompted_by="plan",
            sources=(SearchSource("HMIC", "Ovid", "2017-04"), SearchSource("Medline", "Ovid", "2017-04")),
            limits=(SearchLimit("year", since="2014"), SearchLimit("language", value="English")),
            lines=(
                SearchLine("1", "commission* AND mental*", (SearchResult(69),)),
                SearchLine(
                    "4a",
                    BOOLEAN,
                    (SearchResult(533, "", "not by year"), SearchResult(100, "", "title"), SearchResult(97)),
                    731,
                ),
                SearchLine("7", "co-production AND commissioning"),
            ),
            stopped_because="the last three strings found nothing new",
        ),
        Search(
            "S2",
            LONG,
            SearchKind.ORGANISATION,
            round=2,
            prompted_by=theory,
            sources=(SearchSource("Ministry of Invented Care", date="2017-05-12"),),
            lines=(SearchLine("1", "", (SearchResult(22),)),),
            total_stated=23,
        ),
        Search(
            "S3",
            HOSTILE,
            SearchKind.CITATION_BACKWARD,
            round=3,
            prompted_by=f"gap: {WIDE}",
            sources=(SearchSource(HOSTILE, WIDE), SearchSource("ISRCTN", is_register=True)),
            limits=(SearchLimit("none"),),
            filters=(HOSTILE, LONG),
            lines=(SearchLine("1", HOSTILE, ()), SearchLine("2", WIDE * 20, (SearchResult(None, WIDE),))),
            adapted_from=LONG,
            note=f"{HOSTILE}\n{LONG}",
        ),
        Search("S4", "Handed over", SearchKind.HAND_OVER, total_stated=31),
    ]
