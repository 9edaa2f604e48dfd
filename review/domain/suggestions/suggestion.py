"""What the program proposes, and the texts that it learns from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Order(StrEnum):
    """The orders in which a queue can be read."""

    RELEVANCE = "relevance"
    UNCERTAINTY = "uncertainty"
    CHALLENGE = "challenge"
    RANDOM = "random"
    OLDEST = "oldest"


Terms = tuple[tuple[str, float], ...]
"""Words and their weights, the strongest first: why a score is what it is."""


@dataclass(frozen=True, slots=True)
class RecordText:
    """What the order of the queue and the source type are learned from.

    `opening` stands in for a missing abstract. `published` says where the work appeared: the journal or book, the
    publisher or other organisation, the kind of work that references name, and the registrant of its DOI.
    """

    record: str
    title: str
    abstract: str = ""
    opening: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage as the code suggestions see it."""

    record: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A record in the queue with its score (0-1), the terms that moved it, and whether it came by lot, against bias."""

    record: str
    score: float
    terms: Terms = ()
    by_lot: bool = False


@dataclass(frozen=True)
class Queue:
    """What to read next, best first, the name of the model that ordered it, and of how many decisions it has learned.

    `calibrated`: whether its scores are probabilities.
    """

    items: tuple[QueueItem, ...]
    model: str
    learned_from: int = 0
    calibrated: bool = False


@dataclass(frozen=True, slots=True)
class CodeSuggestion:
    """A code proposed for a passage or a record. `rivals` are (code, score) of the framings or theories it competes with."""

    code: str
    score: float
    terms: Terms = ()
    rivals: tuple[tuple[str, float], ...] = ()
    calibrated: bool = False


@dataclass(frozen=True, slots=True)
class PassageSuggestion:
    """The codes proposed for one passage, best first."""

    start: int
    end: int
    codes: tuple[CodeSuggestion, ...]


@dataclass(frozen=True, slots=True)
class SourceTypeSuggestion:
    """A source type proposed for a record."""

    source_type: str
    score: float
    terms: Terms = ()
    calibrated: bool = False


@dataclass(frozen=True)
class RecordSuggestions:
    """All that is suggested for one record, and the name of the model that made it (with its training size)."""

    record: str
    codes: tuple[CodeSuggestion, ...] = ()
    source_type: tuple[SourceTypeSuggestion, ...] = ()
    passages: tuple[PassageSuggestion, ...] = ()
    model: str = ""
