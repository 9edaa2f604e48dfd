"""``excluded``: the records that were excluded, by stage, with the criteria that decided."""

from __future__ import annotations

from collections.abc import Sequence

from review.domain import DecisionKind, Outcome, Role
from review.domain.wording.counted import are, counted
from review.export.material import ExportMaterial
from review.export.table import Cell, Column, ExportTable
from review.export.unconfirmed import marked, note_on
from review.export.words import BETWEEN, Names

COLUMNS = (
    Column("citation", "Document", width=26),
    Column("title", "Title", width=60),
    Column("stage", "Stage", width=16, names=Names.STAGE),
    Column("criterion", "Criterion", width=10, names=Names.CRITERION),
    Column("criterion_text", "Criterion in words", width=50, printed=False),
    Column("reviewer", "Excluded by", width=18),
    Column("note", "Note", width=40),
    Column("not_retrieved", "Not retrieved", width=10, printed=False),
)


def excluded(material: ExportMaterial) -> ExportTable:
    """One row per record and stage with the outcome exclude: the last stage first, sources as in a reference list.

    The outcome counts, also where a disagreement was settled. Records are left out as long as the decisions on them may not be
    seen.
    """
    found = _excluded_at(material)
    records, stages = ({pair[place] for pair in found} for place in (0, 1))
    unseen = [one.record for one in material.flow().unseen if (one.record, one.stage) in found]
    more = (
        f" The flow counts {counted(len(unseen), 'record')} of these as not retrieved: {_cited(material, unseen)}."
        if unseen
        else ""
    )
    caption = f"{counted(len(records), 'record')} excluded at {counted(len(stages), 'stage')}, the last stage first."
    title = f"Excluded documents, with the criteria that decided (n = {len(records)})"
    return _table(material, found, caption, title, more)


def excluded_at_assessment(material: ExportMaterial) -> ExportTable:
    """The reports that the flow counts as excluded: after the first stage, where there are several.

    PRISMA asks for these one by one, and for those excluded on title and abstract by number.
    """
    first, *later = [stage.id for stage in material.theory_map.stages]
    unseen = [one for one in material.flow().unseen if one.outcome is Outcome.EXCLUDE]
    not_counted = {(one.record, one.stage) for one in unseen}
    found = [
        pair
        for pair in _excluded_at(material)
        if pair[1] == _last_stage(material, pair[0], [first, *later]) and (pair[1] != first or not later)
        if material.record_of[pair[0]].role is Role.EVIDENCE and pair not in not_counted
    ]
    cited = _cited(material, [one.record for one in unseen])
    more = (
        f" Excluded as well, but counted as not retrieved: {cited}, because the documents could not be obtained."
        if unseen
        else ""
    )
    caption = f"{counted(len(found), 'report')} excluded at assessment."
    title = f"Reports excluded at assessment, with the criteria that decided (n = {len(found)})"
    return _table(material, found, caption, title, more)


def _last_stage(material: ExportMaterial, record: str, stages: Sequence[str]) -> str:
    """The last stage at which a record has an outcome."""
    return next(
        (
            stage
            for stage in reversed(stages)
            if material.outcomes.get((record, stage), Outcome.NONE) != Outcome.NONE
        ),
        "",
    )


def _cited(material: ExportMaterial, records: Sequence[str]) -> str:
    known = [material.record_of[record] for record in records if record in material.record_of]
    return "; ".join(one.author_year for one in sorted(known, key=material.place_of))


def _excluded_at(material: ExportMaterial) -> Sequence[tuple[str, str]]:
    """Records and stages with the outcome exclude: the last stage first, sources as in a reference list."""
    order = {stage.id: -place for place, stage in enumerate(material.theory_map.stages)}
    return sorted(
        (
            pair
            for pair, outcome in material.outcomes.items()
            if outcome == Outcome.EXCLUDE and pair[0] in material.record_of
        ),
        key=lambda pair: (order.get(pair[1], 1), pair[1], material.place_of(material.record_of[pair[0]])),
    )


def _table(
    material: ExportMaterial, excluded_at: Sequence[tuple[str, str]], caption: str, title: str, more: str
) -> ExportTable:
    made = [(material.record_of[pair[0]], _row(material, *pair)) for pair in excluded_at]
    rows = tuple(row for _, row in made if row)
    shown = [record for record, row in made if row]
    hidden = len(excluded_at) - len(rows)
    note = "What counts is the outcome of all decisions at the stage, or what settled a disagreement."
    if reworded := _reworded(material, excluded_at):
        note += f" The text of {', '.join(reworded)} was changed after decisions that name it; it is given as it is now."
    if hidden:
        note += (
            f" {counted(hidden, 'record')} with decisions that you may not see yet {are(hidden)} left out."
        )
    note += more
    return material.table(
        "excluded",
        "Excluded records",
        f"{caption} {note}",
        COLUMNS,
        rows,
        printed_title=title,
        note=note + note_on(shown),
    ).printed_with("citation", [marked(record) for record in shown])


def _reworded(material: ExportMaterial, excluded_at: Sequence[tuple[str, str]]) -> Sequence[str]:
    """The criteria whose text was changed after a decision that names them and counts here."""
    made: dict[str, str] = {}
    for pair in excluded_at:
        for decision in material.decisions_on.get(pair, ()):
            made |= {one: min(made.get(one, decision.time), decision.time) for one in decision.criteria}
    changed = {
        rule.path.split(".")[2]: change.version.time
        for change in material.theory_work().changes
        for rule in change.rules
        if rule.path.startswith("criteria.") and rule.path.endswith(".text")
    }
    return [one for one, time in changed.items() if one in made and made[one] < time]


def _row(material: ExportMaterial, record_id: str, stage: str) -> tuple[Cell, ...] | None:
    """A record excluded at a stage, or None if no decision on it may be seen."""
    decided = [
        decision
        for decision in material.decisions_on.get((record_id, stage), ())
        if decision.decision is DecisionKind.EXCLUDE
    ]
    settled = material.settlements.get((record_id, stage))
    if not (decided or settled):
        return None
    criteria = settled.criteria if settled else ()
    criteria = criteria or tuple(dict.fromkeys(one for decision in decided for one in decision.criteria))
    record = material.record_of[record_id]
    texts = {one.id: one.text for one in material.theory_map.criteria}
    reviewers = [settled.reviewer] if settled else [decision.reviewer for decision in decided]
    notes = [settled.reason] if settled else [decision.note for decision in decided if decision.note]
    return (
        record.author_year,
        record.title,
        stage,
        BETWEEN.join(criteria) or None,
        BETWEEN.join(texts[one] for one in criteria if one in texts) or None,
        BETWEEN.join(reviewers),
        "\n".join(dict.fromkeys(notes)) or None,
        "yes"
        if any((one.record, one.stage) == (record_id, stage) for one in material.flow().unseen)
        else None,
    )
