"""What the command palette offers of other places, in the words by which people look for it, also those of other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.tui.places.base import ReviewScreen

ELSEWHERE = (
    ("Duplicates", "In the Library: records of the same work", "library", "duplicates"),
    ("Flow of records, PRISMA diagram", "In Searches: its boxes, and whether it adds up", "searches", "flow"),
    ("Log a search", "In Searches", "searches", "new"),
    ("PRISMA-S items", "In Searches: what the report of a search needs", "searches", "prisma_s"),
    ("Likely left, when to stop", "In Accuracy", "model", ""),
    ("Evidence by theory, matrix of codes", "On the Theory map", "theory-map", ""),
    ("Verdicts on theories", "On the Theory map: V on a theory; at the Desk, too", "theory-map", ""),
    ("Look again at codings", "On the Theory map: L on a theory", "theory-map", ""),
    ("Where coders differ, coding comparison", "In Team", "team", "turn_to('coding')"),
    ("Agreement between reviewers, kappa", "In Team", "team", "turn_to('agreement')"),
    ("Report of the review", "In Exports", "exports", ""),
    ("Tables for Word and Excel", "In Exports: evidence, source types and others", "exports", ""),
    ("Configurations of contexts, mechanisms and outcomes", "Composed from passages", "configurations", ""),
    ("Write the findings", "At the Desk", "desk", ""),
)
"""A name, what it is, the place that has it, and what is done there (nothing: the place is only opened)."""

IN_OTHER_WORDS = (
    ("Codebook", "In Exports", "exports"),
    ("Pivot tables, counts of sources", "In Exports: source types by theory, matrix, synthesis", "exports"),
    (
        "Attributes, classifications, cases, tags",
        "Facets: T in the Library, F in Screening and the Reader",
        "library",
    ),
    ("Nodes and child nodes", "On the Theory map: a adds a theory, A a sub-theme", "theory-map"),
    ("Annotations", "Memos: M on a passage in the Reader, N on a record in the Library", "library"),
    ("Resolve conflicts", "In Team: s settles one", "team"),
    (
        "Blind on, off",
        "In Team: who has not decided never sees the others' decisions, where two decide",
        "team",
    ),
    ("Risk of bias, quality assessment", "Appraisals: g on the Theory map, a in the Library", "theory-map"),
    ("Irrelevant, not relevant", "In Screening: x excludes", "screening"),
    ("Data extraction", "Configurations; facets and codings in the Reader", "configurations"),
    ("Auto-code", "Suggestions in the Reader: Enter accepts, r rejects", "reader"),
    (
        "Text search query",
        "/ in the Library finds words in texts; Ctrl+G in codings, memos and prose",
        "library",
    ),
)
"""What other programs call something, what it is here, and the place that has it (docs/coming-from.md)."""


def elsewhere(screen: ReviewScreen) -> Iterator[tuple[str, str, Callable[[], None]]]:
    """What other places have: a name, what it is, and the call that goes there and does it."""
    for name, what, mode, action in ELSEWHERE:
        if mode != screen.MODE:
            yield name, what, partial(_go, screen, mode, action)
    for name, what, mode in IN_OTHER_WORDS:
        yield name, what, partial(_go, screen, mode, "")


def _go(screen: ReviewScreen, mode: str, action: str) -> None:
    app = screen.review_app
    app.action_go(mode)
    if action:
        # The place is asked when it is there.
        app.screen.call_after_refresh(app.screen.run_action, action)
