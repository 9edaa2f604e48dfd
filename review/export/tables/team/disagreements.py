"""``disagreements``: the records on which reviewers decided differently, with what settled them and what they changed."""

from __future__ import annotations

from collections.abc import Iterable

from review.domain.act import Decision
from review.domain.team.agreement import Disagreement
from review.domain.wording.counted import counted
from review.domain.wording.explained import explained
from review.export.material import ExportMaterial
from review.export.table import Cell, Column, ExportTable
from review.export.words import BETWEEN, Names

COLUMNS = (
    Column("record", "Record", width=14, printed=False),
    Column("citation", "Document", width=22),
    Column("title", "Title", width=50),
    Column("stage", "Stage", width=14, names=Names.STAGE),
    Column("decisions", "Decisions", width=40),
    Column("notes", "Reasons", width=40),
    Column("later", "Decided later", width=20),
    Column("settled", "Settled", width=12),
    Column("settled_by", "Settled by", width=14),
    Column("settled_reason", "Why", width=30),
    Column("criteria_changed", "Criteria changed", width=16),
    Column("because", "Why changed", width=30),
)


def disagreements(material: ExportMaterial) -> ExportTable:
    """One row per record and stage on which reviewers differ, by stage and as in a reference list."""
    rows = tuple(
        _row(material, stage.stage, one)
        for stage in material.stage_agreement()
        for one in sorted(
            stage.disagreements, key=lambda one: material.place_of(material.record_of[one.record])
        )
    )
    return material.table(
        "disagreements",
        "Disagreements between reviewers",
        f"{counted(len(rows), 'disagreement')}: decisions as they were made before others' could be seen, with criteria and reasons, what reviewers"
        " decided later, what settled it, and which criteria were changed because of it.",
        COLUMNS,
        rows,
    )


def _row(material: ExportMaterial, stage: str, one: Disagreement) -> tuple[Cell, ...]:
    record, settled, ties = material.record_of[one.record], one.settled, one.criteria_changed
    return (
        record.id,
        record.author_year,
        record.title,
        stage,
        "\n".join(_decided(made) for made in one.decisions),
        _lines((made.reviewer, BETWEEN.join(explained(made.overrides, made.note))) for made in one.decisions),
        _lines((who, str(kind)) for who, kind in one.later.items()),
        settled.decision.value if settled else None,
        settled.reviewer if settled else None,
        settled.reason if settled else None,
        BETWEEN.join(tie.criterion for tie in ties) or None,
        _lines((tie.criterion, tie.because) for tie in ties),
    )


def _decided(made: Decision) -> str:
    by = f" by {', '.join(made.criteria)}" if made.criteria else ""
    return f"{made.reviewer}: {made.decision}{by}"


def _lines(pairs: Iterable[tuple[str, str]]) -> str | None:
    """Each name with its text on a line, those without a text left out."""
    return "\n".join(f"{name}: {text}" for name, text in pairs if text) or None
