"""``decisions``: all reviewers' decisions on records, by stage."""

from __future__ import annotations

from review.domain import Decision
from review.domain.wording.counted import counted
from review.export.material import ExportMaterial, day
from review.export.table import Cell, Column, ExportTable, Kind, Printed
from review.export.words import Names

COLUMNS = (
    Column("record", "Record", width=14, printed=False),
    Column("author_year", "Source", width=22),
    Column("year", "Year", Kind.INTEGER, 6, printed=False),
    Column("title", "Title", width=50),
    Column("stage", "Stage", width=14),
    Column("reviewer", "Reviewer", width=14),
    Column("decision", "Decision", width=10),
    Column("criteria", "Criteria", width=12),
    Column("overrides", "Overrides", width=30),
    Column("note", "Note", width=30),
    Column("time", "Time (UTC)", width=21),
    Column("outcome", "Outcome", width=10),
    Column("event", "Event", width=14, printed=False),
    Column("settled", "Settled", width=10),
    Column("settled_by", "Settled by", width=14),
    Column("settled_reason", "Why settled", width=30),
    Column("settled_criteria", "Criteria of the settlement", width=12, printed=False),
    Column("parked_for", "Parked for", width=12, printed=False),
)

PRINTED = (
    Column("author_year", "Document"),
    Column("title", "Title"),
    Column("stage", "Stage"),
    Column("reviewer", "Reviewer"),
    Column("decision", "Decision"),
    Column("criteria", "Criteria"),
    Column("overrides", "Overridden criteria"),
    Column("note", "Note"),
    Column("date", "Date", Kind.DATE),
    Column("outcome", "Outcome"),
    Column("settled", "Settled"),
)


def decisions(material: ExportMaterial) -> ExportTable:
    """One row per record, stage and reviewer: the reviewer's current decision and the combined `outcome`."""
    order = {stage.id: place for place, stage in enumerate(material.theory_map.stages)}

    def place(decision: Decision) -> tuple[object, ...]:
        record = material.place_of(material.record_of[decision.record])
        return order.get(decision.stage, len(order)), decision.stage, record, decision.reviewer

    ordered = sorted(material.decisions, key=place)
    records = len({decision.record for decision in material.decisions})
    return material.table(
        "decisions",
        "Decisions",
        f"{counted(len(material.decisions), 'decision')} on {counted(records, 'record')}, one row per record, stage and reviewer. criteria"
        " are the deciding ones; overrides are the exclusion criteria that were overridden, with the reason; outcome is"
        " the combined result of all decisions on the record at the stage; settled is the decision that counts where reviewers"
        " disagreed, with who settled it and why; parked_for are the theories that a parked record waits for.",
        COLUMNS,
        tuple(_row(material, decision) for decision in ordered),
        printed_title="Decisions on each document",
        note="The outcome is that of all decisions on the document at the stage, or what settled a disagreement. An overridden criterion is"
        " an exclusion criterion that did not decide, with the reason.",
        printed_as=Printed(PRINTED, tuple(_in_words(material, decision) for decision in ordered)),
    )


def _in_words(material: ExportMaterial, decision: Decision) -> tuple[Cell, ...]:
    """A decision as it is printed: criteria with their texts, the settlement in one cell."""
    record = material.record_of[decision.record]
    settled = material.settlements.get((decision.record, decision.stage))
    outcomes = material.words[Names.OUTCOME]
    outcome = material.outcome(record.id, decision.stage)
    overrides = sorted(decision.overrides.items())
    return (
        record.author_year,
        record.title,
        material.stage_in_words(decision.stage),
        decision.reviewer,
        " for ".join(
            filter(None, (decision.decision.value, ", ".join(map(material.named, decision.theories))))
        ),
        material.criteria_in_words(decision.criteria) or None,
        "\n".join(f"{material.criteria_in_words([one])} ({reason})" for one, reason in overrides) or None,
        decision.note or None,
        day(decision.time),
        outcomes.get(outcome, outcome),
        f"{outcomes.get(settled.decision, settled.decision)} by {settled.reviewer}: {settled.reason}"
        if settled
        else None,
    )


def _row(material: ExportMaterial, decision: Decision) -> tuple[Cell, ...]:
    record = material.record_of[decision.record]
    settled = material.settlements.get((decision.record, decision.stage))
    return (
        record.id,
        record.author_year,
        record.year,
        record.title,
        decision.stage,
        decision.reviewer,
        decision.decision.value,
        "; ".join(decision.criteria) or None,
        "; ".join(f"{criterion}: {reason}" for criterion, reason in sorted(decision.overrides.items()))
        or None,
        decision.note or None,
        decision.time,
        material.outcome(record.id, decision.stage),
        decision.event,
        settled.decision.value if settled else None,
        settled.reviewer if settled else None,
        settled.reason if settled else None,
        ("; ".join(settled.criteria) or None) if settled else None,
        "; ".join(decision.theories) or None,
    )
