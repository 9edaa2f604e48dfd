"""Which configurations there are, which one shows those that were merged, and which one somebody means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from review.domain.wording.short_id import short_id
from review.errors import UnknownNameError
from review.journal.journal import Journal

if TYPE_CHECKING:
    from review.domain.theories.configuration import UndoneConfiguration

_LIKE_A_LABEL = re.compile(r"[Cc][0-9]{1,6}")
"""What is taken for a label even if no configuration has it, rather than for the beginning of another one's id."""


class Shown(NamedTuple):
    """A configuration that is shown, and the ids of those that it shows: its own first, then those merged into it."""

    id: str
    label: str
    members: tuple[str, ...]


class CmocRow(NamedTuple):
    """What a configuration says of itself."""

    cmoc: str
    label: str
    status: str
    reason: str
    reviewer: str
    time: str
    theory_event: str


GROUPED = "subject GLOB 'cmoc:*' OR subject = 'cmoc-merges'"
"""The condition of the events that can change `Groups`."""


class Groups:
    """The configurations, and which of them is shown in the place of each.

    One that was merged is shown by the one it was merged into; if that one is undone, by the oldest that is left.
    """

    def __init__(self, journal: Journal) -> None:
        found = journal.read(
            CmocRow,
            "SELECT cmoc, label, status, reason, reviewer, time, theory_event FROM cmoc ORDER BY clock, cmoc",
        )
        self.rows = {row.cmoc: row for row in found}
        kept = dict(journal.rows("SELECT cmoc, kept FROM merged_cmoc"))
        together: defaultdict[str, list[str]] = defaultdict(list)
        for cmoc in self.rows:
            together[kept.get(cmoc, cmoc)].append(cmoc)
        self.shown: list[Shown] = []
        for root, members in together.items():
            first = root if root in self.rows else members[0]
            ids = (first, *(one for one in members if one != first))
            self.shown.append(Shown(first, self.rows[first].label, ids))
        self._shown_by = {cmoc: shown for shown in self.shown for cmoc in shown.members}
        self._labelled: defaultdict[str, list[str]] = defaultdict(list)
        for row in self.rows.values():
            self._labelled[row.label.casefold()].append(row.cmoc)

    def of(self, cmoc: str) -> Shown | None:
        """What is shown for a configuration; None if it is unknown, or was undone."""
        return self._shown_by.get(cmoc)

    def could_mean(self, typed: str) -> bool:
        """Whether a label or the beginning of an id means one configuration, or several."""
        return bool(self._meant(typed.strip()))

    def has_label(self, typed: str) -> bool:
        """Whether a configuration has this label, in any case."""
        return typed.strip().casefold() in self._labelled

    def _meant(self, typed: str) -> list[Shown]:
        named = [typed] if typed in self.rows else self._labelled.get(typed.casefold(), [])
        if not named and typed and not _LIKE_A_LABEL.fullmatch(typed):
            named = [cmoc for cmoc in self.rows if cmoc.startswith(typed)]
        return list(dict.fromkeys(self._shown_by[cmoc] for cmoc in named))

    def meant(self, typed: str) -> Shown:
        """The configuration that a label, in any case, or the beginning of an id means.

        Raises:
            UnknownNameError: none or several.
        """
        shown = self._meant(typed.strip())
        if len(shown) == 1:
            return shown[0]
        if shown:
            several = ", ".join(f"{one.label} ({short_id(one.id)})" for one in shown[:6])
            raise UnknownNameError(
                f"'{typed}' means several configurations: {several}; give the beginning of an id"
            )
        raise UnknownNameError(f"Unknown configuration '{typed}'; `review cmoc list` lists them")


def shown_by(journal: Journal, targets: Iterable[str]) -> dict[str, str]:
    """For each of these that is the id of a merged configuration: the one that shows it. Others are left out."""
    merged = {cmoc for pair in journal.rows("SELECT cmoc, kept FROM merged_cmoc") for cmoc in pair}
    if merged.isdisjoint(targets):
        return {}
    return {cmoc: shown.id for shown in Groups(journal).shown for cmoc in shown.members}


def written_under(journal: Journal, target: str) -> tuple[str, ...]:
    """The ids under which something is written on a target: for a configuration also those of the ones merged with it."""
    if not journal.value("SELECT 1 FROM merged_cmoc WHERE ? IN (cmoc, kept)", (target,)):
        return (target,)
    shown = Groups(journal).of(target)
    return shown.members if shown else (target,)


def label_of(journal: Journal, cmoc: str) -> str:
    """The label that a configuration was given, also one that was merged or undone; ``""`` if it is unknown."""
    sql = "SELECT json_extract(act, '$.label') FROM event WHERE hash = ? AND kind = 'new-cmoc'"
    return str(journal.value(sql, (cmoc,)) or "")


def labels_given(journal: Journal) -> set[str]:
    """Every label that a configuration was ever given here, those of undone ones, too."""
    sql = "SELECT DISTINCT json_extract(act, '$.label') FROM event WHERE kind = 'new-cmoc'"
    return {str(label) for (label,) in journal.rows(sql)}


def undone_with_parts(journal: Journal) -> list[UndoneConfiguration]:
    """The configurations that were undone with parts still in them, which others put there."""
    from review.domain.theories.configuration import UndoneConfiguration

    found = journal.rows(
        "SELECT json_extract(act, '$.label'), undone.reviewer,"
        " (SELECT count(*) FROM element WHERE cmoc = hash), (SELECT count(*) FROM fragment WHERE cmoc = hash)"
        " FROM undone CROSS JOIN event ON hash = event WHERE kind = 'new-cmoc' ORDER BY event.clock, hash"
    )
    every = (UndoneConfiguration(*row) for row in found)
    return [one for one in every if one.elements or one.fragments]


def next_label(journal: Journal) -> str:
    """The label of the next configuration: one more than the highest ever given here, to undone ones, too."""
    highest = journal.value(
        "SELECT max(CAST(substr(label, 2) AS INTEGER)) FROM"
        " (SELECT json_extract(act, '$.label') AS label FROM event WHERE kind = 'new-cmoc') WHERE length(label) <= 10"
    )
    return f"C{1 + (highest or 0)}"
