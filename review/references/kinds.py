"""Types of work: CSL's names, and those of RIS, BibTeX and EndNote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from review.domain.reference import Reference


class WorkType(NamedTuple):
    """One type of work. If several share a BibTeX type, it is read as the first of them."""

    kind: str
    ris: str
    bibtex: str
    endnote: str


KINDS = (
    WorkType("", "GEN", "misc", "Generic"),
    WorkType("article-journal", "JOUR", "article", "Journal Article"),
    WorkType("article-magazine", "MGZN", "article", "Magazine Article"),
    WorkType("article-newspaper", "NEWS", "article", "Newspaper Article"),
    WorkType("article", "UNPB", "unpublished", "Unpublished Work"),
    WorkType("bill", "BILL", "misc", "Bill"),
    WorkType("book", "BOOK", "book", "Book"),
    WorkType("chapter", "CHAP", "incollection", "Book Section"),
    WorkType("dataset", "DATA", "dataset", "Dataset"),
    WorkType("entry-dictionary", "DICT", "misc", "Dictionary"),
    WorkType("entry-encyclopedia", "ENCYC", "misc", "Encyclopedia"),
    WorkType("legal_case", "CASE", "misc", "Case"),
    WorkType("legislation", "STAT", "misc", "Statute"),
    WorkType("motion_picture", "VIDEO", "misc", "Film or Broadcast"),
    WorkType("pamphlet", "PAMP", "booklet", "Pamphlet"),
    WorkType("paper-conference", "CPAPER", "inproceedings", "Conference Paper"),
    WorkType("patent", "PAT", "patent", "Patent"),
    WorkType("personal_communication", "PCOMM", "misc", "Personal Communication"),
    WorkType("post-weblog", "BLOG", "misc", "Blog"),
    WorkType("report", "RPRT", "techreport", "Report"),
    WorkType("software", "COMP", "software", "Computer Program"),
    WorkType("speech", "SLIDE", "misc", "Audiovisual Material"),
    WorkType("standard", "STAND", "misc", "Standard"),
    WorkType("thesis", "THES", "phdthesis", "Thesis"),
    WorkType("webpage", "ELEC", "online", "Web Page"),
)
"""All types of work; formats without a name for one use `review.references.review_fields`."""


def written_kind(reference: Reference) -> str:
    """The type of work to write: what is in a volume or issue of a journal, or has an ISSN, is an article if no type is given."""
    in_journal = reference.container and (reference.volume or reference.issue or reference.issn)
    return reference.kind or ("article-journal" if in_journal else "")


RIS_KINDS: Mapping[str, str] = {work.ris: work.kind for work in KINDS} | {
    "ABST": "article-journal",
    "CONF": "paper-conference",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article-journal",
    "GOVDOC": "report",
    "INPR": "article-journal",
    "JFULL": "article-journal",
    "MANSCPT": "article",
    "MPCT": "motion_picture",
    "SER": "book",
    "WEB": "webpage",
}
"""The type of work for each RIS type (tag TY)."""

BIBTEX_KINDS: Mapping[str, str] = {work.bibtex: work.kind for work in reversed(KINDS)} | {
    "conference": "paper-conference",
    "electronic": "webpage",
    "inbook": "chapter",
    "mastersthesis": "thesis",
    "mvbook": "book",
    "periodical": "article-journal",
    "proceedings": "book",
    "report": "report",
    "thesis": "thesis",
    "www": "webpage",
}
"""The type of work for each BibTeX or BibLaTeX entry type, in lower case."""

ENDNOTE_KINDS: Mapping[str, str] = {work.endnote: work.kind for work in KINDS} | {
    "Blog Post": "post-weblog",
    "Conference Proceedings": "paper-conference",
    "Edited Book": "book",
    "Electronic Article": "article-journal",
    "Electronic Book": "book",
    "Electronic Book Section": "chapter",
    "Government Document": "report",
    "Manuscript": "article",
}
"""The type of work for each EndNote reference type."""
