"""The nouns of a realist review, as immutable values.

Spans are half-open ranges of code points in a document's frozen text. ``page`` is the PDF's page, from 1;
``page_label`` is the page number as printed. Identifiers are lower-case hexadecimal SHA-256 strings.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path


class DecisionKind(StrEnum):
    """What a reviewer decided about a record at a stage."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    MAYBE = "maybe"
    PARK = "park"


class Stance(StrEnum):
    """How a passage stands to the theory that it is coded to."""

    BEARS_ON = "bears-on"
    SUPPORTS = "supports"
    CHALLENGES = "challenges"
    REFINES = "refines"
    EXTENDS = "extends"


class EvidenceStatus(StrEnum):
    """Where a passage's claim comes from; `author` and `reviewer` are inferences."""

    MEASURED = "measured"
    REPORTED = "reported"
    AUTHOR = "author"
    REVIEWER = "reviewer"


class Role(StrEnum):
    """What a record is to the review; only `evidence` counts in N."""

    EVIDENCE = "evidence"
    THEORY_SOURCE = "theory-source"
    BACKGROUND = "background"


class Order(StrEnum):
    """The orders in which a queue can be read."""

    RELEVANCE = "relevance"
    UNCERTAINTY = "uncertainty"
    CHALLENGE = "challenge"
    RANDOM = "random"
    OLDEST = "oldest"


class ReadingStatus(StrEnum):
    """What became of a file that was given to ingest."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    PARTIAL = "partial"
    NO_TEXT = "no-text"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    REFUSED = "refused"

    @property
    def makes_record(self) -> bool:
        """Whether a file with this status stands behind a record that can be screened."""
        return self in {self.ADDED, self.PARTIAL, self.NO_TEXT, self.ENCRYPTED}

    @property
    def is_refusal(self) -> bool:
        """Whether ``review ingest`` ends with exit code 1 because of such a file."""
        return self in {self.ENCRYPTED, self.DAMAGED, self.TIMEOUT, self.MEMORY, self.REFUSED}


# --- documents -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a document: its slice of the frozen text is ``text[start:end]``.

    `label` is the printed page number where the file or the page shows one, else the PDF's as a string.
    `width` and `height` are in points. `recognised` marks text that came from optical character recognition.
    """

    number: int
    label: str
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0
    recognised: bool = False


class PassageKind(StrEnum):
    """What kind of text a passage is; only paragraphs are suggested for coding."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    REFERENCE = "reference"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of sensible length (or a heading, a reference, an aside) as a span of the frozen text.

    `section` is `abstract`, `introduction`, `methods`, `results`, `discussion`, `references` or empty.
    """

    start: int
    end: int
    kind: PassageKind = PassageKind.PARAGRAPH
    section: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """Text set aside from the body: `kind` is `running head`, `footer`, `page number`, `line number` or `footnote`."""

    start: int
    end: int
    page: int
    kind: str


@dataclass(frozen=True)
class Document:
    """The one frozen text of a file and what leads back from it to pages.

    ``text[:body_end]`` is the body: paragraphs separated by one newline each, pages flowing into one another.
    ``text[body_end:]`` holds what was set aside, by page. `passages` are in order, do not overlap and cover
    every character that is not a newline. `glyphs` maps characters to glyphs of the file (a cache in the
    reader's own encoding). `reader` names the reader and its library's version.
    """

    text: str
    text_sha256: str
    body_end: int
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    asides: tuple[Aside, ...] = ()
    glyphs: bytes = b""
    reader: str = ""

    @cached_property
    def _page_starts(self) -> list[int]:
        return [page.start for page in self.pages]

    @cached_property
    def _aside_starts(self) -> list[int]:
        return [aside.start for aside in self.asides]

    @cached_property
    def _passage_starts(self) -> list[int]:
        return [passage.start for passage in self.passages]

    def page_at(self, offset: int) -> Page:
        """The page on which the character at `offset` stands (set-aside text included)."""
        if offset >= self.body_end and self.asides:
            aside = self.asides[max(0, bisect_right(self._aside_starts, offset) - 1)]
            return self.pages[aside.page - 1]
        return self.pages[max(0, bisect_right(self._page_starts, offset) - 1)]

    def passage_index(self, offset: int) -> int:
        """The index of the passage at `offset`, or of the one before it where a newline stands there."""
        return max(0, bisect_right(self._passage_starts, offset) - 1)

    def passages_within(self, start: int, end: int) -> tuple[Passage, ...]:
        """The passages that share a character with the span."""
        first = self.passage_index(start)
        last = bisect_right(self._passage_starts, max(start, end - 1))
        return tuple(p for p in self.passages[first:last] if p.start < end and p.end > start)


# --- records -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that a file offers for a field of its reference, and where it was found.

    `source` is `XMP`, `Info`, `first page`, `file name` … ; `confidence` is between 0 and 1.
    The value is text for every field (years as digits, authors separated by ``"; "``, each ``Family, Given``).
    """

    value: str
    source: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record's field came from; `confirmed` once a reviewer confirmed or edited it."""

    source: str
    confidence: float = 1.0
    confirmed: bool = False


@dataclass(frozen=True)
class Reading:
    """What one reading of a file gave. `metadata` maps title, authors, year, doi, organisation, container, abstract to offers."""

    path: Path
    status: ReadingStatus
    message: str = ""
    file_sha256: str = ""
    page_count: int = 0
    document: Document | None = None
    metadata: Mapping[str, Offer] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True)
class Record:
    """A bibliographic reference, with or without a file.

    `author_year` is what citations show, never empty and unambiguous: ``Rahman et al., 2016b``; where there are no
    authors the organisation or a short title stands in. `origins` says for each field where it came from.
    """

    id: str
    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    doi: str = ""
    organisation: str = ""
    short_author: str = ""
    year_suffix: str = ""
    container: str = ""
    abstract: str = ""
    role: Role = Role.EVIDENCE
    source_type: str = ""
    origins: Mapping[str, Origin] = field(default_factory=dict)
    file_sha256: str = ""
    text_sha256: str = ""
    reading_status: str = ""
    message: str = ""
    page_count: int = 0
    path: str = ""

    @property
    def author_year(self) -> str:
        """The citation without brackets: ``Rahman et al., 2016b`` (``n.d.`` where no year is known)."""
        year = (
            f"{self.year}{self.year_suffix}"
            if self.year
            else f"n.d.{self.year_suffix and '-' + self.year_suffix}"
        )
        return f"{self.short_author}, {year}"


# --- what reviewers do -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decision:
    """A reviewer's current decision on a record at a stage. `overrides` maps exclusion criteria to the reason for setting them aside."""

    event: str
    record: str
    stage: str
    reviewer: str
    decision: DecisionKind
    criteria: tuple[str, ...] = ()
    note: str = ""
    overrides: Mapping[str, str] = field(default_factory=dict)
    time: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    """Codes put on a passage by someone, with one stance and one status. `theory_version` is a number of the map's history."""

    id: str
    record: str
    text_sha256: str
    start: int
    end: int
    quote: str
    codes: tuple[str, ...]
    stance: Stance
    status: EvidenceStatus | None
    reviewer: str
    time: str
    page: int
    page_label: str
    memo: str = ""
    theory_version: int | None = None
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class Rejection:
    """A suggestion that a reviewer turned down: `code` does not hold for the span."""

    event: str
    record: str
    code: str
    start: int
    end: int
    reviewer: str
    theory_version: int | None = None


@dataclass(frozen=True, slots=True)
class DoneMark:
    """A span that a reviewer has finished with: it teaches by the codes that it did not get, too. `codes`: those in the map then."""

    event: str
    record: str
    start: int
    end: int
    reviewer: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Memo:
    """A reviewer's note on a record, a coding or a code."""

    id: str
    target: str
    text: str
    reviewer: str
    time: str


# --- suggestions -------------------------------------------------------------------------------------------------

Terms = tuple[tuple[str, float], ...]
"""Words and their weights, the strongest first: why a score is what it is."""


@dataclass(frozen=True, slots=True)
class RecordText:
    """What the order of the queue and the source type are learned from. `opening` stands in for a missing abstract."""

    record: str
    title: str
    abstract: str = ""
    opening: str = ""
    container: str = ""


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage as the code suggestions see it."""

    record: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A record in the queue with its score (0-1) and the terms that moved it."""

    record: str
    score: float
    terms: Terms = ()


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
