"""How suggestions of codes fared in use: what reviewers made of them at the time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DOCUMENTS_OF_A_BLOCK = 20


class Fate(StrEnum):
    """What became of a code on a passage.

    ``agreed``: put by hand while it was among the codes suggested. ``missed``: put by hand while suggestions were on
    the screen and it was not among them. ``unknown``: put by hand, and it was not recorded whether suggestions were
    on the screen (by a command, with suggestions off, or on a passage kept blind).
    """

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    AGREED = "agreed"
    MISSED = "missed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SuggestedCode:
    """One code on one passage, or turned down for it, with what became of it. `time`: ISO 8601, UTC."""

    code: str
    fate: Fate
    record: str
    reviewer: str
    time: str


Fates = Mapping[str, int]
"""How often each fate was met, by its name; all five are there."""


@dataclass(frozen=True)
class Use:
    """How suggestions of codes fared.

    `total` over everything; `by_code` in the order in which codes first came; `by_week` by the Monday of the week;
    `by_documents` for each next twenty documents, in the order in which they were first worked on.
    """

    total: Fates
    by_code: Mapping[str, Fates]
    by_week: Mapping[str, Fates]
    by_documents: Sequence[Fates]

    @property
    def acceptance(self) -> float | None:
        """Of the suggestions that were answered, the share that was taken (accepted or put by hand); none without any."""
        taken = self.total["accepted"] + self.total["agreed"]
        answered = taken + self.total["rejected"]
        return taken / answered if answered else None


def use(acts: Sequence[SuggestedCode]) -> Use:
    """Count what became of suggestions; `acts` are the oldest first."""
    place = {record: number for number, record in enumerate(dict.fromkeys(act.record for act in acts))}
    blocks = _counted(acts, lambda act: str(place[act.record] // DOCUMENTS_OF_A_BLOCK))
    return Use(
        _fates(acts),
        _counted(acts, lambda act: act.code),
        _counted(acts, lambda act: _monday(act.time)),
        list(blocks.values()),
    )


def _counted(acts: Iterable[SuggestedCode], kind: Callable[[SuggestedCode], str]) -> dict[str, Fates]:
    grouped: dict[str, list[SuggestedCode]] = {}
    for act in acts:
        grouped.setdefault(kind(act), []).append(act)
    return {name: _fates(members) for name, members in grouped.items()}


def _fates(acts: Iterable[SuggestedCode]) -> Fates:
    counts = Counter(act.fate for act in acts)
    return {fate.value: counts[fate] for fate in Fate}


def _monday(time: str) -> str:
    day = date.fromisoformat(time[:10])
    return (day - timedelta(days=day.weekday())).isoformat()
