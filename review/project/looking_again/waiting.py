"""What waits for another look in one journal: since when wordings stand, and what was coded before."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from review.domain.theories.looking_again import Standing, Waiting
from review.journal.journal import Journal
from review.journal.queries import coding_acts, looking_again, theory
from review.journal.queries.looking_again import CodedRow, MergedRow
from review.journal.queries.page_labels import with_last_pages
from review.synthesis.standing_wordings import standing_since


class StandingWordings:
    """Since which version each code's wording stands; computed again when the versions change."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._versions: tuple[str, ...] | None = None
        self._standing: Mapping[str, Standing] = {}

    def now(self) -> Mapping[str, Standing]:
        """By the id under which passages were coded and records parked."""
        versions = theory.version_events(self._journal)
        if versions != self._versions:
            self._standing = standing_since(theory.history(self._journal))
            self._versions = versions
        return self._standing


def waiting(journal: Journal, wordings: StandingWordings | None = None, record: str = "") -> list[Waiting]:
    """The codes of codings, of all or on one record, last looked at before the version since which their wording stands."""
    standing = (wordings or StandingWordings(journal)).now()
    numbers, held = theory.numbers(journal), looking_again.held(journal)
    theory_map, apart = theory.current(journal).map, theory.added_apart(journal)

    merged = looking_again.merged(journal)

    def was_apart(row: CodedRow | MergedRow) -> bool:
        return row.theory_event in apart and apart[row.theory_event][0] == row.coded

    def looked_at(row: CodedRow | MergedRow) -> int | None:
        """The last version under which a code was put or found to hold, 0: one added apart; None if it is not known."""
        events = [] if was_apart(row) else [row.theory_event]
        events += (event for code, event in held.get(row.coding, ()) if theory_map.present(code) == row.code)
        known = [numbers[event] for event in events if event in numbers]
        return max(known, default=0 if was_apart(row) else None)

    def version_waiting(row: CodedRow | MergedRow) -> int | None:
        """The version under which it was last looked at, if its wording is a later one."""
        version = looked_at(row)
        waits = version is not None and row.coded in standing and standing[row.coded].since > version
        return version if waits else None

    found: list[tuple[CodedRow | MergedRow, int]] = []
    for row in looking_again.coded(journal, record):
        # What another stance was taken toward goes first: that the code as it stands was looked at does not settle it.
        of_code = (*merged.get((row.coding, row.code), ()), row)
        of_it = ((one, version) for one in of_code if (version := version_waiting(one)) is not None)
        found += islice(of_it, 1)
    if not found:
        return []
    wanted = {row.coding for row, _ in found}
    waits = [one for one in coding_acts.codings(journal, record=record, last_pages=False) if one.id in wanted]
    codings = {coding.id: coding for coding in with_last_pages(journal, waits, journal)}
    return [
        Waiting(
            codings[row.coding],
            row.code,
            row.coded,
            version,
            now.since,
            now.how,
            "" if version else apart[row.theory_event][1],
            row.stance if isinstance(row, MergedRow) else "",
        )
        for row, version in found
        for now in (standing[row.coded],)
    ]
