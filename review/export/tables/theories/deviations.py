"""``deviations``: what was changed after the plan was frozen, with reasons and what it touched."""

from __future__ import annotations

from review.domain.theories.theory_version import Deviation, DeviationKind, TheoryChange
from review.domain.wording.counted import counted
from review.domain.wording.moments import day_of
from review.export.material import ExportMaterial, day
from review.export.table import Cell, Column, ExportTable, Kind, Printed
from review.export.tables.theories.theory_changes import difference
from review.theory_map.parts import PROGRAMME

COLUMNS = (
    Column("date", "Date", Kind.DATE, 11),
    Column("what", "What", width=16),
    Column("before", "Before", width=60),
    Column("after", "After", width=60),
    Column("reason", "Reason", width=40),
    Column("decisions_touched", "Decisions touched", Kind.INTEGER, 10),
)
NOTE = (
    "Decisions touched are those made before the change: for a criterion those that named it, for a stage those at it, for the question"
    " all; for a theory the codings under it and its sub-themes, at a split, merge or move those under all codes concerned. Changes that were"
    " undone are left out."
)


def deviations(material: ExportMaterial) -> ExportTable:
    """One row per change since the plan was first frozen, oldest first."""
    plan = material.plan()
    when = ", ".join(f"{day_of(one.time)} (v{one.version})" for one in plan.frozen)
    frozen = f"Plan frozen on {when}." if when else "The plan was not frozen."
    return material.table(
        "deviations",
        "Deviations from the plan",
        f"{frozen} {counted(len(plan.deviations), 'change')} of question, criteria, stages and theories since the first freeze. {NOTE}",
        COLUMNS,
        tuple(_row(one, one.what) for one in plan.deviations),
        note=f"{frozen} {NOTE}",
        printed_as=Printed(COLUMNS, tuple(_row(one, _named(material, one)) for one in plan.deviations)),
    )


def _row(one: Deviation, what: str) -> tuple[Cell, ...]:
    before, after = one.before, one.after
    if one.kind is DeviationKind.THEORY:
        before, after = difference(TheoryChange(one.version, one.name, one.parts_before, one.parts_after))
    return day(one.version.time), what, before or None, after or None, one.version.reason or None, one.touched


def _named(material: ExportMaterial, one: Deviation) -> str:
    """What was changed: a stage by its name, a theory with the name that it had then."""
    if one.kind is DeviationKind.STAGE:
        return f"stage {material.stage_in_words(one.name)}"
    parts = one.parts_after or one.parts_before
    return f"{one.what} {parts.name}" if parts and one.name != PROGRAMME else one.what
