"""Passages that were looked at for evidence against a theory or configuration."""

from __future__ import annotations

from review.domain.theories.looked_at import LookedAtPassage
from review.journal.journal import Journal


def looked_at(journal: Journal, *, target: str = "", record: str = "") -> list[LookedAtPassage]:
    """The passages, without those on a text that is no longer the record's: all, those for a target, or those of a record."""
    return journal.read(
        LookedAtPassage,
        'SELECT event, target, record, start, "end", looked_at.reviewer AS reviewer, looked_at.time AS time'
        " FROM looked_at JOIN record USING (record, text_sha256)"
        " WHERE :target IN ('', target) AND :record IN ('', record) ORDER BY record.key, start, event",
        {"target": target, "record": record},
    )
