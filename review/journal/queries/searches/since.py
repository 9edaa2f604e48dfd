"""What was done since something was counted: what did not change it needs no counting again."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from review.journal.journal import Journal


def kinds_since(journal: Journal, revision: int) -> AbstractSet[str]:
    """The kinds of the acts that came after a revision, by anyone."""
    return {
        kind for (kind,) in journal.rows("SELECT DISTINCT kind FROM event WHERE sequence > ?", (revision,))
    }
