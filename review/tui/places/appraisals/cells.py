"""The cells of the grid of appraisals as text: signs of the levels, and what they say in words."""

from __future__ import annotations

from collections.abc import Sequence

from review.domain.theories.appraisal import Appraisal, Level
from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.domain.wording.quoted import quoted
from review.theory_map import Dimension
from review.tui.dialogs.appraisal.levels import SIGNS, UNJUDGED
from review.tui.places.appraisals.desk import Cell

MISSING = "○"
"""The sign of a record that is coded to a theory, but not appraised for it."""

BETWEEN = "/"
"""Between the levels of reviewers who differ."""

Signs = Sequence[tuple[str, Level | None]]
"""The signs of a cell, each with the level that colours it; None: no level."""


def signs_of(cell: Cell, dimensions: Sequence[Dimension]) -> Signs:
    """The levels by sign, one for each dimension; those of reviewers who differ are beside each other."""
    if cell.is_missing:
        return [(MISSING, None)]
    found: list[tuple[str, Level | None]] = []
    for number, levels in enumerate(_different(cell.appraisals, dimensions)):
        if number:
            found.append((BETWEEN, None))
        found += [(SIGNS[level] if level else UNJUDGED, level) for level in levels]
    return found


def _different(
    appraisals: Sequence[Appraisal], dimensions: Sequence[Dimension]
) -> list[tuple[Level | None, ...]]:
    """The levels of each reviewer, once if several gave the same."""
    of_each = [tuple(one.levels.get(dimension.id) for dimension in dimensions) for one in appraisals]
    return list(dict.fromkeys(of_each))


def in_full(cell: Cell, code: str, dimensions: Sequence[Dimension]) -> list[str]:
    """What a cell in the column of a theory says in words: how much is coded, then a line for each reviewer."""
    coded = f"{counted(cell.codings, 'passage')} coded" if cell.codings else "no passage coded"
    missing = ", not appraised yet" if cell.is_missing else ""
    passages = f", {counted(cell.of_passages, 'passage')} appraised" if cell.of_passages else ""
    return [f"{coded}{missing}{passages}", *(_by(one, code, dimensions) for one in cell.appraisals)]


def _by(one: Appraisal, code: str, dimensions: Sequence[Dimension]) -> str:
    levels = ", ".join(
        f"{dimension.name.lower()} {named(level)}"
        for dimension in dimensions
        if (level := one.levels.get(dimension.id))
    )
    because = f": {quoted(one.because[0])}" if one.because else ""
    narrower = f" for {one.target}" if one.target != code else ""
    return f"{one.reviewer}{narrower}: {levels}{because}"
