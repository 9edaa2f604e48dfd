"""References: what other programs' files say about works, and the lines of such files that could not be taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from review.domain.act import DecisionKind


@dataclass(frozen=True, slots=True)
class ReferenceDecision:
    """A decision as it stands in a reference file: stage and reviewer are empty where the file does not name them."""

    decision: DecisionKind
    stage: str = ""
    reviewer: str = ""
    reasons: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """One record of a reference file, the same whatever the file's format.

    `kind` is the type of work in CSL's words (``article-journal``, `review.references.kinds`), empty where it
    is general or unknown. `authors` and `editors` are each ``Family, Given``, or an organisation's name. `key` is
    the record's name in its file. `other` maps each field that has no place here to its values, so that nothing is
    lost; its names are those of `source_format`, the format that the record first came in. `line` is where the
    record begins (the row in a spreadsheet), from 1.
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
"""The fields of a reference that a record has, too."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What of a file was not taken and why, in one line; `line` is 0 where it is the file as a whole."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class ReferenceFile:
    """Everything that a reference file holds: each of its records is a reference or a refusal.

    `format` is ``ris``, ``bibtex``, ``nbib``, ``web-of-science``, ``endnote-xml``, ``csl-json``, ``csv``, ``tsv`` or
    ``xlsx``, empty where none was recognised. `mapping` says for each column of a table which field it was taken
    for, empty for columns that are kept as they are.
    """

    format: str
    references: tuple[Reference, ...]
    refusals: tuple[Refusal, ...]
    mapping: Mapping[str, str] = field(default_factory=dict)
