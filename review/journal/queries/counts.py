"""How many of what."""

from __future__ import annotations

from collections.abc import Sequence

from review.journal.journal import Journal
from review.journal.material import JournalMaterial
from review.model import Counts


def counts(journal: Journal, reviewer: str, stages: Sequence[str]) -> Counts:
    """Where the review stands for a reviewer."""
    material = JournalMaterial(journal, reviewer)
    value = journal.value
    included = "SELECT record FROM outcome WHERE stage = ? AND decision = 'include'"
    return Counts(
        records=value("SELECT count(*) FROM record"),
        documents=value("SELECT count(*) FROM record WHERE text_sha256 <> ''"),
        codings=value("SELECT count(*) FROM coding"),
        unconfirmed=value("""SELECT count(*) FROM record WHERE origins LIKE '%"confirmed":false%'"""),
        included=value(f"SELECT count(*) FROM ({included})", (stages[-1],)),
        uncoded=value(
            f"SELECT count(*) FROM ({included}) WHERE record NOT IN (SELECT record FROM coding)",
            (stages[-1],),
        ),
        stages={
            stage: dict(
                journal.rows(
                    "SELECT decision, count(*) FROM outcome WHERE stage = ? GROUP BY decision", (stage,)
                )
            )
            for stage in stages
        },
        waiting={stage: len(material.candidates(stage)) for stage in stages},
    )
