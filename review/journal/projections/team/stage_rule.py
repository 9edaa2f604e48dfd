"""What the present theory map says about who decides at each stage, and who only comments."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from review.journal.projections.table import Table
from review.theory_map import TheoryMap


class StageRuleRow(NamedTuple):
    """A stage, and the stage before it (``""`` at the first); `blind`: codings are hidden until enough have decided."""

    stage: str
    before: str
    reviewers: int
    blind: bool


class StakeholderRow(NamedTuple):
    """Somebody who comments, and neither decides nor codes."""

    name: str


STAGE_RULE = Table(
    "stage_rule",
    StageRuleRow,
    keys=("stage",),
    subject=(),
    sql="""
CREATE TABLE stage_rule (
    stage TEXT PRIMARY KEY, before TEXT NOT NULL, reviewers INTEGER NOT NULL, blind INTEGER NOT NULL
) WITHOUT ROWID;
""",
)
STAKEHOLDER = Table(
    "stakeholder",
    StakeholderRow,
    keys=("name",),
    subject=(),
    sql="CREATE TABLE stakeholder (name TEXT PRIMARY KEY) WITHOUT ROWID;",
)


def write_rules(connection: sqlite3.Connection, theory_map: TheoryMap | None) -> None:
    """Write the rules of the present map; none where there is no map."""
    stages = theory_map.stages if theory_map else ()
    before = ("", *(stage.id for stage in stages))
    rows = [
        StageRuleRow(stage.id, earlier, stage.reviewers, stage.coding == "blind")
        for earlier, stage in zip(before, stages, strict=False)
    ]
    STAGE_RULE.replace(connection, (), rows)
    people = theory_map.reviewers if theory_map else ()
    STAKEHOLDER.replace(
        connection, (), [StakeholderRow(one.name) for one in people if one.role == "stakeholder"]
    )
