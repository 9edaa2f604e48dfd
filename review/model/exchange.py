"""Suggestions to and from plain JSON objects, as they travel between the learning process and the program."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from review.model.suggestion import (
    CodeSuggestion,
    PassageSuggestion,
    Queue,
    QueueItem,
    RecordSuggestions,
    SourceTypeSuggestion,
    Terms,
)

Plain = dict[str, Any]


def to_plain(value: Queue | RecordSuggestions) -> Plain:
    """A queue or a record's suggestions as a JSON object with the names of their fields."""
    return asdict(value)


def queue_from_plain(plain: Plain) -> Queue:
    """The queue that `to_plain` wrote."""
    items = (
        QueueItem(item["record"], item["score"], _terms(item["terms"]), item["by_lot"])
        for item in plain["items"]
    )
    return Queue(tuple(items), plain["model"], plain["learned_from"], plain["calibrated"])


def suggestions_from_plain(plain: Plain) -> RecordSuggestions:
    """The suggestions that `to_plain` wrote."""
    return RecordSuggestions(
        plain["record"],
        tuple(_code(code) for code in plain["codes"]),
        tuple(
            SourceTypeSuggestion(t["source_type"], t["score"], _terms(t["terms"]), t["calibrated"])
            for t in plain["source_type"]
        ),
        tuple(
            PassageSuggestion(p["start"], p["end"], tuple(_code(code) for code in p["codes"]))
            for p in plain["passages"]
        ),
        plain["model"],
    )


def _code(plain: Plain) -> CodeSuggestion:
    rivals = tuple((rival, score) for rival, score in plain["rivals"])
    return CodeSuggestion(plain["code"], plain["score"], _terms(plain["terms"]), rivals, plain["calibrated"])


def _terms(plain: list[list[Any]]) -> Terms:
    return tuple((term, weight) for term, weight in plain)
