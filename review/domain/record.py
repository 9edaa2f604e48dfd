"""Records: bibliographic references, and the results of reading their files."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, field

from review.domain.document import Document
from review.domain.texts.endings import is_text_name
from review.domain.wording.counted import counted

_PAIRS = (('"', '"'), ("“", "”"), ("«", "»"), ("(", ")"), ("[", "]"))
"""Marks and what closes them; in German, “ closes „."""


class Role(StrEnum):
    """The role of a record in the review; only `evidence` counts in N."""

    EVIDENCE = "evidence"
    THEORY_SOURCE = "theory-source"
    BACKGROUND = "background"


class ReadingStatus(StrEnum):
    """The result of ingesting a file."""

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
        """Whether a file with this status gets a record that can be screened."""
        return self in {self.ADDED, self.PARTIAL, self.NO_TEXT, self.ENCRYPTED}

    @property
    def is_refusal(self) -> bool:
        """Whether such a file makes ``review ingest`` exit with code 1."""
        return self in {self.ENCRYPTED, self.DAMAGED, self.TIMEOUT, self.MEMORY, self.REFUSED}


class FoundValue(Struct, frozen=True):
    """A value found in a file for a field of its reference, and its source.

    `source` is `XMP`, `Info`, `first page`, `file name` … ; `confidence` is between 0 and 1.
    The value is text for every field (years as digits, authors separated by ``"; "``, each ``Family, Given``).
    """

    value: str
    source: str
    confidence: float


class Origin(Struct, frozen=True):
    """The origin of a record's field; `confirmed` once a reviewer confirmed or edited it."""

    source: str
    confidence: float = 1.0
    confirmed: bool = False


class Reading(Struct, frozen=True):
    """The result of reading a file. `metadata` has the values found for the fields of its reference."""

    path: Path
    status: ReadingStatus
    message: str = ""
    file_sha256: str = ""
    page_count: int = 0
    document: Document | None = None
    metadata: Mapping[str, FoundValue] = field(default_factory=dict)
    seconds: float = 0.0


class Record(Struct, frozen=True):
    """A bibliographic reference, with or without a file.

    `author_year` is used in citations, never empty and unambiguous: ``Rahman et al., 2016b``; without authors the
    organisation or a short title is used. `origins` has the origin of each field. `labels` are those that reference files
    gave it (tags), `sources` what its imports named as their source.
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
    labels: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def is_not_retrieved(self) -> bool:
        """Whether its document could not be obtained, as somebody reported."""
        return self.reading_status == "not-retrieved"

    @property
    def extent(self) -> str:
        """How long its document is: ``12 pages``; ``text`` for a text file, which has none; empty without a document."""
        if not self.page_count:
            return ""
        return "text" if is_text_name(self.path) else counted(self.page_count, "page")

    @property
    def author_year(self) -> str:
        """The citation without brackets: ``Rahman et al., 2016b`` (``n.d.`` if the year is unknown)."""
        year = (
            f"{self.year}{self.year_suffix}"
            if self.year
            else f"n.d.{self.year_suffix and '-' + self.year_suffix}"
        )
        return f"{self.cited_author}, {year}"

    @property
    def cited_author(self) -> str:
        """The short author as it is shown: a quotation mark or bracket whose end was cut off with a title is left out.

        Only what is shown: letters behind years belong to the short author as it is.
        """
        return without_open_marks(self.short_author)


def without_open_marks(text: str) -> str:
    """A text without the last quotation mark or bracket that nothing closes."""
    if text.isalnum():
        return text
    for opening, closing in (("„", "“"), *_PAIRS[2:]) if "„" in text else _PAIRS:
        closed = (
            text.count(opening) % 2 == 0 if opening == closing else text.count(opening) <= text.count(closing)
        )
        if not closed:
            before, _, after = text.rpartition(opening)
            text = before + after
    return text


def year_letter(place: int) -> str:
    """The letter after the year that distinguishes records with equal citations: a, b … z, aa, ab and so on.

    `place` counts from 1; 0 gives ``""``, for a record that needs none.
    """
    letters = ""
    while place > 0:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters


class RelatedRecords(NamedTuple):
    """Two records that a reviewer said are related: ``same-study`` or ``kin``."""

    record: str
    other: str
    relation: str
