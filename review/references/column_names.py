"""What columns of reference tables are called, by the programs that write such tables.

Names are compared in lower case without spaces and signs. Of several columns for a field that holds one value, the
one whose name comes first here is taken.
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
"""Column names for each field of `Reference`, and for what a reader makes such fields of."""


def compared_column(name: str) -> str:
    """A column's name as it is compared."""
    return re.sub(r"[\W_]+", "", name).casefold()


KNOWN_COLUMNS = frozenset(name for names in COLUMN_NAMES.values() for name in names)
"""All names that mean something; a column that is kept as it is must have another one."""
