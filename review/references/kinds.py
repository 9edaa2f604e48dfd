"""Types of work: CSL's words, and what RIS, BibTeX and EndNote call them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class KindOfWork(NamedTuple):
    """One type of work. Several may share a BibTeX type; the first of them is what that type is read as."""

    kind: str
    ris: str
    bibtex: str
    endnote: str


KINDS = (
    KindOfWork("", "GEN", "misc", "Generic"),
    KindOfWork("article-journal", "JOUR", "article", "Journal Article"),
    KindOfWork("article-magazine", "MGZN", "article", "Magazine Article"),
    KindOfWork("article-newspaper", "NEWS", "article", "Newspaper Article"),
    KindOfWork("article", "UNPB", "unpublished", "Unpublished Work"),
    KindOfWork("bill", "BILL", "misc", "Bill"),
    KindOfWork("book", "BOOK", "book", "Book"),
    KindOfWork("chapter", "CHAP", "incollection", "Book Section"),
    KindOfWork("dataset", "DATA", "dataset", "Dataset"),
    KindOfWork("entry-dictionary", "DICT", "misc", "Dictionary"),
    KindOfWork("entry-encyclopedia", "ENCYC", "misc", "Encyclopedia"),
    KindOfWork("legal_case", "CASE", "misc", "Case"),
    KindOfWork("legislation", "STAT", "misc", "Statute"),
    KindOfWork("motion_picture", "VIDEO", "misc", "Film or Broadcast"),
    KindOfWork("pamphlet", "PAMP", "booklet", "Pamphlet"),
    KindOfWork("paper-conference", "CPAPER", "inproceedings", "Conference Paper"),
    KindOfWork("patent", "PAT", "patent", "Patent"),
    KindOfWork("personal_communication", "PCOMM", "misc", "Personal Communication"),
    KindOfWork("post-weblog", "BLOG", "misc", "Blog"),
    KindOfWork("report", "RPRT", "techreport", "Report"),
    KindOfWork("software", "COMP", "software", "Computer Program"),
    KindOfWork("speech", "SLIDE", "misc", "Audiovisual Material"),
    KindOfWork("standard", "STAND", "misc", "Standard"),
    KindOfWork("thesis", "THES", "phdthesis", "Thesis"),
    KindOfWork("webpage", "ELEC", "online", "Web Page"),
)
"""The types of work that every format can say, or that travel beside it (`review.references.review_fields`)."""

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
"""What each RIS type (tag TY) is read as."""

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
"""What each BibTeX or BibLaTeX entry type, in lower case, is read as."""

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
"""What each EndNote reference type is read as."""
