"""Parked records that are offered again, because a theory changed since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from review.domain.theories.looking_again import ParkedAgain, Standing
from review.journal.journal import Journal
from review.journal.queries import looking_again, theory
from review.project.looking_again.waiting import StandingWordings


class Parked:
    """The records that one reviewer has parked, in one journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._wordings = StandingWordings(journal)

    def again(self, reviewer: str, stage: str, record: str = "") -> list[ParkedAgain]:
        """Those that are offered again at a stage, the oldest first, or whether one record is.

        A record that was parked for theories is offered when the wording of one of them changed since, any other when any
        theory or rival framing was added or changed. Another decision on it, also to park it again, ends that.
        """
        parked = looking_again.parked(self._journal, reviewer, stage, record)
        if not parked:
            return []
        standing, numbers = self._wordings.now(), theory.numbers(self._journal)
        found = []
        for row in parked:
            theories = tuple(json.loads(row.theories))
            changed = _changed(standing, theories, numbers.get(row.theory_event))
            if changed:
                found.append(ParkedAgain(row.record, stage, row.time, theories, changed))
        return found


def _changed(
    standing: Mapping[str, Standing], theories: Iterable[str], since: int | None
) -> tuple[tuple[str, Standing], ...]:
    """The named theories, or any if none are named, whose wording is younger than a version; None: than no known one."""
    if since is None:
        return ()
    named = tuple(theories) or tuple(code for code, one in standing.items() if one.of_theory)
    return tuple(
        (code, standing[code]) for code in named if code in standing and standing[code].since > since
    )
