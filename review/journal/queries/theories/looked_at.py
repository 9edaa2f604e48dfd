"""Passages that were looked at for evidence against a theory or configuration."""

from __future__ import annotations

from msgspec.structs import replace

from review.domain.theories.looked_at import LookedAtPassage
from review.journal.journal import Journal
from review.journal.queries.theories.groups import shown_by


def looked_at(journal: Journal, *, target: str = "", record: str = "") -> list[LookedAtPassage]:
    """The passages, without those on a text that is no longer the record's: all, those for a target, or those of a record.

    Those for a configuration that was merged are for the one that shows it.
    """
    found = journal.read(
        LookedAtPassage,
        'SELECT event, target, record, start, "end", looked_at.reviewer AS reviewer, looked_at.time AS time'
        " FROM looked_at JOIN record USING (record, text_sha256)"
        f" WHERE {'record = :record' if record else '1'} ORDER BY record.key, start, event",
        {"record": record},
    )
    groups = shown_by(journal, (one.target for one in found))
    shown = [replace(one, target=groups[one.target]) if one.target in groups else one for one in found]
    return [one for one in shown if target in ("", one.target)]
