"""Reads PubMed's format (MEDLINE, ``.nbib``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.domain.citation import marked
from review.domain.doi import found_doi
from review.domain.family_names import family_first
from review.domain.reference import Item, Reference, Refusal
from review.references.building import ReferenceBuilder
from review.references.source import Source
from review.references.tagged_lines import Dialect, TaggedRecord, tagged_records

_FIELDS = {
    **dict.fromkeys(("TI", "BTI"), "title"),
    **dict.fromkeys(("FAU", "CN"), "authors"),
    **dict.fromkeys(("MH", "OT"), "keyword"),
    "FED": "editors",
    "DP": "year",
    "JT": "container",
    "VI": "volume",
    "IP": "issue",
    "PG": "pages",
    "AB": "abstract",
    **dict.fromkeys(("IS", "ISSN"), "issn"),
    "ISBN": "isbn",
    "PMID": "pmid",
    "LA": "language",
    "PB": "organisation",
    "GN": "notes",
}
_KINDS = {
    "Journal Article": "article-journal",
    "Journal Articles": "article-journal",
    "Book": "book",
    "Book Chapter": "chapter",
    "Preprint": "article",
    "Dataset": "dataset",
}
_TAG = re.compile(r"([A-Z][A-Z0-9]{1,3}) *- (.*)")
_SERIAL_WORD = re.compile(r"^IS[SB]N-")


def read_nbib(source: Source) -> Iterator[Item]:
    """The records of a file from PubMed or ERIC: a blank line ends them, and indented lines continue a value."""
    dialect = Dialect(_TAG, "PMID", essential=("TI", "BTI", "PMID"), blank_ends=True, last="SO")
    for record in tagged_records(source, dialect):
        yield _reference(record) if isinstance(record, TaggedRecord) else record


def _reference(record: TaggedRecord) -> Reference | Refusal:
    builder = ReferenceBuilder("nbib", record.line)
    has_full_names = any(tag == "FAU" for tag, _ in record.values)
    for tag, lines in record.values:
        value = " ".join(line.strip() for line in lines if line.strip())
        if tag in ("LID", "AID") and (doi := found_doi(value)).alone:
            builder.add(tag, doi.doi, "doi")
        elif tag == "ISSN" and _SERIAL_WORD.match(value):
            builder.add(tag, _SERIAL_WORD.sub("", value), "serial")
        elif tag == "PT" and value in _KINDS:
            builder.add(tag, _KINDS[value], "kind")
            builder.add(tag, value)
        elif tag == "CN":
            builder.add(tag, marked(value), "authors")
        elif tag == "AU" and not has_full_names:
            builder.add(tag, _with_comma(value), "authors")
        else:
            builder.add(tag, value, _FIELDS.get(tag, ""))
    return builder.finish()


def _with_comma(name: str) -> str:
    """``Okoro CB`` as ``Okoro, CB``: all of this tag's names end with initials, whatever these spell."""
    if found := family_first(name):
        return found
    family, _, initials = name.rpartition(" ")
    return f"{family}, {initials}" if family and initials.isupper() else name
