"""Column names of reference tables, as used by the programs that write them.

Names are compared in lower case without spaces and punctuation. If several columns match a field with one value, the one
whose name comes first here is used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from review.errors import UnknownNameError
from review.references.review_fields import REVIEW_FIELDS

COLUMN_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": (
        "title",
        "primarytitle",
        "articletitle",
        "documenttitle",
        "papertitle",
        "ti",
        "titleprimary",
        "itemtitle",
        "publicationname",
        "t1",
        "displayname",
    ),
    "authors": (
        *("authorfullnames", "authorfullname", "authorsfullname", "af"),
        "authors",
        "author",
        "authornames",
        "firstauthors",
        "au",
        "authorsprimary",
        "authorshipsauthordisplayname",
        "creators",
        "creator",
        "authorlist",
        "a1",
    ),
    "editors": ("editors", "editor"),
    "year": (
        "year",
        "publicationyear",
        "publishedyear",
        "pubyear",
        "py",
        "publicationdate",
        "date",
        "pubdate",
        "y1",
        "yr",
        "datepublished",
        "onlinedate",
        "dateofpublication",
    ),
    "doi": (
        "doi",
        "electronicresourcenum",
        "itemdoi",
        "digitalobjectidentifier",
        "do",
        "di",
        "doilink",
        "doiurl",
    ),
    "container": (
        *(
            "container",
            "journal",
            "publicationtitle",
            "sourcetitle",
            "journaltitle",
            "secondarytitle",
            "booktitle",
        ),
        *("journalbook", "so", "t2"),
        "journalname",
        "periodicalfull",
        "pubtitle",
        "primarylocationdisplayname",
        "primarylocationsourcedisplayname",
        "publication",
        "anthologytitle",
        "hostvenuedisplayname",
        "jf",
        "jt",
        "jn",
        "source",
        "periodicalabbrev",
        "journalabbreviation",
        "abbreviatedsourcetitle",
    ),
    "volume": ("volume", "vl", "bibliovolume", "journalvolume", "vol", "vi"),
    "issue": ("issue", "number", "issuenumber", "biblioissue", "journalissue", "issueno", "is", "ip", "no"),
    "pages": ("pages", "pagerange", "pagination", "page", "pp"),
    "first_page": ("pagestart", "startpage", "firstpage", "bibliofirstpage", "beginningpage", "sp", "bp"),
    "last_page": ("pageend", "endpage", "lastpage", "bibliolastpage", "otherpages", "endingpage", "ep"),
    "article_number": ("artno", "articlenumber", "ar", "elocationid"),
    "abstract": ("abstract", "abstractnote", "notesabstract", "ab", "summary", "n2"),
    "keywords": (
        "keywords",
        "authorkeywords",
        "indexkeywords",
        "manualtags",
        "automatictags",
        "keyword",
        "subjectterms",
        "subjects",
        "subject",
        "meshterms",
        "ieeeterms",
        "inspeccontrolledterms",
        "emtreeterms",
        "descriptors",
        "kw",
        "de",
        "mh",
    ),
    "urls": (
        "url",
        "urls",
        "link",
        "documenturl",
        "plink",
        "permalink",
        "articleurl",
        "dimensionsurl",
        "sourcelinkout",
        "fulltexturl",
        "fulltextlink",
        "pdflink",
        "externalurl",
        "ur",
    ),
    "issn": ("issn", "eissn", "issns", "printissn", "sn", "ei"),
    "isbn": ("isbn", "isbns", "bn"),
    "serial": ("issnisbn", "isbnissn"),
    "pmid": ("pmid", "pubmedid", "medlinepmid", "pm", "idspmid"),
    "language": ("language", "languageoforiginaldocument", "la"),
    "organisation": ("organisation", "publisher", "institution", "organization", "pb", "pu"),
    "kind": (
        "kind",
        "itemtype",
        "documenttype",
        "referencetype",
        "publicationtype",
        "type",
        "doctype",
        "contenttype",
        "dt",
        "sourcetype",
    ),
    "notes": ("notes", "note", "asreviewnote", "comments"),
    "labels": ("labels", "tags", "asreviewtags"),
    "key": (
        "key",
        "recordid",
        "covidence",
        "citationkey",
        "id",
        "lensid",
        "accessionnumber",
        "publicationid",
        "ut",
        "an",
    ),
    "decision": (
        *(
            "asreviewlabel",
            "included",
            "label",
            "labelincluded",
            "includedlabel",
        ),
        *("includedflag", "include", "decision"),
    ),
    "decision:title-abstract": ("labelabstractincluded", "abstractincluded", "labelabstractscreening"),
    "decision:theory-map": ("finalincluded", "includedfinal", "labelfinalincluded"),
} | {f"review:{name}": (f"review{name.replace('-', '')}",) for name in REVIEW_FIELDS}
"""Column names for each field of `Reference`, and for raw values from which readers derive fields."""


_WORDS = {"container": "journal", "kind": "type"}
"""What people call the fields that have another name in the review's own files."""


def field_word(field: str) -> str:
    """What a person calls a field: ``journal`` for ``container``."""
    return _WORDS.get(field, field)


def field_named(word: str) -> str:
    """The field that a person names, by its own name or by its word."""
    return next((field for field, known in _WORDS.items() if word == known), word)


def compared_column(name: str) -> str:
    """A column's name in the form used for comparison."""
    return re.sub(r"[\W_]+", "", name).casefold()


KNOWN_COLUMNS = frozenset(name for names in COLUMN_NAMES.values() for name in names)
"""All names with a meaning; a column that is kept as it is must have a different name."""


def check_fields(chosen: Mapping[str, str]) -> None:
    """Check that columns are assigned to known fields.

    Raises:
        UnknownNameError: a field is unknown.
    """
    for column, field in chosen.items():
        if field and field not in COLUMN_NAMES and not field.startswith("decision:"):
            raise UnknownNameError(
                f"{column}: unknown field '{field}'. Fields: {', '.join(map(field_word, COLUMN_NAMES))}; give none to keep the column as it is"
            )
