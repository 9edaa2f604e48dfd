"""The input and output of the search for duplicates: references to works, and groups of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """A bibliographic reference in the search for duplicates; all fields except `id` may be empty.

    Attributes:
        id: the record's id, unique within one search.
        title: the title as written.
        authors: one entry per author, as ``Family, Given`` or in any other common form; also organisations.
        year: the year of publication.
        doi: with or without ``https://doi.org/``.
        container: the journal, proceedings or book; for reports, the series.
        volume, issue, pages: as written; an article number is in `pages`.
        abstract: as written.
        isbn: ISBN or ISSN; one text may contain several.
        pmid: the PubMed id.
        kind: the source's name of the type (``journalArticle``, ``Conference Paper``, ``misc`` …).
        edition: as written (``2nd ed.``).
        has_file: whether the reference has a document; such a work comes first in its group.
    """

    id: str
    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    doi: str = ""
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    abstract: str = ""
    isbn: str = ""
    pmid: str = ""
    kind: str = ""
    edition: str = ""
    has_file: bool = False


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Records that are, or may be, the same work.

    Attributes:
        records: their ids; the first is the fullest reference (one with a file before one without), the one to keep.
            In a group that is not certain, a certain group is represented by its first record.
        certain: whether the group may be merged without asking.
        why: the reason in words, for a person.
        relation: ``same-study`` if the records look like different reports of one study (an abstract and its
            article, parts, editions, an erratum): to be related, not merged. Empty otherwise.
    """

    records: tuple[str, ...]
    certain: bool
    why: str
    relation: str = ""
