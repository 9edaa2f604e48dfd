"""Reads RIS, including the dialects of Web of Science, Scopus, EndNote, Zotero, Rayyan and ASReview."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.domain.doi import found_doi
from review.domain.reference import Item, Reference, Refusal
from review.references.building import ReferenceBuilder
from review.references.kinds import KINDS, RIS_KINDS
from review.references.source import Source
from review.references.tagged_lines import Dialect, TaggedRecord, tagged_records

_FIELDS = {
    **dict.fromkeys(("TI", "T1", "CT"), "title"),
    **dict.fromkeys(("AU", "A1"), "authors"),
    **dict.fromkeys(("A2", "ED"), "editors"),
    **dict.fromkeys(("PY", "Y1", "YR", "DA"), "year"),
    **dict.fromkeys(("JF", "T2", "JO", "BT", "SO", "JA", "J2", "J1"), "container"),
    **dict.fromkeys(("AB", "N2"), "abstract"),
    **dict.fromkeys(("DO", "DOI"), "doi"),
    **dict.fromkeys(("SN", "ISSN", "ISBN", "EISSN"), "serial"),
    "VL": "volume",
    **dict.fromkeys(("IS", "NO"), "issue"),
    "SP": "first_page",
    "EP": "last_page",
    "PG": "pages",
    "PMID": "pmid",
    "KW": "keyword",
    "UR": "urls",
    "LA": "language",
    "PB": "organisation",
    "N1": "notes",
    "ID": "key",
}
_LATE = {tag: place for place, tag in enumerate(("JF", "T2", "BT", "JO", "SO", "JA", "J2", "J1", "DA"), 1)}
"""The order of tags that give way to each other: EBSCO has a subtitle in T2, and DA may be the date of the download."""

_LATE_IN_BOOKS = _LATE | {"T2": 0, "BT": 0}
_IN_BOOKS = frozenset({"CHAP", "ECHAP", "CPAPER", "CONF"})

_WITH_DOI = ("L3", "M3", "LK")
"""Tags in which some databases put a DOI; it counts where the record has no other, and the tag nothing else."""

_ONE_PER_LINE = frozenset({"authors", "editors", "urls", "serial"})
_CANONICAL_TYPES = frozenset(work.ris for work in KINDS)

_LONG_TAGS = r"(?:DOI|PMID|PMCID|ISSN|ISBN|EISSN)(?= {1,2}- )"
_TAG_FORM = r"([A-Z][A-Z0-9](?={spaces})|(?:TY|ER)(?=[ \t\xa0]{{1,4}}[-–])|{long}|ER(?=\s*$))(?:[ \t\xa0]*[-–])?\s?(.*)"
_TAG = re.compile(_TAG_FORM.format(spaces="(?:  |\xa0\xa0| \xa0|\xa0 )-", long=_LONG_TAGS))
_LOOSE_TAG = re.compile(_TAG_FORM.format(spaces=r"[ \t\xa0]{1,4}[-–]", long=_LONG_TAGS))
_ESSENTIAL = frozenset({"TI", "T1", "CT", "DO", "DOI"})


def read_ris(source: Source) -> Iterator[Item]:
    """The records of a RIS file, one after another.

    Tags are followed by two spaces and a hyphen; by one space, a tab or a dash if the file's first TY is. Lines without a tag continue the previous
    value: further keywords, authors or addresses, else text.
    """
    unusual = re.search(r"^\s*TY(?: -|[ \t\xa0]*\t[ \t\xa0]*[-–]|[ \xa0]{1,4}–)", source.head, re.MULTILINE)
    dialect = Dialect(_LOOSE_TAG if unusual else _TAG, "TY", "ER", essential=_ESSENTIAL)
    for record in tagged_records(source, dialect):
        yield _reference(record) if isinstance(record, TaggedRecord) else record


def _reference(record: TaggedRecord) -> Reference | Refusal:
    builder = ReferenceBuilder("ris", record.line)
    kind = next((lines[0].strip() for tag, lines in record.values if tag == "TY"), "")
    late = _LATE_IN_BOOKS if kind in _IN_BOOKS else _LATE
    has_doi = False
    for tag, lines in sorted(record.values, key=lambda value: late.get(value[0], 0)):
        field = _FIELDS.get(tag, "")
        has_doi |= field == "doi"
        if tag == "TY":
            _add_type(builder, lines[0])
        elif field in _ONE_PER_LINE:
            for line in lines:
                builder.add(tag, line, field)
        else:
            builder.add(tag, "\n".join(lines), field)
    if not has_doi:
        _add_doi(builder, record)
    return builder.finish()


def _add_doi(builder: ReferenceBuilder, record: TaggedRecord) -> None:
    """Adds a DOI given under another tag, such as EBSCO's and RefWorks' L3 and Embase's M3."""
    for wanted in _WITH_DOI:
        for tag, lines in record.values:
            if tag == wanted and "10." in lines[0] and (found := found_doi(lines[0])).alone:
                builder.add("", found.doi, "doi")
                return


def _add_type(builder: ReferenceBuilder, text: str) -> None:
    name = text.strip()
    builder.add("TY", RIS_KINDS.get(name.upper(), ""), "kind")
    if name not in _CANONICAL_TYPES:
        builder.add("TY", name)
