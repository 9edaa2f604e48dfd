"""References from files of other programs, and refusals of what could not be read."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import UNSET, Struct, UnsetType, field

from review.domain.act import DecisionKind

FULL_TEXT = "(full text)"
"""The stage of a decision that was made on the full text, whatever this review calls its last stage; no stage is called this."""


class ReferenceDecision(Struct, frozen=True):
    """A decision in a reference file; stage and reviewer are empty if the file does not name them.

    `settled` if it is the one that counts where reviewers disagreed, by whom and why (`note`), and not one of theirs.
    """

    decision: DecisionKind
    stage: str = ""
    reviewer: str = ""
    reasons: tuple[str, ...] = ()
    note: str = ""
    settled: bool | UnsetType = UNSET  # not written where it is not set: stored references stay as they are


class Reference(Struct, frozen=True):
    """One record of a reference file, independent of the file's format.

    `kind` is the type of work in CSL's words (``article-journal``, `review.references.kinds`), empty if it is
    general or unknown. `authors` and `editors` are each ``Family, Given``, or an organisation's name. `key` is
    the record's name in its file. `other` has the values of fields without a place here, so that nothing is lost, by
    their names in `source_format`, the record's original format. `line` is the record's first line (the row in a
    spreadsheet), from 1.
    """

    title: str = ""
    kind: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    year: int | None = None
    doi: str = ""
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    issn: tuple[str, ...] = ()
    isbn: tuple[str, ...] = ()
    pmid: str = ""
    language: str = ""
    organisation: str = ""
    notes: tuple[str, ...] = ()
    key: str = ""
    labels: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    source_type: str = ""
    decisions: tuple[ReferenceDecision, ...] = ()
    other: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    line: int = 0
    source_format: str = ""


RECORD_FIELDS = ("title", "authors", "year", "doi", "organisation", "container", "abstract")
"""The fields that a reference and a record share."""


class Refusal(Struct, frozen=True):
    """A part of a file that was not imported, and why, in one line; `line` is 0 for the file as a whole."""

    line: int
    message: str


class Notice(Struct, frozen=True):
    """Harmless lines of a file that were passed over, or something to look at; `line` is 0 for the file as a whole."""

    line: int
    message: str


class ImportedReason(Struct, frozen=True):
    """A reason of decisions in a file, the criterion of this review that it is (empty: none), and how many decisions give it."""

    reason: str
    criterion: str
    decisions: int


Item = Reference | Refusal | Notice
"""What a reader finds in a file, one after another."""
