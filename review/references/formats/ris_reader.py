"""Reads RIS, including the dialects of Web of Science, Scopus, EndNote, Zotero, Rayyan and ASReview."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.domain.reference import Reference, Refusal
from review.references.building import ReferenceBuilder
from review.references.kinds import KINDS, RIS_KINDS
from review.references.source import Source
from review.references.tagged_lines import TaggedRecord, tagged_records

_FIELDS = {
    **dict.fromkeys(("TI", "T1"), "title"),
    **dict.fromkeys(("AU", "A1"), "authors"),
    **dict.fromkeys(("A2", "ED"), "editors"),
    **dict.fromkeys(("PY", "Y1", "YR", "DA"), "year"),
    **dict.fromkeys(("T2", "JF", "JO", "BT"), "container"),
    **dict.fromkeys(("AB", "N2"), "abstract"),
    "DO": "doi",
    "VL": "volume",
    "IS": "issue",
    "SP": "first_page",
    "EP": "last_page",
    "KW": "keyword",
    "UR": "urls",
    "SN": "serial",
    "LA": "language",
    "PB": "organisation",
    "N1": "notes",
    "ID": "key",
}
_ONE_PER_LINE = frozenset({"authors", "editors", "urls", "serial"})
_CANONICAL_TYPES = frozenset(work.ris for work in KINDS)

_TAG = re.compile(r"([A-Z][A-Z0-9])  -\s?(.*)")
_TAG_BEHIND_ONE_SPACE = re.compile(r"([A-Z][A-Z0-9]) {1,2}-\s?(.*)")


def read_ris(source: Source) -> Iterator[Reference | Refusal]:
    """The records of a RIS file, one after another.

    Tags are followed by two spaces, or by one if the file's first TY is. Lines without a tag continue the previous
    value: further keywords, authors or addresses, else text.
    """
    pattern = _TAG_BEHIND_ONE_SPACE if re.search(r"^TY -", source.head, re.MULTILINE) else _TAG
    for record in tagged_records(source.lines(), pattern, "TY", "ER"):
        yield record if isinstance(record, Refusal) else _reference(record)


def _reference(record: TaggedRecord) -> Reference | Refusal:
    builder = ReferenceBuilder("ris", record.line)
    for tag, lines in sorted(record.values, key=lambda value: value[0] == "DA"):
        # DA comes last because its year counts only if there is no other: it may be the date of the download.
        field = _FIELDS.get(tag, "")
        if tag == "TY":
            _add_type(builder, lines[0])
        elif field in _ONE_PER_LINE:
            for line in lines:
                builder.add(tag, line, field)
        else:
            builder.add(tag, "\n".join(lines), field)
    return builder.finish()


def _add_type(builder: ReferenceBuilder, text: str) -> None:
    name = text.strip()
    builder.add("TY", RIS_KINDS.get(name.upper(), ""), "kind")
    if name not in _CANONICAL_TYPES:
        builder.add("TY", name)
