"""What texts cite under each theory, as it was recorded when they were checked."""

from __future__ import annotations

import json
from typing import NamedTuple

from review.journal.journal import Journal


class CitedText(NamedTuple):
    """A text that was checked: for each theory, by the id that it had then, the records that it cites."""

    event: str
    name: str
    sha256: str
    under: dict[str, tuple[str, ...]]
    reviewer: str
    time: str


def last_text(journal: Journal) -> CitedText | None:
    """The last text that was checked; None if none was."""
    row = journal.row(
        "SELECT cited_text.event, name, sha256, under, cited_text.reviewer, cited_text.time FROM cited_text"
        " JOIN event ON hash = cited_text.event ORDER BY clock DESC, cited_text.event DESC LIMIT 1"
    )
    if not row:
        return None
    event, name, sha256, under, reviewer, time = row
    records = {code: tuple(those) for code, those in json.loads(under).items()}
    return CitedText(event, name, sha256, records, reviewer, time)
