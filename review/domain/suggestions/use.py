"""How reviewers used suggestions of codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from review.domain.suggestions.model_name import WITH_VECTORS
from review.domain.wording.moments import day_of

DOCUMENTS_OF_A_BLOCK = 20


class Response(StrEnum):
    """How a reviewer responded to suggestions when coding a passage.

    ``agreed``: coded by hand while the code was suggested. ``missed``: coded by hand while other codes were suggested.
    ``unknown``: coded by hand without a record of whether suggestions were shown (by a command, with suggestions off, or
    on a passage without suggestions).
    """

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    AGREED = "agreed"
    MISSED = "missed"
    UNKNOWN = "unknown"


class SuggestedCode(Struct, frozen=True):
    """One code applied to a passage, or rejected for it, with the response. `time`: ISO 8601, UTC.

    `coding` is the id of the coding that applied it, ``""`` where it was rejected. `model` names the model whose suggestion
    was accepted.
    """

    code: str
    response: Response
    record: str
    reviewer: str
    time: str
    coding: str = ""
    model: str = ""


ResponseCounts = Mapping[str, int]
"""The number of each response, by name; all five are present."""


class Use(Struct, frozen=True):
    """The use of suggestions of codes in numbers.

    `total` over everything; `by_code` in order of first use; `by_week` by the Monday of the week; `by_documents` for each
    twenty documents, in the order in which work on them began. `with_vectors`: how many accepted suggestions were made with
    sentence vectors.
    """

    total: ResponseCounts
    by_code: Mapping[str, ResponseCounts]
    by_week: Mapping[str, ResponseCounts]
    by_documents: Sequence[ResponseCounts]
    with_vectors: int = 0

    @property
    def answered(self) -> int:
        """How many suggestions were accepted, coded by hand or rejected."""
        return self._agreed_with + self.total["rejected"]

    @property
    def acceptance(self) -> float | None:
        """The share of answered suggestions that were accepted or coded by hand; None without any."""
        return self._agreed_with / self.answered if self.answered else None

    @property
    def _agreed_with(self) -> int:
        return self.total["accepted"] + self.total["agreed"]


def use(acts: Sequence[SuggestedCode]) -> Use:
    """Count responses to suggestions; `acts` are sorted oldest first."""
    place = {record: number for number, record in enumerate(dict.fromkeys(act.record for act in acts))}
    blocks = _counted(acts, lambda act: str(place[act.record] // DOCUMENTS_OF_A_BLOCK))
    return Use(
        _responses(acts),
        _counted(acts, lambda act: act.code),
        _counted(acts, lambda act: _monday(act.time)),
        list(blocks.values()),
        sum(WITH_VECTORS in act.model for act in acts),
    )


def made_with_suggestions(acts: Iterable[SuggestedCode]) -> frozenset[str]:
    """The ids of the codings that were made while suggestions were on the screen, as far as that was recorded."""
    return frozenset(act.coding for act in acts if act.coding and act.response is not Response.UNKNOWN)


def _counted(
    acts: Iterable[SuggestedCode], kind: Callable[[SuggestedCode], str]
) -> dict[str, ResponseCounts]:
    grouped: dict[str, list[SuggestedCode]] = {}
    for act in acts:
        grouped.setdefault(kind(act), []).append(act)
    return {name: _responses(members) for name, members in grouped.items()}


def _responses(acts: Iterable[SuggestedCode]) -> ResponseCounts:
    counts = Counter(act.response for act in acts)
    return {response.value: counts[response] for response in Response}


def _monday(time: str) -> str:
    day = date.fromisoformat(day_of(time))
    return (day - timedelta(days=day.weekday())).isoformat()
