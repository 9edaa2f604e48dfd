"""Suggestions, and the texts that models learn from."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Order(StrEnum):
    """The orders of a queue."""

    RELEVANCE = "relevance"
    UNCERTAINTY = "uncertainty"
    CHALLENGE = "challenge"
    RANDOM = "random"
    OLDEST = "oldest"


Terms = tuple[tuple[str, float], ...]
"""Terms and their weights, strongest first: the reasons for a score."""


class RecordText(Struct, frozen=True):
    """The text of a record from which the order of the queue and the source type are learned.

    `opening` replaces a missing abstract. `published` is where the work appeared: the journal or book, the
    publisher or other organisation, the type of work in references, and the registrant of its DOI.
    """

    record: str
    title: str
    abstract: str = ""
    opening: str = ""
    published: str = ""


class PassageText(Struct, frozen=True):
    """A passage as used for code suggestions; `is_apart`: in a part that claims nothing, such as a glossary."""

    record: str
    start: int
    end: int
    text: str
    is_apart: bool = False


class QueueItem(Struct, frozen=True):
    """A record in the queue with its score (0-1), the terms behind it, and whether it was chosen at random."""

    record: str
    score: float
    terms: Terms = ()
    by_lot: bool = False


class Queue(Struct, frozen=True):
    """What to read next, best first, and the name of the model behind the order with its training size.

    `calibrated`: whether its scores are probabilities.
    """

    items: tuple[QueueItem, ...]
    model: str
    learned_from: int = 0
    calibrated: bool = False


class CodeSuggestion(Struct, frozen=True):
    """A code suggested for a passage or a record. `rivals` are (code, score) of competing framings or theories."""

    code: str
    score: float
    terms: Terms = ()
    rivals: tuple[tuple[str, float], ...] = ()
    calibrated: bool = False


class PassageSuggestion(Struct, frozen=True):
    """The codes suggested for one passage, best first."""

    start: int
    end: int
    codes: tuple[CodeSuggestion, ...]


class SourceTypeSuggestion(Struct, frozen=True):
    """A source type suggested for a record."""

    source_type: str
    score: float
    terms: Terms = ()
    calibrated: bool = False


class RecordSuggestions(Struct, frozen=True):
    """All suggestions for one record, and the name of the model with its training size."""

    record: str
    codes: tuple[CodeSuggestion, ...] = ()
    source_type: tuple[SourceTypeSuggestion, ...] = ()
    passages: tuple[PassageSuggestion, ...] = ()
    model: str = ""

    def likely_types(self, least: float) -> tuple[SourceTypeSuggestion, ...]:
        """The source types with at least this score, best first: all have a score, also where nothing speaks for any."""
        return tuple(one for one in self.source_type if one.score >= least)
