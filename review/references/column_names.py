"""Column names of reference tables, as used by the programs that write them.

Names are compared in lower case without spaces and punctuation. If several columns match a field with one value, the one
whose name comes first here is used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from review.references.review_fields import REVIEW_FIELDS

COLUMN_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "primarytitle", "articletitle", "documenttitle", "papertitle", "ti"),
    "authors": ("authors", "author", "authornames", "firstauthors", "authorfullnames", "au"),
    "editors": ("editors", "editor"),
    "year": ("year", "publicationyear", "publishedyear", "pubyear", "py", "publicationdate", "date"),
    "doi": ("doi", "electronicresourcenum"),
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
    ),
    "volume": ("volume", "vl"),
    "issue": ("issue", "number", "issuenumber"),
    "pages": ("pages", "pagerange"),
    "first_page": ("pagestart", "startpage", "firstpage"),
    "last_page": ("pageend", "endpage", "lastpage"),
    "abstract": ("abstract", "abstractnote", "notesabstract", "ab"),
    "keywords": ("keywords", "authorkeywords", "indexkeywords", "manualtags", "automatictags"),
    "urls": ("url", "urls", "link"),
    "issn": ("issn", "eissn"),
    "isbn": ("isbn",),
    "serial": ("issnisbn", "isbnissn"),
    "pmid": ("pmid", "pubmedid"),
    "language": ("language", "languageoforiginaldocument"),
    "organisation": ("organisation", "publisher", "institution", "organization"),
    "kind": ("kind", "itemtype", "documenttype", "referencetype", "publicationtype", "type"),
    "notes": ("notes", "note", "asreviewnote", "comments"),
    "labels": ("labels", "tags", "asreviewtags"),
    "key": ("key", "recordid", "covidence", "citationkey", "id"),
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


def compared_column(name: str) -> str:
    """A column's name in the form used for comparison."""
    return re.sub(r"[\W_]+", "", name).casefold()


KNOWN_COLUMNS = frozenset(name for names in COLUMN_NAMES.values() for name in names)
"""All names with a meaning; a column that is kept as it is must have a different name."""
