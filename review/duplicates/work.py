"""What is compared, and what comes out: works as their references describe them, and groups of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """A bibliographic reference as the search for duplicates sees it; every field but `id` may be empty.

    Attributes:
        id: the record's id, different for every work of one search.
        title: the title as written.
        authors: one entry for each author, as ``Family, Given`` or in any other common form; organisations too.
        year: the year of publication.
        doi: with or without ``https://doi.org/``.
        container: the journal, the proceedings or the book that holds it; for reports their series.
        volume, issue, pages: as written; an article number stands in `pages`.
        abstract: as written.
        isbn: ISBN or ISSN; several may stand in one text.
        pmid: the PubMed number.
        kind: what the source calls it (``journalArticle``, ``Conference Paper``, ``misc`` …).
        edition: as written (``2nd ed.``).
        has_file: whether a document stands behind the reference; such a work is put first in its group.
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
    """Records that are one work, or may be.

    Attributes:
        records: their ids; the first is the fullest reference (one with a file before one without), the one to keep.
            In a group that is not certain, a certain group stands by its first record.
        certain: whether the group may be merged without asking.
        why: the reason in words, for a person.
        relation: ``same-study`` where the records look like different reports of one study (an abstract and its
            article, parts, editions, an erratum): to be related, not merged. Empty otherwise.
    """

    records: tuple[str, ...]
    certain: bool
    why: str
    relation: str = ""
