"""Suggestions, and the texts that models learn from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Order(StrEnum):
    """The orders of a queue."""

    RELEVANCE = "relevance"
    UNCERTAINTY = "uncertainty"
    CHALLENGE = "challenge"
    RANDOM = "random"
    OLDEST = "oldest"


Terms = tuple[tuple[str, float], ...]
"""Terms and their weights, strongest first: the reasons for a score."""


@dataclass(frozen=True, slots=True)
class RecordText:
    """The text of a record from which the order of the queue and the source type are learned.

    `opening` replaces a missing abstract. `published` is where the work appeared: the journal or book, the
    publisher or other organisation, the type of work in references, and the registrant of its DOI.
    """

    record: str
    title: str
    abstract: str = ""
    opening: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage as used for code suggestions."""

    record: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A record in the queue with its score (0-1), the terms behind it, and whether it was chosen at random."""

    record: str
    score: float
    terms: Terms = ()
    by_lot: bool = False


@dataclass(frozen=True)
class Queue:
    """What to read next, best first, and the name of the model behind the order with its training size.

    `calibrated`: whether its scores are probabilities.
    """

    items: tuple[QueueItem, ...]
    model: str
    learned_from: int = 0
    calibrated: bool = False


@dataclass(frozen=True, slots=True)
class CodeSuggestion:
    """A code suggested for a passage or a record. `rivals` are (code, score) of competing framings or theories."""

    code: str
    score: float
    terms: Terms = ()
    rivals: tuple[tuple[str, float], ...] = ()
    calibrated: bool = False


@dataclass(frozen=True, slots=True)
class PassageSuggestion:
    """The codes suggested for one passage, best first."""

    start: int
    end: int
    codes: tuple[CodeSuggestion, ...]


@dataclass(frozen=True, slots=True)
class SourceTypeSuggestion:
    """A source type suggested for a record."""

    source_type: str
    score: float
    terms: Terms = ()
    calibrated: bool = False


@dataclass(frozen=True)
class RecordSuggestions:
    """All suggestions for one record, and the name of the model with its training size."""

    record: str
    codes: tuple[CodeSuggestion, ...] = ()
    source_type: tuple[SourceTypeSuggestion, ...] = ()
    passages: tuple[PassageSuggestion, ...] = ()
    model: str = ""
